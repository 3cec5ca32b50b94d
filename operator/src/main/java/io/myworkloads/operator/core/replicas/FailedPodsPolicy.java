package io.myworkloads.operator.core.replicas;

import static java.util.Comparator.comparing;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which failed Pods go: those beyond the number that is to be kept, the first to have ended first,
 * and those that ended long enough ago.
 *
 * <p>Upstream's ReplicaSet leaves them all; of its Job's {@code ttlSecondsAfterFinished} it has
 * that a Pod goes at the moment when its time is over, and not before. Only Pods that the owner
 * controls and selects are its to delete.
 */
final class FailedPodsPolicy {
  private static final Comparator<PodView> LAST_ENDED_FIRST =
      comparing(FailedPodsPolicy::end)
          .thenComparing(PodView::created)
          .thenComparing(PodView::uid)
          .reversed();

  private FailedPodsPolicy() {}

  /** Those that are to be deleted now, the last to have ended first. */
  static List<PodView> surplus(ReplicasObservation seen) {
    FailedPods rule = seen.spec().failedPods();
    if (rule.equals(FailedPods.ALL_STAY)) {
      return List.of();
    }
    List<PodView> failed = failed(seen);
    int kept = rule.keep() == null ? failed.size() : Math.min(rule.keep(), failed.size());
    int young = 0;
    while (young < kept && timeLeft(rule.ttl(), failed.get(young), seen.now()).isPositive()) {
      young++;
    }
    return failed.subList(young, failed.size());
  }

  /** The time to the moment when the next one's time is over. */
  static Optional<Duration> nextDue(ReplicasObservation seen) {
    Duration ttl = seen.spec().failedPods().ttl();
    return ttl == null
        ? Optional.empty()
        : failed(seen).stream()
            .map(pod -> timeLeft(ttl, pod, seen.now()))
            .filter(Duration::isPositive)
            .min(Comparator.naturalOrder());
  }

  private static List<PodView> failed(ReplicasObservation seen) {
    return seen.pods().stream()
        .filter(pod -> pod.phase() == PodPhase.FAILED && !pod.deleting())
        .filter(pod -> pod.ownedBy(seen.owner().uid()))
        .filter(pod -> seen.spec().selector().matches(pod.labels()))
        .sorted(LAST_ENDED_FIRST)
        .toList();
  }

  private static Duration timeLeft(@Nullable Duration ttl, PodView pod, Instant now) {
    return ttl == null
        ? Duration.ofSeconds(Long.MAX_VALUE)
        : Duration.between(now, end(pod).plus(ttl));
  }

  /**
   * A Pod that does not say when it ended was refused before it ran, so hardly after it was made.
   */
  private static Instant end(PodView pod) {
    return pod.ended() == null ? pod.created() : pod.ended();
  }
}
