package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Availability;
import io.myworkloads.operator.core.pods.Claim;
import io.myworkloads.operator.core.pods.DeletionOrder;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps as many active Pods as asked: claims those that are the owner's, then makes what lacks or
 * removes what is too much.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go syncReplicaSet, manageReplicas
 */
public final class ReplicasDecision {

  /**
   * Upstream's BurstReplicas: a mistake in spec.replicas then costs 500 Pods at a time, not a
   * cluster.
   */
  static final int MAX_PODS_A_SYNC = 500;

  private ReplicasDecision() {}

  /**
   * What is to be done now, in order.
   *
   * <p>Upstream does nothing else for an owner while one of its claims fails. Here such a Pod is
   * only not touched: none is made in its place, for it may be adopted yet, and none goes on its
   * account, for it may not.
   */
  public static List<PodAction> actions(ReplicasObservation seen) {
    if (seen.owner().deleting() || seen.retries().waits(Reason.OWNER_UNCONFIRMED)) {
      return List.of();
    }
    Claim claim = seen.claim();
    List<PodAction> actions = new ArrayList<>();
    boolean mayDelete = !seen.retries().waits(Reason.FAILED_DELETE);
    if (mayDelete && !seen.unanswered().isEmpty()) {
      actions.add(new PodAction.Delete(List.copyOf(seen.unanswered())));
    }
    List<PodView> adopt = seen.retries().due(claim.adopt());
    if (!adopt.isEmpty()) {
      actions.add(new PodAction.Adopt(adopt));
    }
    List<PodView> release = seen.retries().due(claim.release());
    if (!release.isEmpty()) {
      actions.add(new PodAction.Release(release));
    }
    List<PodView> active = Stream.concat(claim.owned().stream(), adopt.stream()).toList();
    int surplus = active.size() - seen.spec().replicas();
    int unclaimed = claim.adopt().size() - adopt.size();
    int leaving =
        Math.max(
            mayDelete ? 0 : seen.unanswered().size(),
            heldBack(seen.spec(), active.size(), claim.terminating().size()));
    int toMake = -surplus - unclaimed - leaving;
    if (surplus > 0 && mayDelete) {
      actions.add(new PodAction.Delete(victims(seen, active, surplus)));
    } else if (toMake > 0 && mayCreate(seen)) {
      actions.add(new PodAction.Create(Math.min(toMake, MAX_PODS_A_SYNC)));
    }
    if (mayDelete) {
      RestartsPolicy.due(seen).ifPresent(pod -> actions.add(new PodAction.Replace(pod)));
    }
    List<PodView> failed = FailedPodsPolicy.surplus(seen);
    if (!failed.isEmpty() && mayDelete) {
      actions.add(new PodAction.Delete(atMost(MAX_PODS_A_SYNC, failed)));
    }
    return List.copyOf(actions);
  }

  private static boolean mayCreate(ReplicasObservation seen) {
    return !seen.retries().waits(Reason.FAILED_CREATE)
        && !seen.retries().waits(Reason.NAMESPACE_TERMINATING);
  }

  /**
   * When to look again though nothing may have happened; asked of the observation after the
   * actions.
   *
   * @return zero where more is to be done at once; empty where only an event can change anything
   */
  public static Optional<Duration> lookAgain(ReplicasObservation seen) {
    if (!actions(seen).isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    return Stream.of(
            nextTry(seen),
            Availability.next(seen.claim().owned(), seen.spec().minReady(), seen.now()),
            nextEnd(seen),
            RestartsPolicy.lookAgain(seen))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** The time to the end of the first pause after a failure. */
  private static Optional<Duration> nextTry(ReplicasObservation seen) {
    return seen.owner().deleting() ? Optional.empty() : seen.retries().next();
  }

  /** The time to the end of a failed Pod's stay. */
  private static Optional<Duration> nextEnd(ReplicasObservation seen) {
    return seen.owner().deleting() ? Optional.empty() : FailedPodsPolicy.nextDue(seen);
  }

  /** How many Pods lack and are not made yet, because others have not ended. */
  static int heldBack(ReplicasSpec spec, int active, int terminating) {
    return spec.podReplacement().heldBack(spec.replicas() - active, terminating);
  }

  /**
   * Those that go first. Upstream counts Pods on a node only for owners that have a controller
   * themselves, and as their neighbours all that related owners' selectors match; here an owner's
   * own Pods always count, and besides them those that related owners control.
   *
   * <p>upstream: replica_set.go getPodsToDelete, getPodsRankedByRelatedPodsOnSameNode,
   * getIndirectlyRelatedPods
   */
  private static List<PodView> victims(ReplicasObservation seen, List<PodView> active, int count) {
    List<PodView> candidates = new ArrayList<>(active);
    if (count < candidates.size()) {
      Map<String, Integer> podsOnNode = new HashMap<>();
      Stream.concat(active.stream(), seen.neighbours().get().stream())
          .filter(PodView::active)
          .forEach(pod -> podsOnNode.merge(nodeOf(pod), 1, Integer::sum));
      candidates.sort(DeletionOrder.at(seen.now(), pod -> podsOnNode.getOrDefault(nodeOf(pod), 0)));
    }
    return atMost(Math.min(count, MAX_PODS_A_SYNC), candidates);
  }

  private static List<PodView> atMost(int count, List<PodView> pods) {
    return List.copyOf(pods.subList(0, Math.min(count, pods.size())));
  }

  private static String nodeOf(PodView pod) {
    String node = pod.nodeName();
    return node == null ? "" : node;
  }
}
