package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.core.status.Conditions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is told of an observation.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set_utils.go calculateStatus. One difference: the
 * words of ReplicaFailure are always those of the last failure, where upstream keeps the first. One
 * addition: Available, see {@link AvailabilityPolicy}.
 */
public final class ReplicasStatusPolicy {

  /** Set while Pods cannot be made or removed. */
  public static final String REPLICA_FAILURE = "ReplicaFailure";

  private ReplicasStatusPolicy() {}

  /** The status that is true of the observation. */
  public static ReplicasStatus status(ReplicasObservation seen) {
    var claim = seen.claim();
    List<PodView> active = claim.owned();
    int available = count(active, pod -> pod.available(seen.spec().minReady(), seen.now()));
    int terminating = claim.terminating().size();
    Condition availability =
        AvailabilityPolicy.condition(
            seen, available, ReplicasDecision.heldBack(seen.spec(), active.size(), terminating));
    return new ReplicasStatus(
        active.size(),
        count(
            active,
            pod -> pod.labels().entrySet().containsAll(seen.spec().templateLabels().entrySet())),
        count(active, PodView::ready),
        available,
        terminating,
        RestartsPolicy.told(seen),
        seen.generation(),
        conditions(seen, active.size() - seen.spec().replicas(), availability));
  }

  private static int count(List<PodView> pods, Predicate<PodView> counted) {
    return Math.toIntExact(pods.stream().filter(counted).count());
  }

  private static List<Condition> conditions(
      ReplicasObservation seen, int surplus, Condition availability) {
    List<Condition> others = Conditions.with(seen.conditions(), availability);
    return seen.failures().stream()
        .flatMap(failure -> replicaFailure(seen, failure, surplus).stream())
        .findFirst()
        .map(condition -> Conditions.with(others, condition))
        .orElseGet(() -> Conditions.without(others, REPLICA_FAILURE));
  }

  /**
   * A failure to make Pods is one only as long as Pods lack, one to remove them only as long as
   * there are too many, or others that are to go.
   */
  private static Optional<Condition> replicaFailure(
      ReplicasObservation seen, Failure failure, int surplus) {
    Optional<String> reason =
        switch (failure.reason()) {
          case FAILED_CREATE -> surplus < 0 ? Optional.of("FailedCreate") : Optional.empty();
          case FAILED_DELETE ->
              surplus > 0
                      || !FailedPodsPolicy.surplus(seen).isEmpty()
                      || RestartsPolicy.due(seen).isPresent()
                  ? Optional.of("FailedDelete")
                  : Optional.empty();
          case FAILED_CLAIM, FAILED_REVISION, OWNER_UNCONFIRMED, NAMESPACE_TERMINATING ->
              Optional.empty();
        };
    return reason.map(
        r ->
            Condition.of(
                REPLICA_FAILURE, true, r, failure.message(), seen.generation(), seen.now()));
  }
}
