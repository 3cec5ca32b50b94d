package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a MyDaemonSet: the fields of apps/v1 DaemonSetStatus, and the texts that the
 * columns need.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyDaemonSetStatus {

  @JsonPropertyDescription("How many nodes should have a Pod.")
  @PrinterColumn(name = "Desired")
  @Min(0)
  private @Nullable Integer desiredNumberScheduled;

  @JsonPropertyDescription("How many of them have one.")
  @PrinterColumn(name = "Current")
  @Min(0)
  private @Nullable Integer currentNumberScheduled;

  @JsonPropertyDescription("How many nodes have a Pod and should have none.")
  @Min(0)
  private @Nullable Integer numberMisscheduled;

  @JsonPropertyDescription("How many nodes that should have a Pod have one that is ready.")
  @PrinterColumn(name = "Ready")
  @Min(0)
  private @Nullable Integer numberReady;

  @JsonPropertyDescription("How many of them have a Pod of the current template.")
  @PrinterColumn(name = "Up-to-date")
  @Min(0)
  private @Nullable Integer updatedNumberScheduled;

  @JsonPropertyDescription("How many of them have a Pod that has been ready for minReadySeconds.")
  @PrinterColumn(name = "Available")
  @Min(0)
  private @Nullable Integer numberAvailable;

  @JsonPropertyDescription("How many of them have none.")
  @Min(0)
  private @Nullable Integer numberUnavailable;

  @JsonPropertyDescription("The generation of the spec that this status speaks of.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "How often the name of a ControllerRevision was taken; it makes the next name another.")
  @Min(0)
  private @Nullable Integer collisionCount;

  @JsonPropertyDescription(
      "Available says whether every node that should has an available Pod, Progressing how far an update is.")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private List<Condition> conditions = List.of();

  @JsonPropertyDescription("The first nodes whose Pod cannot run, and why.")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private List<PendingNode> pendingNodes = List.of();

  @JsonPropertyDescription("The node selector of the template as text.")
  @PrinterColumn(name = "Node Selector")
  private @Nullable String nodeSelector;

  @JsonPropertyDescription("The names of the template's containers.")
  @PrinterColumn(name = "Containers", priority = 1)
  private @Nullable String containers;

  @JsonPropertyDescription("The images of the template's containers.")
  @PrinterColumn(name = "Images", priority = 1)
  private @Nullable String images;

  @JsonPropertyDescription("The selector as text.")
  @PrinterColumn(name = "Selector", priority = 1)
  private @Nullable String selector;

  public @Nullable Integer getDesiredNumberScheduled() {
    return desiredNumberScheduled;
  }

  public void setDesiredNumberScheduled(@Nullable Integer desiredNumberScheduled) {
    this.desiredNumberScheduled = desiredNumberScheduled;
  }

  public @Nullable Integer getCurrentNumberScheduled() {
    return currentNumberScheduled;
  }

  public void setCurrentNumberScheduled(@Nullable Integer currentNumberScheduled) {
    this.currentNumberScheduled = currentNumberScheduled;
  }

  public @Nullable Integer getNumberMisscheduled() {
    return numberMisscheduled;
  }

  public void setNumberMisscheduled(@Nullable Integer numberMisscheduled) {
    this.numberMisscheduled = numberMisscheduled;
  }

  public @Nullable Integer getNumberReady() {
    return numberReady;
  }

  public void setNumberReady(@Nullable Integer numberReady) {
    this.numberReady = numberReady;
  }

  public @Nullable Integer getUpdatedNumberScheduled() {
    return updatedNumberScheduled;
  }

  public void setUpdatedNumberScheduled(@Nullable Integer updatedNumberScheduled) {
    this.updatedNumberScheduled = updatedNumberScheduled;
  }

  public @Nullable Integer getNumberAvailable() {
    return numberAvailable;
  }

  public void setNumberAvailable(@Nullable Integer numberAvailable) {
    this.numberAvailable = numberAvailable;
  }

  public @Nullable Integer getNumberUnavailable() {
    return numberUnavailable;
  }

  public void setNumberUnavailable(@Nullable Integer numberUnavailable) {
    this.numberUnavailable = numberUnavailable;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable Integer getCollisionCount() {
    return collisionCount;
  }

  public void setCollisionCount(@Nullable Integer collisionCount) {
    this.collisionCount = collisionCount;
  }

  public List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  public List<PendingNode> getPendingNodes() {
    return pendingNodes;
  }

  public void setPendingNodes(@Nullable List<PendingNode> pendingNodes) {
    this.pendingNodes = pendingNodes == null ? List.of() : List.copyOf(pendingNodes);
  }

  public @Nullable String getNodeSelector() {
    return nodeSelector;
  }

  public void setNodeSelector(@Nullable String nodeSelector) {
    this.nodeSelector = nodeSelector;
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
    return other instanceof MyDaemonSetStatus that
        && Objects.equals(desiredNumberScheduled, that.desiredNumberScheduled)
        && Objects.equals(currentNumberScheduled, that.currentNumberScheduled)
        && Objects.equals(numberMisscheduled, that.numberMisscheduled)
        && Objects.equals(numberReady, that.numberReady)
        && Objects.equals(updatedNumberScheduled, that.updatedNumberScheduled)
        && Objects.equals(numberAvailable, that.numberAvailable)
        && Objects.equals(numberUnavailable, that.numberUnavailable)
        && Objects.equals(observedGeneration, that.observedGeneration)
        && Objects.equals(collisionCount, that.collisionCount)
        && Objects.equals(conditions, that.conditions)
        && Objects.equals(pendingNodes, that.pendingNodes)
        && Objects.equals(nodeSelector, that.nodeSelector)
        && Objects.equals(containers, that.containers)
        && Objects.equals(images, that.images)
        && Objects.equals(selector, that.selector);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        desiredNumberScheduled,
        currentNumberScheduled,
        numberMisscheduled,
        numberReady,
        updatedNumberScheduled,
        numberAvailable,
        numberUnavailable,
        observedGeneration,
        collisionCount,
        conditions,
        pendingNodes,
        nodeSelector,
        containers,
        images,
        selector);
  }

  @Override
  public String toString() {
    return "desired=%s, current=%s, misscheduled=%s, ready=%s, updated=%s, available=%s, unavailable=%s, observedGeneration=%s, conditions=%s, pendingNodes=%s"
        .formatted(
            desiredNumberScheduled,
            currentNumberScheduled,
            numberMisscheduled,
            numberReady,
            updatedNumberScheduled,
            numberAvailable,
            numberUnavailable,
            observedGeneration,
            conditions,
            pendingNodes);
  }
}
