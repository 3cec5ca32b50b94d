package io.myworkloads.operator.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock on the wall that stands still until it is moved, or set. Beside it there is one that
 * cannot be set, as timers go by.
 */
public final class ManualClock extends Clock {
  private Instant now;
  private Duration set = Duration.ZERO;

  public ManualClock(Instant now) {
    this.now = now;
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** Somebody sets the clock by so much, forward or back, in no time. */
  public void set(Duration by) {
    set = set.plus(by);
  }

  /** The same time, but as if the clock had never been set. */
  public Clock steady() {
    return new Steady();
  }

  private final class Steady extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ManualClock.this.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return ManualClock.this.withZone(zone);
    }
  }

  @Override
  public Instant instant() {
    return now.plus(set);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a manual clock has no zone");
  }
}
