package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.core.status.Conditions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The conditions of a MyCronJob; upstream has none. */
public final class CronConditions {
  /** Whether the schedule starts MyJobs, and why not where it does not. */
  public static final String SCHEDULED = "Scheduled";

  /** The last MyJob could not be made; there only while it holds. */
  public static final String CREATE_FAILURE = "CreateFailure";

  static final String TOO_MANY_FAILURES = "TooManyFailures";

  private CronConditions() {}

  /** How it stands with the schedule, in the words of a condition. */
  record Standing(boolean holds, String reason, String message) {}

  static Standing standing(CronSpec spec, Due due, boolean failedTooOften, String failures) {
    if (spec.timetable() instanceof Timetable.Unusable(String reason, String message)) {
      return new Standing(false, reason, message);
    }
    if (due.never()) {
      return new Standing(false, "NeverFires", "no time will ever match spec.schedule");
    }
    if (spec.suspended()) {
      return new Standing(false, "Suspended", "spec.suspend is true");
    }
    if (failedTooOften) {
      return new Standing(false, TOO_MANY_FAILURES, failures);
    }
    return due.next().isEmpty()
        ? new Standing(false, "Ended", "no scheduled time is left before spec.notAfter")
        : new Standing(true, "Scheduled", "MyJobs are started by the schedule");
  }

  static List<Condition> with(
      List<Condition> before,
      Standing standing,
      Collection<Failure> failures,
      long generation,
      Instant now) {
    List<Condition> conditions =
        Conditions.with(
            before,
            Condition.of(
                SCHEDULED,
                standing.holds(),
                standing.reason(),
                standing.message(),
                generation,
                now));
    return failures.stream()
        .filter(failure -> failure.reason() == Failure.Reason.FAILED_CREATE)
        .findFirst()
        .map(
            failure ->
                Conditions.with(
                    conditions,
                    Condition.of(
                        CREATE_FAILURE, true, "FailedCreate", failure.message(), generation, now)))
        .orElseGet(() -> Conditions.without(conditions, CREATE_FAILURE));
  }

  /** Whether failures had stopped the schedule of an older spec. */
  static boolean stoppedBefore(List<Condition> conditions, long generation) {
    return conditions.stream()
        .anyMatch(
            c ->
                c.type().equals(SCHEDULED)
                    && c.reason().equals(TOO_MANY_FAILURES)
                    && c.observedGeneration() != generation);
  }
}
