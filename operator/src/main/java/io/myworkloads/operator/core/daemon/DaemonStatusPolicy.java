package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.Optional;

/**
 * What is told of an observation.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go updateDaemonSetStatus; conditions and
 * pending nodes are not told there
 */
public final class DaemonStatusPolicy {
  private DaemonStatusPolicy() {}

  /**
   * The status that is true of the observation.
   *
   * @param noRollback why the template cannot go back as is asked for; empty where it can, or
   *     nobody asks
   */
  public static DaemonStatus status(DaemonObservation seen, Optional<String> noRollback) {
    DaemonPods pods = new DaemonPods(seen);
    int desired = 0;
    int current = 0;
    int misscheduled = 0;
    int ready = 0;
    int updated = 0;
    int available = 0;
    for (NodeView node : seen.nodes().values()) {
      List<PodView> there = pods.on(node.name());
      if (!pods.verdict(node).shouldRun()) {
        misscheduled += there.isEmpty() ? 0 : 1;
        continue;
      }
      desired++;
      if (there.isEmpty()) {
        continue;
      }
      current++;
      PodView pod = there.getFirst();
      ready += pod.ready() ? 1 : 0;
      available += pods.available(pod) ? 1 : 0;
      updated += pods.updated(pod) ? 1 : 0;
    }
    DaemonStatus counted =
        new DaemonStatus(
            desired,
            current,
            misscheduled,
            ready,
            updated,
            available,
            seen.generation(),
            seen.conditions(),
            PendingNodes.of(seen, pods));
    return DaemonConditions.told(seen, counted, noRollback);
  }
}
