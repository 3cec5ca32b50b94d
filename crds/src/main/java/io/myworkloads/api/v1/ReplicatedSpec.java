package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/**
 * What an object that keeps a number of Pods shall be: all but the selector, which each kind spells
 * in its own way.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract class ReplicatedSpec {

  @JsonPropertyDescription("How many Pods shall be alive.")
  @SpecReplicas
  @PrinterColumn(name = "Desired")
  @Default("" + MyWorkloads.DEFAULT_REPLICAS)
  @Min(0)
  private @Nullable Integer replicas;

  @JsonPropertyDescription(
      "How many seconds a Pod must be ready, without a container of it crashing, to count as available.")
  @Default("" + MyWorkloads.DEFAULT_MIN_READY_SECONDS)
  @Min(0)
  private @Nullable Integer minReadySeconds;

  @JsonPropertyDescription(
      "When a Pod that is being deleted is replaced: at once (TerminatingOrFailed), or only when it has ended or is gone (Failed).")
  @Default(MyWorkloads.DEFAULT_POD_REPLACEMENT_POLICY)
  private @Nullable String podReplacementPolicy;

  @JsonPropertyDescription(
      "What becomes of Pods that have failed or were evicted. They stay where this is left out.")
  private @Nullable FailedPods failedPods;

  @JsonPropertyDescription(
      "After how many restarts of one of its containers a Pod is replaced by a new one, one Pod at a time and with a growing pause. Never where this is left out.")
  @Min(1)
  private @Nullable Integer replaceAfterRestarts;

  @JsonPropertyDescription(
      "What a Pod is made from when one is missing. A change of it touches no running Pod.")
  @Required
  private @Nullable PodTemplateSpec template;

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public int replicasOrDefault() {
    return replicas == null ? MyWorkloads.DEFAULT_REPLICAS : replicas;
  }

  public @Nullable Integer getMinReadySeconds() {
    return minReadySeconds;
  }

  public void setMinReadySeconds(@Nullable Integer minReadySeconds) {
    this.minReadySeconds = minReadySeconds;
  }

  public int minReadySecondsOrDefault() {
    return minReadySeconds == null ? MyWorkloads.DEFAULT_MIN_READY_SECONDS : minReadySeconds;
  }

  public @Nullable String getPodReplacementPolicy() {
    return podReplacementPolicy;
  }

  public void setPodReplacementPolicy(@Nullable String podReplacementPolicy) {
    this.podReplacementPolicy = podReplacementPolicy;
  }

  public String podReplacementPolicyOrDefault() {
    return podReplacementPolicy == null
        ? MyWorkloads.DEFAULT_POD_REPLACEMENT_POLICY
        : podReplacementPolicy;
  }

  public @Nullable FailedPods getFailedPods() {
    return failedPods;
  }

  public void setFailedPods(@Nullable FailedPods failedPods) {
    this.failedPods = failedPods;
  }

  public @Nullable Integer getReplaceAfterRestarts() {
    return replaceAfterRestarts;
  }

  public void setReplaceAfterRestarts(@Nullable Integer replaceAfterRestarts) {
    this.replaceAfterRestarts = replaceAfterRestarts;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }
}
