package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of an object that keeps a number of Pods: the fields that upstream's kinds of this
 * sort share, and the texts that {@code /scale} and the wide columns need.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract class ReplicatedStatus {

  @JsonPropertyDescription("How many Pods are alive, the terminating ones not counted.")
  @StatusReplicas
  @SelectableField
  @PrinterColumn(name = "Current")
  @Min(0)
  private @Nullable Integer replicas;

  @JsonPropertyDescription("How many of them carry all labels of the template.")
  @Min(0)
  private @Nullable Integer fullyLabeledReplicas;

  @JsonPropertyDescription("How many of them are ready.")
  @PrinterColumn(name = "Ready")
  @Min(0)
  private @Nullable Integer readyReplicas;

  @JsonPropertyDescription("How many of them have been ready for minReadySeconds.")
  @Min(0)
  private @Nullable Integer availableReplicas;

  @JsonPropertyDescription("How many Pods are being deleted and have not ended yet.")
  @Min(0)
  private @Nullable Integer terminatingReplicas;

  @JsonPropertyDescription(
      "The Pods that were replaced because of spec.replaceAfterRestarts, until one has run well.")
  private @Nullable RestartReplacements restartReplacements;

  @JsonPropertyDescription("The generation of the spec that this status speaks of.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "Available says whether as many Pods as asked for are available, ReplicaFailure why one could not be made or deleted.")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private List<Condition> conditions = List.of();

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

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable Integer getFullyLabeledReplicas() {
    return fullyLabeledReplicas;
  }

  public void setFullyLabeledReplicas(@Nullable Integer fullyLabeledReplicas) {
    this.fullyLabeledReplicas = fullyLabeledReplicas;
  }

  public @Nullable Integer getReadyReplicas() {
    return readyReplicas;
  }

  public void setReadyReplicas(@Nullable Integer readyReplicas) {
    this.readyReplicas = readyReplicas;
  }

  public @Nullable Integer getAvailableReplicas() {
    return availableReplicas;
  }

  public void setAvailableReplicas(@Nullable Integer availableReplicas) {
    this.availableReplicas = availableReplicas;
  }

  public @Nullable Integer getTerminatingReplicas() {
    return terminatingReplicas;
  }

  public void setTerminatingReplicas(@Nullable Integer terminatingReplicas) {
    this.terminatingReplicas = terminatingReplicas;
  }

  public @Nullable RestartReplacements getRestartReplacements() {
    return restartReplacements;
  }

  public void setRestartReplacements(@Nullable RestartReplacements restartReplacements) {
    this.restartReplacements = restartReplacements;
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
    return other instanceof ReplicatedStatus that
        && getClass() == that.getClass()
        && Objects.equals(replicas, that.replicas)
        && Objects.equals(fullyLabeledReplicas, that.fullyLabeledReplicas)
        && Objects.equals(readyReplicas, that.readyReplicas)
        && Objects.equals(availableReplicas, that.availableReplicas)
        && Objects.equals(terminatingReplicas, that.terminatingReplicas)
        && Objects.equals(restartReplacements, that.restartReplacements)
        && Objects.equals(observedGeneration, that.observedGeneration)
        && Objects.equals(conditions, that.conditions)
        && Objects.equals(containers, that.containers)
        && Objects.equals(images, that.images)
        && Objects.equals(selector, that.selector);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        replicas,
        fullyLabeledReplicas,
        readyReplicas,
        availableReplicas,
        terminatingReplicas,
        restartReplacements,
        observedGeneration,
        conditions,
        containers,
        images,
        selector);
  }

  @Override
  public String toString() {
    return "%s{replicas=%s, fullyLabeled=%s, ready=%s, available=%s, terminating=%s, observedGeneration=%s, conditions=%s}"
        .formatted(
            getClass().getSimpleName(),
            replicas,
            fullyLabeledReplicas,
            readyReplicas,
            availableReplicas,
            terminatingReplicas,
            observedGeneration,
            conditions);
  }
}
