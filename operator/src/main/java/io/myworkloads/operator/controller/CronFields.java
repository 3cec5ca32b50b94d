package io.myworkloads.operator.controller;

import io.myworkloads.api.v1.MissedRuns;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobSpec;
import io.myworkloads.api.v1.MyJobTemplateSpec;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.ConcurrencyPolicy;
import io.myworkloads.operator.core.cron.CronSpec;
import io.myworkloads.operator.core.cron.DueRuns;
import io.myworkloads.operator.core.cron.FailureLimit;
import io.myworkloads.operator.core.cron.JobHistory;
import io.myworkloads.operator.core.cron.Timetable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How MyCronJob spells what its controller decides upon. */
final class CronFields {
  private CronFields() {}

  /**
   * What is asked for; throws {@link InvalidSpecException} where that is not known.
   *
   * @param ours the zone of a schedule that names none
   */
  static CronSpec spec(MyCronJob cronJob, ZoneId ours) {
    MyCronJobSpec spec = ApiFields.required(cronJob.getSpec(), "spec");
    return new CronSpec(
        Timetable.of(
            ApiFields.required(spec.getSchedule(), "spec.schedule"), spec.getTimeZone(), ours),
        times(cronJob, spec),
        Boolean.TRUE.equals(spec.getSuspend()),
        new ConcurrencyPolicy(policy(spec.getConcurrencyPolicy()), spec.getMaxConcurrentJobs()),
        new JobHistory(spec.getSuccessfulJobsHistoryLimit(), spec.getFailedJobsHistoryLimit()),
        new FailureLimit(spec.getSuspendAfterFailures()));
  }

  private static DueRuns times(MyCronJob cronJob, MyCronJobSpec spec) {
    Long deadline = spec.getStartingDeadlineSeconds();
    MissedRuns missed = Objects.requireNonNullElseGet(spec.getMissedRuns(), MissedRuns::new);
    return new DueRuns(
        deadline == null ? null : Duration.ofSeconds(deadline),
        missed(missed.getPolicy()),
        Objects.requireNonNullElse(missed.getLimit(), MyWorkloads.DEFAULT_MISSED_RUNS_LIMIT),
        time("spec.notBefore", spec.getNotBefore()),
        time("spec.notAfter", spec.getNotAfter()),
        delay(cronJob.getMetadata().getUid(), spec.getJitterSeconds()));
  }

  private static DueRuns.Missed missed(@Nullable String policy) {
    return switch (Objects.requireNonNullElse(policy, MyWorkloads.DEFAULT_MISSED_RUNS_POLICY)) {
      case "Latest" -> DueRuns.Missed.LATEST;
      case "All" -> DueRuns.Missed.ALL;
      case "None" -> DueRuns.Missed.NONE;
      case String other -> throw unsupported("spec.missedRuns.policy", other);
    };
  }

  /** The same for each run of an object, and evenly spread over objects. */
  private static Duration delay(String uid, @Nullable Integer jitterSeconds) {
    return jitterSeconds == null
        ? Duration.ZERO
        : Duration.ofSeconds(Math.floorMod(uid.hashCode(), jitterSeconds + 1));
  }

  private static @Nullable Instant time(String field, @Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidSpecException(field, "Invalid value: \"%s\"".formatted(text));
    }
  }

  private static InvalidSpecException unsupported(String field, String value) {
    return new InvalidSpecException(field, "Unsupported value: \"%s\"".formatted(value));
  }

  static MyJobTemplateSpec template(MyCronJob cronJob) {
    return ApiFields.required(cronJob.getSpec().getJobTemplate(), "spec.jobTemplate");
  }

  /** The token of the user's wish for a run now; null for none. */
  static @Nullable String trigger(MyCronJob cronJob) {
    return cronJob.getMetadata().getAnnotations() == null
        ? null
        : cronJob.getMetadata().getAnnotations().get(MyWorkloads.TRIGGER_ANNOTATION);
  }

  private static ConcurrencyPolicy.Kind policy(@Nullable String policy) {
    return switch (Objects.requireNonNullElse(policy, MyWorkloads.DEFAULT_CONCURRENCY_POLICY)) {
      case "Allow" -> ConcurrencyPolicy.Kind.ALLOW;
      case "Forbid" -> ConcurrencyPolicy.Kind.FORBID;
      case "Replace" -> ConcurrencyPolicy.Kind.REPLACE;
      case String other -> throw unsupported("spec.concurrencyPolicy", other);
    };
  }
}
