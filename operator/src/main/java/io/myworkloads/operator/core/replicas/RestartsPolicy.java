package io.myworkloads.operator.core.replicas;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which Pod is replaced because a container of it was restarted too often: a new one may get a
 * better node or volume. Upstream knows nothing of the sort, the kubelet restarts for ever.
 *
 * <p>One Pod at a time, and in two steps. First the status names the Pod and the time, and counts
 * it; then the Pod that the status names is deleted, by whoever looks at the owner then. So the
 * pause holds whenever the operator is killed, and no Pod is counted twice.
 *
 * <p>The owner must have as many Pods as asked for. A Pod that is ready, for it may serve between
 * two crashes, goes only while all others are available. One that has been ready for ten minutes is
 * well, whatever was before, and stays.
 */
final class RestartsPolicy {
  /** After so long the kubelet, too, forgets the crashes of a container. */
  static final Duration WELL_AFTER = Duration.ofMinutes(10);

  /** The status is written by then, and the named Pod can be deleted. */
  static final Duration UNTIL_WRITTEN = Duration.ofMillis(100);

  /** The one that serves least first; ties must not depend on the order of a cache. */
  private static final Comparator<PodView> WORST_FIRST =
      comparing(PodView::ready)
          .thenComparing(comparingInt(RestartsPolicy::restarts).reversed())
          .thenComparing(PodView::uid);

  private RestartsPolicy() {}

  /** The Pod that the status names and that is still there. */
  static Optional<PodView> due(ReplicasObservation seen) {
    RestartReplacements told = seen.replacements();
    return told == null || !complete(seen)
        ? Optional.empty()
        : worn(seen).filter(pod -> pod.uid().equals(told.podUid())).findFirst();
  }

  /** What the status is to say: the next Pod to be replaced, or as before. */
  static @Nullable RestartReplacements told(ReplicasObservation seen) {
    RestartReplacements before = seen.replacements();
    if (seen.owner().deleting() || due(seen).isPresent()) {
      return before;
    }
    if (seen.spec().replaceAfterRestarts() == null) {
      return null;
    }
    RestartReplacements row = before == null || overcome(seen, before) ? null : before;
    return next(seen)
        .filter(pod -> row == null || !row.nextNotBefore().isAfter(seen.now()))
        .map(
            pod ->
                new RestartReplacements(
                    row == null ? 1 : Math.min(row.count(), Integer.MAX_VALUE - 1) + 1,
                    seen.now().truncatedTo(ChronoUnit.SECONDS),
                    pod.name(),
                    pod.uid()))
        .orElse(row);
  }

  /** When to look again, asked after the actions. */
  static Optional<Duration> lookAgain(ReplicasObservation seen) {
    RestartReplacements before = seen.replacements();
    RestartReplacements told = told(seen);
    if (told != null && !told.equals(before)) {
      return Optional.of(UNTIL_WRITTEN);
    }
    if (told == null || seen.owner().deleting()) {
      return Optional.empty();
    }
    Stream<Instant> pauseOver = next(seen).map(pod -> told.nextNotBefore()).stream();
    Stream<Instant> wellAgain =
        madeSince(seen, told)
            .map(PodView::readySince)
            .filter(Objects::nonNull)
            .map(since -> since.plus(WELL_AFTER));
    return Stream.concat(pauseOver, wellAgain)
        .filter(seen.now()::isBefore)
        .map(at -> Duration.between(seen.now(), at))
        .min(Comparator.naturalOrder());
  }

  /** The one that is next but for the pause. */
  private static Optional<PodView> next(ReplicasObservation seen) {
    return complete(seen)
        ? worn(seen)
            .min(WORST_FIRST)
            .filter(
                pod ->
                    !pod.ready()
                        || owned(seen).stream()
                            .allMatch(
                                p ->
                                    p.uid().equals(pod.uid())
                                        || p.available(seen.spec().minReady(), seen.now())))
        : Optional.empty();
  }

  private static boolean complete(ReplicasObservation seen) {
    return owned(seen).size() == seen.spec().replicas() && seen.claim().adopt().isEmpty();
  }

  private static Stream<PodView> worn(ReplicasObservation seen) {
    Integer most = seen.spec().replaceAfterRestarts();
    return most == null
        ? Stream.empty()
        : owned(seen).stream().filter(pod -> restarts(pod) >= most && !well(pod, seen.now()));
  }

  /** Whether a Pod that was made since shows that the row is at its end. */
  private static boolean overcome(ReplicasObservation seen, RestartReplacements row) {
    return madeSince(seen, row).anyMatch(pod -> well(pod, seen.now()));
  }

  private static Stream<PodView> madeSince(ReplicasObservation seen, RestartReplacements row) {
    return owned(seen).stream()
        .filter(pod -> !pod.created().isBefore(row.lastTime()) && !pod.uid().equals(row.podUid()));
  }

  private static boolean well(PodView pod, Instant now) {
    return pod.readySince() != null && !pod.readySince().plus(WELL_AFTER).isAfter(now);
  }

  private static int restarts(PodView pod) {
    return Math.max(pod.restarts(), pod.sidecarRestarts());
  }

  private static List<PodView> owned(ReplicasObservation seen) {
    return seen.claim().owned();
  }
}
