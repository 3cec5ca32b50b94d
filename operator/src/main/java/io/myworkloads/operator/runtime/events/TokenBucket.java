package io.myworkloads.operator.runtime.events;

import java.time.Duration;
import java.time.Instant;

/** A budget that is full at first and fills up again slowly. */
final class TokenBucket {
  private final int size;
  private final Duration refill;
  private double tokens;
  private Instant asOf;

  /**
   * @param size how many may be taken at once
   * @param refill how long it takes until one more may be
   */
  TokenBucket(int size, Duration refill, Instant now) {
    this.size = size;
    this.refill = refill;
    this.tokens = size;
    this.asOf = now;
  }

  boolean tryTake(Instant now) {
    // a clock that was set back neither adds nor takes
    if (now.isAfter(asOf)) {
      double added = (double) Duration.between(asOf, now).toMillis() / refill.toMillis();
      tokens = Math.min(size, tokens + added);
      asOf = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
