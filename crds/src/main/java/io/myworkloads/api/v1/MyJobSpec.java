package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicy;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/** What a MyJob shall do: the fields of batch/v1 JobSpec, and what that lacks. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyJobSpec {

  @JsonPropertyDescription("How many Pods may run at a time. Without it: 1.")
  @SpecReplicas
  @Min(0)
  private @Nullable Integer parallelism;

  @JsonPropertyDescription(
      "How many Pods must succeed. Without it: 1 if parallelism is absent too, else one success is enough and the running Pods are waited for.")
  @Min(0)
  private @Nullable Integer completions;

  @JsonPropertyDescription(
      "NonIndexed counts successes; Indexed wants one success for each index from 0 to completions - 1.")
  @Default(MyWorkloads.DEFAULT_COMPLETION_MODE)
  private @Nullable String completionMode;

  @JsonPropertyDescription(
      "How many Pods may fail before the whole fails. Without it: 6, or no limit if backoffLimitPerIndex is there.")
  @Min(0)
  private @Nullable Integer backoffLimit;

  @JsonPropertyDescription("How many Pods of one index may fail before the index fails.")
  @Min(0)
  private @Nullable Integer backoffLimitPerIndex;

  @JsonPropertyDescription("How many indexes may fail before the whole fails at once.")
  @Min(0)
  private @Nullable Integer maxFailedIndexes;

  @JsonPropertyDescription("For how many seconds it may be active before it fails.")
  @Min(0)
  private @Nullable Long activeDeadlineSeconds;

  @JsonPropertyDescription("How many seconds after its end it is deleted. Without it: never.")
  @Min(0)
  private @Nullable Integer ttlSecondsAfterFinished;

  @JsonPropertyDescription("Deletes the running Pods and makes none, until it is false again.")
  @Default("false")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription(
      "Which Pods are its own. Only beside manualSelector; else labels that no other object has are made up.")
  private @Nullable LabelSelector selector;

  @JsonPropertyDescription("That selector and the labels of the template are chosen by hand.")
  @Default("false")
  private @Nullable Boolean manualSelector;

  @JsonPropertyDescription("What its Pods are made from.")
  @Required
  private @Nullable PodTemplateSpec template;

  @JsonPropertyDescription(
      "What follows from a failed Pod, by its exit codes and conditions. The first rule that matches decides; without one the failure counts.")
  private @Nullable PodFailurePolicy podFailurePolicy;

  @JsonPropertyDescription(
      "When it has succeeded though not all indexes have. The first rule that matches decides.")
  private @Nullable SuccessPolicy successPolicy;

  @JsonPropertyDescription(
      "When a Pod is replaced: once it is being deleted or has failed, or not before it has failed. Without it: TerminatingOrFailed, or Failed if podFailurePolicy is there.")
  private @Nullable String podReplacementPolicy;

  @JsonPropertyDescription("Another controller that does all of this instead.")
  private @Nullable String managedBy;

  @JsonPropertyDescription(
      "The pause before the next Pod after failed ones. Without it: 10 s, doubled by each further failure to at most 600 s.")
  private @Nullable JobBackoff backoff;

  @JsonPropertyDescription(
      "As ttlSecondsAfterFinished, for one that is Complete; it counts before that.")
  @Min(0)
  private @Nullable Integer ttlSecondsAfterSuccess;

  @JsonPropertyDescription(
      "As ttlSecondsAfterFinished, for one that has Failed; it counts before that.")
  @Min(0)
  private @Nullable Integer ttlSecondsAfterFailure;

  @JsonPropertyDescription(
      "How many finished Pods are kept. Without it: all, as long as the object is there.")
  private @Nullable JobPodRetention podRetention;

  public @Nullable Integer getParallelism() {
    return parallelism;
  }

  public void setParallelism(@Nullable Integer parallelism) {
    this.parallelism = parallelism;
  }

  public @Nullable Integer getCompletions() {
    return completions;
  }

  public void setCompletions(@Nullable Integer completions) {
    this.completions = completions;
  }

  public @Nullable String getCompletionMode() {
    return completionMode;
  }

  public void setCompletionMode(@Nullable String completionMode) {
    this.completionMode = completionMode;
  }

  public @Nullable Integer getBackoffLimit() {
    return backoffLimit;
  }

  public void setBackoffLimit(@Nullable Integer backoffLimit) {
    this.backoffLimit = backoffLimit;
  }

  public @Nullable Integer getBackoffLimitPerIndex() {
    return backoffLimitPerIndex;
  }

  public void setBackoffLimitPerIndex(@Nullable Integer backoffLimitPerIndex) {
    this.backoffLimitPerIndex = backoffLimitPerIndex;
  }

  public @Nullable Integer getMaxFailedIndexes() {
    return maxFailedIndexes;
  }

  public void setMaxFailedIndexes(@Nullable Integer maxFailedIndexes) {
    this.maxFailedIndexes = maxFailedIndexes;
  }

  public @Nullable Long getActiveDeadlineSeconds() {
    return activeDeadlineSeconds;
  }

  public void setActiveDeadlineSeconds(@Nullable Long activeDeadlineSeconds) {
    this.activeDeadlineSeconds = activeDeadlineSeconds;
  }

  public @Nullable Integer getTtlSecondsAfterFinished() {
    return ttlSecondsAfterFinished;
  }

  public void setTtlSecondsAfterFinished(@Nullable Integer ttlSecondsAfterFinished) {
    this.ttlSecondsAfterFinished = ttlSecondsAfterFinished;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable LabelSelector getSelector() {
    return selector;
  }

  public void setSelector(@Nullable LabelSelector selector) {
    this.selector = selector;
  }

  public @Nullable Boolean getManualSelector() {
    return manualSelector;
  }

  public void setManualSelector(@Nullable Boolean manualSelector) {
    this.manualSelector = manualSelector;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }

  public @Nullable PodFailurePolicy getPodFailurePolicy() {
    return podFailurePolicy;
  }

  public void setPodFailurePolicy(@Nullable PodFailurePolicy podFailurePolicy) {
    this.podFailurePolicy = podFailurePolicy;
  }

  public @Nullable SuccessPolicy getSuccessPolicy() {
    return successPolicy;
  }

  public void setSuccessPolicy(@Nullable SuccessPolicy successPolicy) {
    this.successPolicy = successPolicy;
  }

  public @Nullable String getPodReplacementPolicy() {
    return podReplacementPolicy;
  }

  public void setPodReplacementPolicy(@Nullable String podReplacementPolicy) {
    this.podReplacementPolicy = podReplacementPolicy;
  }

  public @Nullable String getManagedBy() {
    return managedBy;
  }

  public void setManagedBy(@Nullable String managedBy) {
    this.managedBy = managedBy;
  }

  public @Nullable JobBackoff getBackoff() {
    return backoff;
  }

  public void setBackoff(@Nullable JobBackoff backoff) {
    this.backoff = backoff;
  }

  public @Nullable Integer getTtlSecondsAfterSuccess() {
    return ttlSecondsAfterSuccess;
  }

  public void setTtlSecondsAfterSuccess(@Nullable Integer ttlSecondsAfterSuccess) {
    this.ttlSecondsAfterSuccess = ttlSecondsAfterSuccess;
  }

  public @Nullable Integer getTtlSecondsAfterFailure() {
    return ttlSecondsAfterFailure;
  }

  public void setTtlSecondsAfterFailure(@Nullable Integer ttlSecondsAfterFailure) {
    this.ttlSecondsAfterFailure = ttlSecondsAfterFailure;
  }

  public @Nullable JobPodRetention getPodRetention() {
    return podRetention;
  }

  public void setPodRetention(@Nullable JobPodRetention podRetention) {
    this.podRetention = podRetention;
  }
}
