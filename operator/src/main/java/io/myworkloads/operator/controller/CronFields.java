package io.myworkloads.operator.controller;

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
import java.time.Duration;
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
    Long deadline = spec.getStartingDeadlineSeconds();
    return new CronSpec(
        Timetable.of(
            ApiFields.required(spec.getSchedule(), "spec.schedule"), spec.getTimeZone(), ours),
        new DueRuns(deadline == null ? null : Duration.ofSeconds(deadline)),
        Boolean.TRUE.equals(spec.getSuspend()),
        new ConcurrencyPolicy(policy(spec.getConcurrencyPolicy()), spec.getMaxConcurrentJobs()),
        new JobHistory(spec.getSuccessfulJobsHistoryLimit(), spec.getFailedJobsHistoryLimit()),
        new FailureLimit(spec.getSuspendAfterFailures()));
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
      case String other ->
          throw new InvalidSpecException(
              "spec.concurrencyPolicy", "Unsupported value: \"%s\"".formatted(other));
    };
  }
}
