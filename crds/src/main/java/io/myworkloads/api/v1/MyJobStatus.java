package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was seen of a MyJob: the fields of batch/v1 JobStatus, and texts for people and columns. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyJobStatus {

  @JsonPropertyDescription("How many Pods run or are about to.")
  @StatusReplicas
  @Min(0)
  private @Nullable Integer active;

  @JsonPropertyDescription("How many of them are ready.")
  @Min(0)
  private @Nullable Integer ready;

  @JsonPropertyDescription("How many Pods are being deleted and have not ended yet.")
  @Min(0)
  private @Nullable Integer terminating;

  @JsonPropertyDescription("How many Pods succeeded and are accounted for.")
  @Min(0)
  private @Nullable Integer succeeded;

  @JsonPropertyDescription("How many Pods failed and are accounted for.")
  @Min(0)
  private @Nullable Integer failed;

  @JsonPropertyDescription("The indexes that succeeded, as 1,3-5,7.")
  private @Nullable String completedIndexes;

  @JsonPropertyDescription("The indexes that failed, as 1,3-5,7.")
  private @Nullable String failedIndexes;

  @JsonPropertyDescription("Pods that have ended and are about to be counted, by UID.")
  private @Nullable UncountedTerminatedPods uncountedTerminatedPods;

  @JsonPropertyDescription("When it began, or was resumed.")
  private @Nullable String startTime;

  @JsonPropertyDescription("When it was complete.")
  private @Nullable String completionTime;

  @JsonPropertyDescription("The generation of the spec that this status speaks of.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "Complete, Failed, Suspended; SuccessCriteriaMet and FailureTarget come before the end of the last Pods.")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private List<Condition> conditions = List.of();

  @JsonPropertyDescription(
      "How many successes were asked for when it began; absent where one is enough.")
  @Min(0)
  private @Nullable Integer wantedCompletions;

  @JsonPropertyDescription("The failures since the last success, by which the next Pod is delayed.")
  private @Nullable JobBackoffStatus backoff;

  @JsonPropertyDescription("The last Pod that failed.")
  private @Nullable JobFailure lastFailure;

  @JsonPropertyDescription("The condition that matters most, or Running or Terminating.")
  @PrinterColumn(name = "Status")
  private @Nullable String phase;

  @JsonPropertyDescription("Successes and how many are wanted.")
  @PrinterColumn(name = "Completions")
  private @Nullable String completions;

  @JsonPropertyDescription("How long it took, once it has finished.")
  @PrinterColumn(name = "Duration")
  private @Nullable String duration;

  @JsonPropertyDescription("How far it is, for people.")
  @PrinterColumn(name = "Progress")
  private @Nullable String progress;

  @JsonPropertyDescription("The names of the template's containers.")
  @PrinterColumn(name = "Containers", priority = 1)
  private @Nullable String containers;

  @JsonPropertyDescription("The images of the template's containers.")
  @PrinterColumn(name = "Images", priority = 1)
  private @Nullable String images;

  @JsonPropertyDescription("The selector as text, as /scale and an autoscaler need it.")
  @LabelSelector
  @PrinterColumn(name = "Selector", priority = 1)
  private @Nullable String selector;

  public @Nullable Integer getActive() {
    return active;
  }

  public void setActive(@Nullable Integer active) {
    this.active = active;
  }

  public @Nullable Integer getReady() {
    return ready;
  }

  public void setReady(@Nullable Integer ready) {
    this.ready = ready;
  }

  public @Nullable Integer getTerminating() {
    return terminating;
  }

  public void setTerminating(@Nullable Integer terminating) {
    this.terminating = terminating;
  }

  public @Nullable Integer getSucceeded() {
    return succeeded;
  }

  public void setSucceeded(@Nullable Integer succeeded) {
    this.succeeded = succeeded;
  }

  public @Nullable Integer getFailed() {
    return failed;
  }

  public void setFailed(@Nullable Integer failed) {
    this.failed = failed;
  }

  public @Nullable String getCompletedIndexes() {
    return completedIndexes;
  }

  public void setCompletedIndexes(@Nullable String completedIndexes) {
    this.completedIndexes = completedIndexes;
  }

  public @Nullable String getFailedIndexes() {
    return failedIndexes;
  }

  public void setFailedIndexes(@Nullable String failedIndexes) {
    this.failedIndexes = failedIndexes;
  }

  public @Nullable UncountedTerminatedPods getUncountedTerminatedPods() {
    return uncountedTerminatedPods;
  }

  public void setUncountedTerminatedPods(
      @Nullable UncountedTerminatedPods uncountedTerminatedPods) {
    this.uncountedTerminatedPods = uncountedTerminatedPods;
  }

  public @Nullable String getStartTime() {
    return startTime;
  }

  public void setStartTime(@Nullable String startTime) {
    this.startTime = startTime;
  }

  public @Nullable String getCompletionTime() {
    return completionTime;
  }

  public void setCompletionTime(@Nullable String completionTime) {
    this.completionTime = completionTime;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  public @Nullable Integer getWantedCompletions() {
    return wantedCompletions;
  }

  public void setWantedCompletions(@Nullable Integer wantedCompletions) {
    this.wantedCompletions = wantedCompletions;
  }

  public @Nullable JobBackoffStatus getBackoff() {
    return backoff;
  }

  public void setBackoff(@Nullable JobBackoffStatus backoff) {
    this.backoff = backoff;
  }

  public @Nullable JobFailure getLastFailure() {
    return lastFailure;
  }

  public void setLastFailure(@Nullable JobFailure lastFailure) {
    this.lastFailure = lastFailure;
  }

  public @Nullable String getPhase() {
    return phase;
  }

  public void setPhase(@Nullable String phase) {
    this.phase = phase;
  }

  public @Nullable String getCompletions() {
    return completions;
  }

  public void setCompletions(@Nullable String completions) {
    this.completions = completions;
  }

  public @Nullable String getDuration() {
    return duration;
  }

  public void setDuration(@Nullable String duration) {
    this.duration = duration;
  }

  public @Nullable String getProgress() {
    return progress;
  }

  public void setProgress(@Nullable String progress) {
    this.progress = progress;
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
    return other instanceof MyJobStatus that
        && Objects.equals(active, that.active)
        && Objects.equals(ready, that.ready)
        && Objects.equals(terminating, that.terminating)
        && Objects.equals(succeeded, that.succeeded)
        && Objects.equals(failed, that.failed)
        && Objects.equals(completedIndexes, that.completedIndexes)
        && Objects.equals(failedIndexes, that.failedIndexes)
        && Objects.equals(uncountedTerminatedPods, that.uncountedTerminatedPods)
        && Objects.equals(startTime, that.startTime)
        && Objects.equals(completionTime, that.completionTime)
        && Objects.equals(observedGeneration, that.observedGeneration)
        && Objects.equals(conditions, that.conditions)
        && Objects.equals(wantedCompletions, that.wantedCompletions)
        && Objects.equals(backoff, that.backoff)
        && Objects.equals(lastFailure, that.lastFailure)
        && Objects.equals(phase, that.phase)
        && Objects.equals(completions, that.completions)
        && Objects.equals(duration, that.duration)
        && Objects.equals(progress, that.progress)
        && Objects.equals(containers, that.containers)
        && Objects.equals(images, that.images)
        && Objects.equals(selector, that.selector);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        active,
        ready,
        terminating,
        succeeded,
        failed,
        completedIndexes,
        failedIndexes,
        uncountedTerminatedPods,
        startTime,
        completionTime,
        observedGeneration,
        conditions,
        wantedCompletions,
        backoff,
        lastFailure,
        phase,
        completions,
        duration,
        progress,
        containers,
        images,
        selector);
  }

  @Override
  public String toString() {
    return "MyJobStatus{active=%s, ready=%s, terminating=%s, succeeded=%s, failed=%s, completedIndexes=%s, failedIndexes=%s, uncountedTerminatedPods=%s, startTime=%s, completionTime=%s, observedGeneration=%s, conditions=%s, wantedCompletions=%s, backoff=%s, lastFailure=%s, phase=%s, completions=%s, duration=%s, progress=%s, containers=%s, images=%s, selector=%s}"
        .formatted(
            active,
            ready,
            terminating,
            succeeded,
            failed,
            completedIndexes,
            failedIndexes,
            uncountedTerminatedPods,
            startTime,
            completionTime,
            observedGeneration,
            conditions,
            wantedCompletions,
            backoff,
            lastFailure,
            phase,
            completions,
            duration,
            progress,
            containers,
            images,
            selector);
  }
}
