package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.Availability;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps one Pod on every node that should have one: first on each node for itself, then, where
 * nothing is left to do, the next step of an update.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go updateDaemonSet, manage, syncNodes
 */
public final class DaemonDecision {

  /**
   * Upstream's BurstReplicas: so many Pods are made, and so many deleted, at a time, however many
   * nodes there are.
   */
  static final int MAX_PODS_A_SYNC = 250;

  private DaemonDecision() {}

  /**
   * What is to be done now.
   *
   * @param actions in order
   * @param finished Pods among those that are deleted of which users are told
   * @param failedPods the pauses once that is done
   */
  public record Plan(
      List<PodAction> actions, List<FinishedPod> finished, FailedPodBackoff failedPods) {}

  /** What is wanted of all nodes, whether it may be done now or not. */
  private static final class Wanted {
    final List<String> createOn = new ArrayList<>();
    final List<PodView> delete = new ArrayList<>();
    final List<FinishedPod> finished = new ArrayList<>();
    Optional<Instant> lookAgainAt = Optional.empty();

    boolean isEmpty() {
      return createOn.isEmpty() && delete.isEmpty() && finished.isEmpty();
    }

    void add(String node, NodeDecision.Changes changes) {
      if (changes.create()) {
        createOn.add(node);
      }
      delete.addAll(changes.delete());
      finished.addAll(changes.finished());
      lookAgainAt =
          Stream.concat(lookAgainAt.stream(), changes.lookAgainAt().stream())
              .min(Comparator.naturalOrder());
    }
  }

  /** The plan for what is seen. */
  public static Plan plan(DaemonObservation seen) {
    if (idle(seen)) {
      return new Plan(List.of(), List.of(), seen.failedPods());
    }
    DaemonPods pods = new DaemonPods(seen);
    return plan(seen, pods, wanted(seen, pods));
  }

  /**
   * When to look again though nothing may have happened; asked of the observation after the
   * actions.
   *
   * @return zero where more is to be done at once; empty where only an event can change anything
   */
  public static Optional<Duration> lookAgain(DaemonObservation seen) {
    if (seen.owner().deleting()) {
      return Optional.empty();
    }
    DaemonPods pods = new DaemonPods(seen);
    Wanted wanted = wanted(seen, pods);
    if (!idle(seen) && !plan(seen, pods, wanted).actions().isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    return Stream.of(
            seen.retries().next(),
            wanted.lookAgainAt.map(at -> Duration.between(seen.now(), at)),
            Availability.next(pods.claim().owned(), seen.spec().minReady(), seen.now()))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Plan plan(DaemonObservation seen, DaemonPods pods, Wanted wanted) {
    List<PodAction> actions = new ArrayList<>();
    Retries retries = seen.retries();
    boolean mayDelete = !retries.waits(Reason.FAILED_DELETE);
    if (mayDelete && !seen.unanswered().isEmpty()) {
      actions.add(new PodAction.Delete(List.copyOf(seen.unanswered())));
    }
    List<PodView> adopt = retries.due(pods.claim().adopt());
    if (!adopt.isEmpty()) {
      actions.add(new PodAction.Adopt(adopt));
    }
    List<PodView> release = retries.due(pods.claim().release());
    if (!release.isEmpty()) {
      actions.add(new PodAction.Release(release));
    }
    if (!wanted.createOn.isEmpty()
        && !retries.waits(Reason.FAILED_CREATE)
        && !retries.waits(Reason.NAMESPACE_TERMINATING)) {
      actions.add(new PodAction.CreateOn(first(wanted.createOn, MAX_PODS_A_SYNC)));
    }
    List<FinishedPod> finished = List.of();
    if (mayDelete) {
      List<PodView> delete = new ArrayList<>(first(wanted.delete, MAX_PODS_A_SYNC));
      finished = first(wanted.finished, MAX_PODS_A_SYNC - delete.size());
      finished.forEach(each -> delete.add(each.pod()));
      if (!delete.isEmpty()) {
        actions.add(new PodAction.Delete(List.copyOf(delete)));
      }
    }
    List<String> failedOn =
        finished.stream().filter(FinishedPod::failed).map(FinishedPod::node).toList();
    return new Plan(
        List.copyOf(actions), finished, seen.failedPods().replacedOn(failedOn, seen.now()));
  }

  private static Wanted wanted(DaemonObservation seen, DaemonPods pods) {
    Wanted wanted = new Wanted();
    NodeDecision decision = new NodeDecision(seen, pods);
    for (NodeView node : seen.nodes().values()) {
      wanted.add(node.name(), decision.on(node));
    }
    if (seen.history() == HistoryState.CURRENT_MISSING) {
      wanted.createOn.clear();
    }
    wanted.delete.addAll(boundForNowhere(seen, pods));
    if (wanted.isEmpty()
        && seen.history() == HistoryState.SETTLED
        && seen.spec().strategy() instanceof RollingUpdate strategy) {
      RollingUpdatePolicy.Step step =
          new RollingUpdatePolicy(pods, seen.nodes().values(), strategy).step();
      wanted.createOn.addAll(step.createOn());
      wanted.delete.addAll(step.delete());
    }
    return wanted;
  }

  /**
   * Pods that wait for a node that is gone. Those that were on it are the Pod garbage collector's.
   *
   * <p>upstream: getUnscheduledPodsWithoutNode
   */
  private static List<PodView> boundForNowhere(DaemonObservation seen, DaemonPods pods) {
    List<PodView> delete = new ArrayList<>();
    pods.byNode()
        .forEach(
            (node, there) -> {
              if (!seen.nodes().containsKey(node)) {
                there.stream()
                    .filter(pod -> pod.nodeName() == null && !pod.deleting())
                    .forEach(delete::add);
              }
            });
    delete.sort(DaemonPods.OLDEST_FIRST);
    return delete;
  }

  /** Whether nothing may be done on the owner's behalf. */
  private static boolean idle(DaemonObservation seen) {
    return seen.owner().deleting() || seen.retries().waits(Reason.OWNER_UNCONFIRMED);
  }

  private static <T> List<T> first(List<T> all, int count) {
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }
}
