package io.myworkloads.operator.core.status;

import java.time.Instant;

/**
 * One entry of {@code status.conditions}.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransition when {@code status} last changed
 */
public record Condition(
    String type, String status, String reason, String message, Instant lastTransition) {

  /** A condition that holds since {@code now}. */
  public static Condition holds(String type, String reason, String message, Instant now) {
    return new Condition(type, "True", reason, message, now);
  }
}
