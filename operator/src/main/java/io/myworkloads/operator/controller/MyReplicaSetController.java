package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.runtime.Shell;
import java.time.Duration;
import java.util.List;

/** Reconciles MyReplicaSets. */
@ControllerConfiguration(
    name = "myreplicaset-controller",
    // a relist may show a new object of an old name as an update, whose generation is then the same
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
public final class MyReplicaSetController
    extends ReplicasController<MyReplicaSet, MyReplicaSetStatus> {

  public MyReplicaSetController(Shell shell) {
    super(new View(), shell);
  }

  private static final class View implements ReplicasKind<MyReplicaSetStatus, MyReplicaSet> {
    @Override
    public Class<MyReplicaSet> type() {
      return MyReplicaSet.class;
    }

    @Override
    public ReplicasSpec spec(MyReplicaSet set) {
      MyReplicaSetSpec spec = ApiFields.required(set.getSpec(), "spec");
      return new ReplicasSpec(
          spec.replicasOrDefault(),
          Duration.ofSeconds(spec.minReadySecondsOrDefault()),
          ApiFields.selector(spec.getSelector()),
          ApiFields.labels(template(set)));
    }

    @Override
    public PodTemplateSpec template(MyReplicaSet set) {
      return ApiFields.required(set.getSpec().getTemplate(), "spec.template");
    }

    @Override
    public List<Condition> conditions(MyReplicaSet set) {
      return set.getStatus() == null
          ? List.of()
          : ApiFields.conditions(set.getStatus().getConditions());
    }

    @Override
    public MyReplicaSetStatus status(MyReplicaSet set, ReplicasStatus told) {
      PodTemplateSpec template = template(set);
      var status = new MyReplicaSetStatus();
      status.setReplicas(told.replicas());
      status.setFullyLabeledReplicas(told.fullyLabeled());
      status.setReadyReplicas(told.ready());
      status.setAvailableReplicas(told.available());
      status.setTerminatingReplicas(told.terminating());
      status.setObservedGeneration(told.observedGeneration());
      status.setConditions(ApiFields.apiConditions(told.conditions()));
      status.setSelector(ApiFields.selector(set.getSpec().getSelector()).toString());
      status.setContainers(ApiFields.containers(template, Container::getName));
      status.setImages(ApiFields.containers(template, Container::getImage));
      return status;
    }
  }
}
