package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.operator.controller.MyReplicaSetController;
import io.myworkloads.operator.controller.MyReplicationControllerController;
import io.myworkloads.operator.controller.ReplicasController;
import io.myworkloads.operator.runtime.Shell;
import java.util.List;

/** All controllers of the operator. */
public final class Controllers {
  private Controllers() {}

  public static List<ControllerRegistration<?>> all(Shell shell) {
    return List.of(
        of(MyReplicaSet.class, new MyReplicaSetController(shell)),
        of(MyReplicationController.class, new MyReplicationControllerController(shell)));
  }

  private static <R extends CustomResource<? extends ReplicatedSpec, S>, S extends ReplicatedStatus>
      ControllerRegistration<R> of(Class<R> kind, ReplicasController<R, S> controller) {
    return new ControllerRegistration<>(
        kind, controller, configuration -> configuration.withOnUpdateFilter(controller.updates()));
  }
}
