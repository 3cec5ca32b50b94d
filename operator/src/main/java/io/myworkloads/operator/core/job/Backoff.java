package io.myworkloads.operator.core.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long to pause before the next Pod after failed ones.
 *
 * <p>upstream: pkg/controller/job/backoff_utils.go getRemainingTimeForFailuresCount, whose pauses
 * are fixed
 *
 * @param initial the pause after the first failure
 * @param factor by how much each further failure multiplies it, 1 or more
 * @param max the longest pause, before jitter
 * @param jitter by which part of it a pause may be longer, 0 to 1
 */
public record Backoff(Duration initial, double factor, Duration max, double jitter) {
  /** Upstream's DefaultJobPodFailureBackOff and MaxJobPodFailureBackOff. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(10), 2, Duration.ofMinutes(10), 0);

  /**
   * What is left of the pause.
   *
   * @param failures how many there were in a row
   * @param last when the last of them was; null where there was none
   * @param seed decides the jitter: the same for the same object and failure, so that each look
   *     finds the same pause
   * @return zero where there is none, or no more
   */
  Duration remaining(int failures, @Nullable Instant last, String seed, Instant now) {
    if (failures <= 0 || last == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, last.plus(pause(failures, seed)));
    return left.isNegative() ? Duration.ZERO : left;
  }

  Duration pause(int failures, String seed) {
    double seconds =
        Math.min(seconds(initial) * Math.pow(factor, Math.max(0, failures - 1)), seconds(max));
    double part = Math.floorMod((seed + "/" + failures).hashCode() * 31L + failures, 1000) / 1000.0;
    return Duration.ofMillis(Math.round(seconds * (1 + jitter * part) * 1000));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
