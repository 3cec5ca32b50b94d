package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * When a MyCronJob shall start which MyJob: the fields of batch/v1 CronJobSpec, and what that
 * lacks.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyCronJobSpec {

  @JsonPropertyDescription(
      "The times in the format of cron: minute, hour, day of the month, month, day of the week, with the second before them if there are six; or @hourly, @daily, @weekly, @monthly, @yearly, @every 1h30m.")
  @Required
  @PrinterColumn(name = "Schedule")
  private @Nullable String schedule;

  @JsonPropertyDescription(
      "The time zone of the schedule by its IANA name, as Europe/Ljubljana. Without it: that of the operator.")
  @PrinterColumn(name = "Timezone")
  private @Nullable String timeZone;

  @JsonPropertyDescription(
      "How many seconds after its time, and its delay by jitterSeconds, a run may still start. Without it: at any time.")
  @Min(0)
  private @Nullable Long startingDeadlineSeconds;

  @JsonPropertyDescription(
      "Allow lets runs overlap. Forbid holds a run back while another is active; once its starting deadline has passed or the next time has come it is a missed one, see missedRuns. Replace ends the active one first.")
  @Default(MyWorkloads.DEFAULT_CONCURRENCY_POLICY)
  private @Nullable String concurrencyPolicy;

  @JsonPropertyDescription(
      "Starts no scheduled runs until it is false again. Active ones go on. The times that passed meanwhile are missed ones then: the latest runs at once, unless its starting deadline has passed or missedRuns says otherwise.")
  @Default("false")
  @PrinterColumn(name = "Suspend")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription("What its MyJobs are made from.")
  @Required
  private @Nullable MyJobTemplateSpec jobTemplate;

  @JsonPropertyDescription("How many MyJobs that are Complete are kept.")
  @Default("" + MyWorkloads.DEFAULT_SUCCESSFUL_JOBS_HISTORY_LIMIT)
  @Min(0)
  private @Nullable Integer successfulJobsHistoryLimit;

  @JsonPropertyDescription("How many MyJobs that have Failed are kept.")
  @Default("" + MyWorkloads.DEFAULT_FAILED_JOBS_HISTORY_LIMIT)
  @Min(0)
  private @Nullable Integer failedJobsHistoryLimit;

  @JsonPropertyDescription(
      "Delays every run by the same part of so many seconds, chosen for each object, so that many objects of one schedule do not start together. Without it: no delay.")
  @Min(0)
  @Max(86400)
  private @Nullable Integer jitterSeconds;

  @JsonPropertyDescription(
      "How many MyJobs may be active at a time; a run above that is held back, as under the policy Forbid. Only under the policy Allow. Without it: any number.")
  @Min(1)
  private @Nullable Integer maxConcurrentJobs;

  @JsonPropertyDescription(
      "What becomes of times that passed while nothing could be started. Without it: the latest runs, unless its starting deadline has passed.")
  private @Nullable MissedRuns missedRuns;

  @JsonPropertyDescription("No run is scheduled before this time.")
  private @Nullable String notBefore;

  @JsonPropertyDescription("No run is scheduled after this time.")
  private @Nullable String notAfter;

  @JsonPropertyDescription(
      "After so many failed MyJobs in a row no further one is started, until the spec changes or a triggered run succeeds. Without it: it goes on.")
  @Min(1)
  private @Nullable Integer suspendAfterFailures;

  public @Nullable String getSchedule() {
    return schedule;
  }

  public void setSchedule(@Nullable String schedule) {
    this.schedule = schedule;
  }

  public @Nullable String getTimeZone() {
    return timeZone;
  }

  public void setTimeZone(@Nullable String timeZone) {
    this.timeZone = timeZone;
  }

  public @Nullable Long getStartingDeadlineSeconds() {
    return startingDeadlineSeconds;
  }

  public void setStartingDeadlineSeconds(@Nullable Long startingDeadlineSeconds) {
    this.startingDeadlineSeconds = startingDeadlineSeconds;
  }

  public @Nullable String getConcurrencyPolicy() {
    return concurrencyPolicy;
  }

  public void setConcurrencyPolicy(@Nullable String concurrencyPolicy) {
    this.concurrencyPolicy = concurrencyPolicy;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable MyJobTemplateSpec getJobTemplate() {
    return jobTemplate;
  }

  public void setJobTemplate(@Nullable MyJobTemplateSpec jobTemplate) {
    this.jobTemplate = jobTemplate;
  }

  public @Nullable Integer getSuccessfulJobsHistoryLimit() {
    return successfulJobsHistoryLimit;
  }

  public void setSuccessfulJobsHistoryLimit(@Nullable Integer successfulJobsHistoryLimit) {
    this.successfulJobsHistoryLimit = successfulJobsHistoryLimit;
  }

  public @Nullable Integer getFailedJobsHistoryLimit() {
    return failedJobsHistoryLimit;
  }

  public void setFailedJobsHistoryLimit(@Nullable Integer failedJobsHistoryLimit) {
    this.failedJobsHistoryLimit = failedJobsHistoryLimit;
  }

  public @Nullable Integer getJitterSeconds() {
    return jitterSeconds;
  }

  public void setJitterSeconds(@Nullable Integer jitterSeconds) {
    this.jitterSeconds = jitterSeconds;
  }

  public @Nullable Integer getMaxConcurrentJobs() {
    return maxConcurrentJobs;
  }

  public void setMaxConcurrentJobs(@Nullable Integer maxConcurrentJobs) {
    this.maxConcurrentJobs = maxConcurrentJobs;
  }

  public @Nullable MissedRuns getMissedRuns() {
    return missedRuns;
  }

  public void setMissedRuns(@Nullable MissedRuns missedRuns) {
    this.missedRuns = missedRuns;
  }

  public @Nullable String getNotBefore() {
    return notBefore;
  }

  public void setNotBefore(@Nullable String notBefore) {
    this.notBefore = notBefore;
  }

  public @Nullable String getNotAfter() {
    return notAfter;
  }

  public void setNotAfter(@Nullable String notAfter) {
    this.notAfter = notAfter;
  }

  public @Nullable Integer getSuspendAfterFailures() {
    return suspendAfterFailures;
  }

  public void setSuspendAfterFailures(@Nullable Integer suspendAfterFailures) {
    this.suspendAfterFailures = suspendAfterFailures;
  }
}
