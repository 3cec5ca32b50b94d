package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.operator.controller.MyCronJobController;
import io.myworkloads.operator.controller.MyDaemonSetController;
import io.myworkloads.operator.controller.MyJobController;
import io.myworkloads.operator.controller.MyReplicaSetController;
import io.myworkloads.operator.controller.MyReplicationControllerController;
import io.myworkloads.operator.controller.WorkloadController;
import io.myworkloads.operator.runtime.Shell;
import java.util.List;

/** All controllers of the operator. */
public final class Controllers {
  private Controllers() {}

  public static List<ControllerRegistration<?>> all(Shells shells) {
    Shell shell = shells.common();
    return List.of(
        of(MyReplicaSet.class, new MyReplicaSetController(shell)),
        of(MyReplicationController.class, new MyReplicationControllerController(shell)),
        of(MyDaemonSet.class, new MyDaemonSetController(shell, shells.daemons())),
        of(MyJob.class, new MyJobController(shell, shells.jobs())),
        of(MyCronJob.class, new MyCronJobController(shell, shells.cron())));
  }

  private static <R extends CustomResource<?, S>, S> ControllerRegistration<R> of(
      Class<R> kind, WorkloadController<R, S> controller) {
    return new ControllerRegistration<>(
        kind, controller, configuration -> configuration.withOnUpdateFilter(controller.updates()));
  }
}
