package io.myworkloads.operator.core.cron;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Times that follow a given one at whole multiples of a delay: {@code @every 90m}.
 *
 * <p>upstream: robfig/cron constantdelay.go
 */
record EveryDelay(Duration delay) implements ScheduledTimes {
  /** Parts of a second are cut off, and what is less than a second becomes one. */
  static EveryDelay of(Duration delay) {
    Duration whole = delay.truncatedTo(SECONDS);
    return new EveryDelay(whole.isPositive() ? whole : Duration.ofSeconds(1));
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.of(after.truncatedTo(SECONDS).plus(delay));
  }

  @Override
  public Optional<Instant> latest(Instant after, Instant upTo) {
    long count = count(after, upTo);
    return count == 0
        ? Optional.empty()
        : Optional.of(after.truncatedTo(SECONDS).plus(delay.multipliedBy(count)));
  }

  @Override
  public long count(Instant after, Instant upTo) {
    return Math.max(
        0, Duration.between(after.truncatedTo(SECONDS), upTo).toSeconds() / delay.toSeconds());
  }

  @Override
  public boolean subMinute() {
    return delay.compareTo(Duration.ofMinutes(1)) < 0;
  }
}
