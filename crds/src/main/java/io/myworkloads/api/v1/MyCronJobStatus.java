package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a MyCronJob: the fields of batch/v1 CronJobStatus, counters, and texts for
 * people and columns.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyCronJobStatus {

  @JsonPropertyDescription("The MyJobs that it has started and that have not finished.")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private List<ObjectReference> active = List.of();

  @JsonPropertyDescription("How many they are.")
  @PrinterColumn(name = "Active")
  @Min(0)
  private @Nullable Integer activeCount;

  @JsonPropertyDescription("The scheduled time of the last run that was started.")
  private @Nullable String lastScheduleTime;

  @JsonPropertyDescription("When a run was last Complete.")
  private @Nullable String lastSuccessfulTime;

  @JsonPropertyDescription("The time of the next run. Absent if there will be none.")
  @PrinterColumn(name = "Next Schedule")
  private @Nullable String nextScheduleTime;

  @JsonPropertyDescription("The newest scheduled time of which it is decided that it gets no run.")
  private @Nullable String lastMissedTime;

  @JsonPropertyDescription("The generation of the spec that this status speaks of.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("How many runs were Complete.")
  @Min(0)
  private @Nullable Long succeeded;

  @JsonPropertyDescription("How many runs have Failed.")
  @Min(0)
  private @Nullable Long failed;

  @JsonPropertyDescription("How many scheduled times passed without a run.")
  @Min(0)
  private @Nullable Long missed;

  @JsonPropertyDescription("How many runs have Failed since the last one that was Complete.")
  @Min(0)
  private @Nullable Integer consecutiveFailures;

  @JsonPropertyDescription("How long the run took that finished last.")
  @Min(0)
  private @Nullable Long lastDurationSeconds;

  @JsonPropertyDescription(
      "The value of the annotation myworkloads.io/trigger that was last acted upon.")
  private @Nullable String lastTrigger;

  @JsonPropertyDescription(
      "Scheduled says whether runs will be started, and why not: an invalid schedule or time zone, a schedule that never fires, too many failures.")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private List<Condition> conditions = List.of();

  @JsonPropertyDescription("The names of the template's containers.")
  @PrinterColumn(name = "Containers", priority = 1)
  private @Nullable String containers;

  @JsonPropertyDescription("The images of the template's containers.")
  @PrinterColumn(name = "Images", priority = 1)
  private @Nullable String images;

  @JsonPropertyDescription("The selector of the template as text.")
  @PrinterColumn(name = "Selector", priority = 1)
  private @Nullable String selector;

  public List<ObjectReference> getActive() {
    return active;
  }

  public void setActive(@Nullable List<ObjectReference> active) {
    this.active = active == null ? List.of() : List.copyOf(active);
  }

  public @Nullable Integer getActiveCount() {
    return activeCount;
  }

  public void setActiveCount(@Nullable Integer activeCount) {
    this.activeCount = activeCount;
  }

  public @Nullable String getLastScheduleTime() {
    return lastScheduleTime;
  }

  public void setLastScheduleTime(@Nullable String lastScheduleTime) {
    this.lastScheduleTime = lastScheduleTime;
  }

  public @Nullable String getLastSuccessfulTime() {
    return lastSuccessfulTime;
  }

  public void setLastSuccessfulTime(@Nullable String lastSuccessfulTime) {
    this.lastSuccessfulTime = lastSuccessfulTime;
  }

  public @Nullable String getNextScheduleTime() {
    return nextScheduleTime;
  }

  public void setNextScheduleTime(@Nullable String nextScheduleTime) {
    this.nextScheduleTime = nextScheduleTime;
  }

  public @Nullable String getLastMissedTime() {
    return lastMissedTime;
  }

  public void setLastMissedTime(@Nullable String lastMissedTime) {
    this.lastMissedTime = lastMissedTime;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable Long getSucceeded() {
    return succeeded;
  }

  public void setSucceeded(@Nullable Long succeeded) {
    this.succeeded = succeeded;
  }

  public @Nullable Long getFailed() {
    return failed;
  }

  public void setFailed(@Nullable Long failed) {
    this.failed = failed;
  }

  public @Nullable Long getMissed() {
    return missed;
  }

  public void setMissed(@Nullable Long missed) {
    this.missed = missed;
  }

  public @Nullable Integer getConsecutiveFailures() {
    return consecutiveFailures;
  }

  public void setConsecutiveFailures(@Nullable Integer consecutiveFailures) {
    this.consecutiveFailures = consecutiveFailures;
  }

  public @Nullable Long getLastDurationSeconds() {
    return lastDurationSeconds;
  }

  public void setLastDurationSeconds(@Nullable Long lastDurationSeconds) {
    this.lastDurationSeconds = lastDurationSeconds;
  }

  public @Nullable String getLastTrigger() {
    return lastTrigger;
  }

  public void setLastTrigger(@Nullable String lastTrigger) {
    this.lastTrigger = lastTrigger;
  }

  public List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  public @Nullable String getContainers() {
    return containers;
  }

  public void setContainers(@Nullable String containers) {
    this.containers = containers;
  }

  public @Nullable String getImages() {
    return images;
  }

  public void setImages(@Nullable String images) {
    this.images = images;
  }

  public @Nullable String getSelector() {
    return selector;
  }

  public void setSelector(@Nullable String selector) {
    this.selector = selector;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MyCronJobStatus that
        && Objects.equals(active, that.active)
        && Objects.equals(activeCount, that.activeCount)
        && Objects.equals(lastScheduleTime, that.lastScheduleTime)
        && Objects.equals(lastSuccessfulTime, that.lastSuccessfulTime)
        && Objects.equals(nextScheduleTime, that.nextScheduleTime)
        && Objects.equals(lastMissedTime, that.lastMissedTime)
        && Objects.equals(observedGeneration, that.observedGeneration)
        && Objects.equals(succeeded, that.succeeded)
        && Objects.equals(failed, that.failed)
        && Objects.equals(missed, that.missed)
        && Objects.equals(consecutiveFailures, that.consecutiveFailures)
        && Objects.equals(lastDurationSeconds, that.lastDurationSeconds)
        && Objects.equals(lastTrigger, that.lastTrigger)
        && Objects.equals(conditions, that.conditions)
        && Objects.equals(containers, that.containers)
        && Objects.equals(images, that.images)
        && Objects.equals(selector, that.selector);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        active,
        activeCount,
        lastScheduleTime,
        lastSuccessfulTime,
        nextScheduleTime,
        lastMissedTime,
        observedGeneration,
        succeeded,
        failed,
        missed,
        consecutiveFailures,
        lastDurationSeconds,
        lastTrigger,
        conditions,
        containers,
        images,
        selector);
  }

  @Override
  public String toString() {
    return "MyCronJobStatus{active=%s, activeCount=%s, lastScheduleTime=%s, lastSuccessfulTime=%s, nextScheduleTime=%s, lastMissedTime=%s, observedGeneration=%s, succeeded=%s, failed=%s, missed=%s, consecutiveFailures=%s, lastDurationSeconds=%s, lastTrigger=%s, conditions=%s, containers=%s, images=%s, selector=%s}"
        .formatted(
            active,
            activeCount,
            lastScheduleTime,
            lastSuccessfulTime,
            nextScheduleTime,
            lastMissedTime,
            observedGeneration,
            succeeded,
            failed,
            missed,
            consecutiveFailures,
            lastDurationSeconds,
            lastTrigger,
            conditions,
            containers,
            images,
            selector);
  }
}
