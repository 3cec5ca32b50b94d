package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last Pod that failed, and why: to be read when the Pod, its log and its events are gone.
 *
 * @param node empty where it was on none
 * @param exit of the first container that failed, or of the Pod as a whole; null where nothing is
 *     told
 */
public record LastFailure(String pod, String node, PodRun.@Nullable Exit exit, Instant time) {

  /** The last of these, unless the one that is known is no older. */
  static @Nullable LastFailure of(@Nullable LastFailure known, Collection<PodView> failed) {
    return failed.stream()
        .max(Comparator.comparing(FailureStreak::end).thenComparing(PodView::name)) // not by chance
        .filter(pod -> known == null || FailureStreak.end(pod).isAfter(known.time()))
        .map(LastFailure::of)
        .orElse(known);
  }

  private static LastFailure of(PodView pod) {
    return new LastFailure(
        pod.name(),
        pod.nodeName() == null ? "" : pod.nodeName(),
        exit(pod).orElse(null),
        FailureStreak.end(pod));
  }

  private static Optional<PodRun.Exit> exit(PodView pod) {
    return pod.run() == null
        ? Optional.empty()
        : pod.run().exits().stream()
            .filter(exit -> exit.code() != 0 || exit.container().isEmpty())
            .findFirst();
  }
}
