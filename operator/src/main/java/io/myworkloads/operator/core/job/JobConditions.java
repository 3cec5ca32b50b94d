package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.core.status.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a MyJob, with upstream's reasons and words.
 *
 * <p>upstream: pkg/controller/job/job_controller.go newCondition, ensureJobConditionStatus
 */
public final class JobConditions {
  public static final String COMPLETE = "Complete";
  public static final String FAILED = "Failed";
  public static final String SUSPENDED = "Suspended";

  /** It will be {@link #COMPLETE} once all Pods have ended and are counted. */
  public static final String SUCCESS_CRITERIA_MET = "SuccessCriteriaMet";

  /** It will be {@link #FAILED} once all Pods have ended and are counted. */
  public static final String FAILURE_TARGET = "FailureTarget";

  private JobConditions() {}

  /** Why it will end: in the condition now, and in the last one later. */
  record End(boolean success, String reason, String message) {
    static End failure(String reason, String message) {
      return new End(false, reason, message);
    }

    static End success(String reason, String message) {
      return new End(true, reason, message);
    }

    String interim() {
      return success ? SUCCESS_CRITERIA_MET : FAILURE_TARGET;
    }

    String last() {
      return success ? COMPLETE : FAILED;
    }

    List<Condition> in(List<Condition> conditions, String type, Instant now) {
      return Conditions.with(conditions, condition(type, true, reason, message, now));
    }
  }

  /** The condition of this type if it holds. */
  public static Optional<Condition> holding(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(c -> c.type().equals(type) && c.status().equals("True"))
        .findFirst();
  }

  public static boolean holds(List<Condition> conditions, String type) {
    return holding(conditions, type).isPresent();
  }

  /** Whether nothing will ever change again. */
  public static boolean finished(List<Condition> conditions) {
    return holds(conditions, COMPLETE) || holds(conditions, FAILED);
  }

  /**
   * The conditions with Suspended as it is; that it is not is told only where it once was.
   *
   * @return the same list where that is told already
   */
  static List<Condition> suspended(List<Condition> conditions, boolean suspended, Instant now) {
    if (suspended == holds(conditions, SUSPENDED)) {
      return conditions;
    }
    return Conditions.with(
        conditions,
        suspended
            ? condition(SUSPENDED, true, "JobSuspended", "Job suspended", now)
            : condition(SUSPENDED, false, "JobResumed", "Job resumed", now));
  }

  /**
   * Of no generation: an end stays true whatever is asked for later, and {@code kubectl wait} would
   * pass over one of an older generation.
   */
  private static Condition condition(
      String type, boolean holds, String reason, String message, Instant now) {
    return Condition.of(type, holds, reason, message, 0, now);
  }
}
