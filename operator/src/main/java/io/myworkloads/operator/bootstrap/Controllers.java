package io.myworkloads.operator.bootstrap;

import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.controller.MyReplicaSetController;
import io.myworkloads.operator.runtime.Shell;
import java.util.List;

/** All controllers of the operator. */
public final class Controllers {
  private Controllers() {}

  public static List<ControllerRegistration<?>> all(Shell shell) {
    var replicaSets = new MyReplicaSetController(shell);
    return List.of(
        new ControllerRegistration<>(
            MyReplicaSet.class,
            replicaSets,
            configuration -> configuration.withOnUpdateFilter(replicaSets.updates())));
  }
}
