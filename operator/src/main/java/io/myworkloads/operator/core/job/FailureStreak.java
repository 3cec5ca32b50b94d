package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failures since the last success, by which the next Pod is delayed. It is a part of the
 * status, written together with the Pods that it counts, so that a restart neither forgets nor
 * repeats it.
 *
 * <p>upstream: pkg/controller/job/backoff_utils.go backoffStore, which is lost at a restart
 *
 * @param last when the last of them was; null where there is none
 */
public record FailureStreak(int failures, @Nullable Instant last) {
  public static final FailureStreak NONE = new FailureStreak(0, null);

  /**
   * With Pods that ended since.
   *
   * @param failed those that count and those that are ignored alike
   */
  FailureStreak after(Collection<PodView> succeeded, Collection<PodView> failed) {
    Instant lastSuccess =
        succeeded.stream().map(FailureStreak::end).max(Comparator.naturalOrder()).orElse(null);
    List<Instant> later =
        failed.stream()
            .map(FailureStreak::end)
            .filter(end -> lastSuccess == null || end.isAfter(lastSuccess))
            .sorted()
            .toList();
    FailureStreak before = lastSuccess == null ? this : NONE;
    return later.isEmpty()
        ? before
        : new FailureStreak(before.failures + later.size(), later.getLast());
  }

  /** upstream: getFinishedTime, whose last resort is the creation. */
  static Instant end(PodView pod) {
    return pod.run() == null || pod.run().finished() == null ? pod.created() : pod.run().finished();
  }
}
