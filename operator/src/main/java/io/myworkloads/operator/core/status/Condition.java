package io.myworkloads.operator.core.status;

import java.time.Instant;

/**
 * One entry of {@code status.conditions}.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransition when {@code status} last changed
 * @param observedGeneration the generation of the spec that this speaks of: {@code kubectl wait}
 *     passes over a condition of an older one; 0 where it does not say
 */
public record Condition(
    String type,
    String status,
    String reason,
    String message,
    Instant lastTransition,
    long observedGeneration) {

  /** A condition that holds, or does not, since {@code now}. */
  public static Condition of(
      String type, boolean holds, String reason, String message, long generation, Instant now) {
    return new Condition(type, holds ? "True" : "False", reason, message, now, generation);
  }
}
