package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;

/**
 * A Pod that has ended on a node where one should run, and is to be replaced. Users are told by an
 * event.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode
 */
public record FinishedPod(PodView pod, String node) {

  public boolean failed() {
    return pod.phase() == PodPhase.FAILED;
  }

  /** The reason of the event. */
  public String reason() {
    return failed() ? "FailedDaemonPod" : "SucceededDaemonPod";
  }

  /** The words of the event. */
  public String message() {
    return failed()
        ? "Found failed daemon pod %s/%s on node %s, will try to kill it"
            .formatted(pod.namespace(), pod.name(), node)
        : "Found succeeded daemon pod %s/%s on node %s, will try to delete it"
            .formatted(pod.namespace(), pod.name(), node);
  }
}
