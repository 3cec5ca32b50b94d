package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.PodView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On which nodes a Pod cannot run, and why; those whose Pod is merely on its way are not named. */
final class PendingNodes {
  /** A status is no place for a list of all nodes; who mends these sees the next. */
  static final int MOST = 10;

  static final String FAILED_CREATE = "FailedCreate";
  static final String NODE_NOT_READY = "NodeNotReady";
  static final String POD_FAILED = "PodFailed";

  private PendingNodes() {}

  /** The first by name. */
  static List<PendingNode> of(DaemonObservation seen, DaemonPods pods) {
    List<PendingNode> pending = new ArrayList<>();
    for (NodeView node : seen.nodes().values()) {
      if (pending.size() == MOST) {
        break;
      }
      if (shouldHaveOne(node, pods)) {
        reason(seen, node, pods.on(node.name()))
            .ifPresent(reason -> pending.add(new PendingNode(node.name(), reason)));
      }
    }
    return List.copyOf(pending);
  }

  /** A dead node is tainted, so that it should have none; the one that it has is missed there. */
  private static boolean shouldHaveOne(NodeView node, DaemonPods pods) {
    Verdict verdict = pods.verdict(node);
    return verdict.shouldRun()
        || (verdict.mayStay() && !node.ready() && !pods.on(node.name()).isEmpty());
  }

  private static Optional<String> reason(
      DaemonObservation seen, NodeView node, List<PodView> there) {
    if (there.stream().anyMatch(pod -> pod.ready() && pod.active())) {
      return Optional.empty();
    }
    if (!node.ready()) {
      return Optional.of(NODE_NOT_READY);
    }
    Optional<String> waitsFor =
        there.stream().flatMap(pod -> Optional.ofNullable(pod.waitsFor()).stream()).findFirst();
    if (waitsFor.isPresent()) {
      return waitsFor;
    }
    if (there.stream().anyMatch(DaemonPods::failed)) {
      return Optional.of(POD_FAILED);
    }
    return there.isEmpty() && seen.failed(Failure.Reason.FAILED_CREATE).isPresent()
        ? Optional.of(FAILED_CREATE)
        : Optional.empty();
  }
}
