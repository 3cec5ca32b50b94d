package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.jspecify.annotations.Nullable;

/** What a MyDaemonSet shall be: the fields of apps/v1 DaemonSetSpec, and some more. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyDaemonSetSpec {

  @JsonPropertyDescription(
      "Which Pods are counted and taken care of. It must match the labels of the template, and cannot be changed.")
  @Required
  private @Nullable LabelSelector selector;

  @JsonPropertyDescription(
      "What a Pod is made from, on every node that its node selector, node affinity and tolerations allow.")
  @Required
  private @Nullable PodTemplateSpec template;

  @JsonPropertyDescription(
      "How many seconds a Pod must be ready, without a container of it crashing, to count as available.")
  @Default("" + MyWorkloads.DEFAULT_MIN_READY_SECONDS)
  @Min(0)
  private @Nullable Integer minReadySeconds;

  @JsonPropertyDescription("How Pods are replaced when the template has changed.")
  private @Nullable DaemonSetUpdateStrategy updateStrategy;

  @JsonPropertyDescription(
      "How many old templates are kept to roll back to, those that Pods still have not counted.")
  @Default("" + MyWorkloads.DEFAULT_REVISION_HISTORY_LIMIT)
  @Min(0)
  private @Nullable Integer revisionHistoryLimit;

  @JsonPropertyDescription("Whether there shall be no Pods for now. All else stays as it is.")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription(
      "Whether a node that is cordoned gets no Pod until it is uncordoned: so one that kubectl drain evicted does not come back. Pods that run there stay, and are not updated.")
  private @Nullable Boolean respectDrain;

  @JsonPropertyDescription(
      "The template to go back to. The operator clears the field when that is done.")
  private @Nullable RollbackTo rollbackTo;

  public @Nullable LabelSelector getSelector() {
    return selector;
  }

  public void setSelector(@Nullable LabelSelector selector) {
    this.selector = selector;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
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

  public @Nullable DaemonSetUpdateStrategy getUpdateStrategy() {
    return updateStrategy;
  }

  public void setUpdateStrategy(@Nullable DaemonSetUpdateStrategy updateStrategy) {
    this.updateStrategy = updateStrategy;
  }

  public @Nullable Integer getRevisionHistoryLimit() {
    return revisionHistoryLimit;
  }

  public void setRevisionHistoryLimit(@Nullable Integer revisionHistoryLimit) {
    this.revisionHistoryLimit = revisionHistoryLimit;
  }

  public int revisionHistoryLimitOrDefault() {
    return revisionHistoryLimit == null
        ? MyWorkloads.DEFAULT_REVISION_HISTORY_LIMIT
        : revisionHistoryLimit;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable Boolean getRespectDrain() {
    return respectDrain;
  }

  public void setRespectDrain(@Nullable Boolean respectDrain) {
    this.respectDrain = respectDrain;
  }

  public @Nullable RollbackTo getRollbackTo() {
    return rollbackTo;
  }

  public void setRollbackTo(@Nullable RollbackTo rollbackTo) {
    this.rollbackTo = rollbackTo;
  }
}
