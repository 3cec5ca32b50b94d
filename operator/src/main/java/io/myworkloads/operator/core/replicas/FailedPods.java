package io.myworkloads.operator.core.replicas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which of an owner's failed Pods stay.
 *
 * @param keep at most so many, 0 or more; null for any number
 * @param ttl each for so long after its end, zero or more; null for ever
 */
public record FailedPods(@Nullable Integer keep, @Nullable Duration ttl) {

  /**
   * All of them, as with upstream: the cluster's own limit (12,500 Pods by default) is the only
   * one.
   */
  public static final FailedPods ALL_STAY = new FailedPods(null, null);
}
