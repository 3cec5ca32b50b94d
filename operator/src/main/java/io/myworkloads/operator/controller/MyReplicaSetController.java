package io.myworkloads.operator.controller;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.Shell;

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

  private static final class View extends ReplicasKind<MyReplicaSetStatus, MyReplicaSet> {
    @Override
    Class<MyReplicaSet> type() {
      return MyReplicaSet.class;
    }

    @Override
    Selector selector(MyReplicaSet set) {
      return ApiFields.selector(set.getSpec().getSelector());
    }

    @Override
    MyReplicaSetStatus newStatus() {
      return new MyReplicaSetStatus();
    }

    @Override
    boolean tellsTerminating(MyReplicaSet set) {
      return true;
    }
  }
}
