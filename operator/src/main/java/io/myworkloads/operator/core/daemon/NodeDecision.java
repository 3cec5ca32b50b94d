package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the Pods of one node, whatever is on the others.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode. One difference: where
 * surge is allowed, upstream makes another Pod beside a failed one whose replacement is paused, and
 * so on without end; here the pause holds for both.
 */
final class NodeDecision {

  /**
   * What is to be done.
   *
   * @param create whether a Pod lacks
   * @param delete Pods that are too many, or in the wrong place
   * @param finished Pods to be deleted because they have ended
   * @param lookAgainAt when a failed Pod may be replaced that may not be now
   */
  record Changes(
      boolean create,
      List<PodView> delete,
      List<FinishedPod> finished,
      Optional<Instant> lookAgainAt) {}

  private final DaemonObservation seen;
  private final DaemonPods pods;

  NodeDecision(DaemonObservation seen, DaemonPods pods) {
    this.seen = seen;
    this.pods = pods;
  }

  Changes on(NodeView node) {
    List<PodView> there = pods.on(node.name());
    Verdict verdict = pods.verdict(node);
    if (!verdict.mayStay()) {
      return delete(there.stream().filter(pod -> !pod.deleting()).toList());
    }
    boolean mayCreate = verdict.shouldRun() && !pods.uncertain(node.name());
    if (there.isEmpty()) {
      return new Changes(mayCreate, List.of(), List.of(), Optional.empty());
    }
    List<FinishedPod> finished = new ArrayList<>();
    List<PodView> running = new ArrayList<>();
    Optional<Instant> pausedUntil = seen.failedPods().pausedUntil(node.name(), seen.now());
    boolean paused = false;
    boolean failed = false;
    for (PodView pod : there) {
      if (pod.deleting()) {
        continue;
      }
      if (!pod.phase().terminal()) {
        running.add(pod);
      } else if (pod.phase() == PodPhase.SUCCEEDED) {
        finished.add(new FinishedPod(pod, node.name()));
      } else if (pausedUntil.isPresent()) {
        paused = true;
      } else if (!failed) { // one at a time: the first begins a pause
        failed = true;
        finished.add(new FinishedPod(pod, node.name()));
      }
    }
    boolean surges = seen.spec().strategy().surges();
    return new Changes(
        surges && running.isEmpty() && !paused && mayCreate,
        surges ? tooManyBesideSurge(running, verdict) : tooMany(running),
        finished,
        paused ? pausedUntil : Optional.empty());
  }

  private static Changes delete(List<PodView> pods) {
    return new Changes(false, pods, List.of(), Optional.empty());
  }

  private static List<PodView> tooMany(List<PodView> running) {
    return running.size() <= 1 ? List.of() : running.subList(1, running.size());
  }

  /**
   * The oldest of each sort stays; the old one goes when it is not ready, or when the new one has
   * become available. A new one that waits for a node that takes none any more goes instead.
   */
  private List<PodView> tooManyBesideSurge(List<PodView> running, Verdict verdict) {
    if (running.size() <= 1) {
      return List.of();
    }
    List<PodView> delete = new ArrayList<>();
    @Nullable PodView updated = null;
    @Nullable PodView old = null;
    for (PodView pod : running) {
      if (pods.updated(pod) && updated == null) {
        updated = pod;
      } else if (!pods.updated(pod) && old == null) {
        old = pod;
      } else {
        delete.add(pod);
      }
    }
    if (updated != null && old != null) {
      if (!verdict.shouldRun() && DaemonPods.unbound(updated)) {
        delete.add(updated);
      } else if (!old.ready() || pods.available(updated)) {
        delete.add(old);
      }
    }
    return delete;
  }
}
