package io.myworkloads.operator.controller;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.MyReplicationControllerStatus;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.replicas.PodReplacementPolicy;
import io.myworkloads.operator.runtime.Shell;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reconciles MyReplicationControllers. */
@ControllerConfiguration(
    name = "myreplicationcontroller-controller",
    // a relist may show a new object of an old name as an update, whose generation is then the same
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
public final class MyReplicationControllerController
    extends ReplicasController<MyReplicationController, MyReplicationControllerStatus> {

  public MyReplicationControllerController(Shell shell) {
    super(new View(), shell);
  }

  static final class View
      extends ReplicasKind<MyReplicationControllerStatus, MyReplicationController> {
    @Override
    Class<MyReplicationController> type() {
      return MyReplicationController.class;
    }

    /**
     * The labels of the selector or, where there are none, those of the template.
     *
     * <p>upstream: pkg/apis/core/v1/defaults.go SetDefaults_ReplicationController
     */
    @Override
    Selector selector(MyReplicationController controller) {
      Map<String, String> labels =
          Objects.requireNonNullElse(controller.getSpec().getSelector(), Map.of());
      if (labels.isEmpty()) {
        labels = ApiFields.labels(template(controller));
      }
      if (labels.isEmpty()) {
        throw new InvalidSpecException("spec.selector", "Required value");
      }
      return Selector.of(labels, List.of());
    }

    @Override
    MyReplicationControllerStatus newStatus() {
      return new MyReplicationControllerStatus();
    }

    /** Upstream's does not; but where Pods are waited for, users want to know of it. */
    @Override
    boolean tellsTerminating(MyReplicationController controller) {
      return podReplacement(controller.getSpec()) == PodReplacementPolicy.FAILED;
    }
  }
}
