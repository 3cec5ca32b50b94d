package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.CronStatus.Counters;
import org.jspecify.annotations.Nullable;

/**
 * After how many failures in a row nothing more is started by the schedule. A change of the spec
 * begins anew, and so does a success, which a user may ask for by a trigger.
 *
 * @param most {@code spec.suspendAfterFailures}; null where failures stop nothing
 */
public record FailureLimit(@Nullable Integer most) {

  /** The counters as they count for the spec as it is. */
  static Counters counters(CronStatus status, long generation) {
    Counters counters = status.counters();
    return CronConditions.stoppedBefore(status.conditions(), generation)
        ? new Counters(
            counters.succeeded(), counters.failed(), counters.missed(), 0, counters.lastDuration())
        : counters;
  }

  /** Whether nothing more is to be started. */
  boolean reached(Counters counters) {
    return most != null && counters.consecutiveFailures() >= most;
  }

  String message(Counters counters) {
    return "%d MyJobs in a row failed, and spec.suspendAfterFailures is %d: nothing is started until the spec is changed or a triggered run succeeds"
        .formatted(counters.consecutiveFailures(), most);
  }
}
