package io.myworkloads.operator.core.cron;

/** A schedule that cannot be read. The message says what is wrong with it, for the user. */
public final class InvalidScheduleException extends RuntimeException {
  InvalidScheduleException(String message) {
    super(message);
  }

  InvalidScheduleException(String message, Throwable cause) {
    super(message, cause);
  }
}
