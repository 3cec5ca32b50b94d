package io.myworkloads.operator.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an object stays after its end.
 *
 * <p>upstream: pkg/controller/ttlafterfinished/ttlafterfinished_controller.go timeLeft
 */
public final class TimeToLive {
  private TimeToLive() {}

  /** What is left of it, zero and less where it is over; empty where it stays for ever. */
  static Optional<Duration> left(JobSpec spec, JobStatus status, Instant now) {
    return left(spec.ttlAfterSuccess(), JobConditions.COMPLETE, status, now)
        .or(() -> left(spec.ttlAfterFailure(), JobConditions.FAILED, status, now));
  }

  /** Whether the object is to be deleted. */
  public static boolean over(JobSpec spec, JobStatus status, Instant now) {
    return left(spec, status, now).filter(time -> !time.isPositive()).isPresent();
  }

  private static Optional<Duration> left(
      @Nullable Duration ttl, String end, JobStatus status, Instant now) {
    return ttl == null
        ? Optional.empty()
        : JobConditions.holding(status.conditions(), end)
            .map(condition -> Duration.between(now, condition.lastTransition().plus(ttl)));
  }
}
