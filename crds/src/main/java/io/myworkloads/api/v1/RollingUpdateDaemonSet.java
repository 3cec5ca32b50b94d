package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast Pods are replaced, and where; as apps/v1 RollingUpdateDaemonSet, and some more. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RollingUpdateDaemonSet {

  @JsonPropertyDescription(
      "On how many nodes, or on what part of them, the Pod may be unavailable for the update. Rounded up. It must be 0 where maxSurge is not.")
  private @Nullable IntOrString maxUnavailable;

  @JsonPropertyDescription(
      "On how many nodes, or on what part of them, a new Pod may run beside the old one until it is available. Rounded up.")
  private @Nullable IntOrString maxSurge;

  @JsonPropertyDescription("Whether no further Pod is replaced for now.")
  private @Nullable Boolean paused;

  @JsonPropertyDescription(
      "On how many nodes the old Pods stay. Pods that are missing are made from the new template everywhere.")
  @Min(0)
  private @Nullable Integer partition;

  @JsonPropertyDescription(
      "The labels of the nodes whose Pods are replaced; the others keep the old ones for now.")
  private @Nullable Map<String, String> nodeSelector;

  @JsonPropertyDescription(
      "Whether Pods on nodes that are not ready are left out of account: they use up nothing of maxUnavailable and maxSurge.")
  private @Nullable Boolean skipUnreadyNodes;

  public @Nullable IntOrString getMaxUnavailable() {
    return maxUnavailable;
  }

  public void setMaxUnavailable(@Nullable IntOrString maxUnavailable) {
    this.maxUnavailable = maxUnavailable;
  }

  public @Nullable IntOrString getMaxSurge() {
    return maxSurge;
  }

  public void setMaxSurge(@Nullable IntOrString maxSurge) {
    this.maxSurge = maxSurge;
  }

  public @Nullable Boolean getPaused() {
    return paused;
  }

  public void setPaused(@Nullable Boolean paused) {
    this.paused = paused;
  }

  public @Nullable Integer getPartition() {
    return partition;
  }

  public void setPartition(@Nullable Integer partition) {
    this.partition = partition;
  }

  public @Nullable Map<String, String> getNodeSelector() {
    return nodeSelector;
  }

  public void setNodeSelector(@Nullable Map<String, String> nodeSelector) {
    this.nodeSelector = nodeSelector;
  }

  public @Nullable Boolean getSkipUnreadyNodes() {
    return skipUnreadyNodes;
  }

  public void setSkipUnreadyNodes(@Nullable Boolean skipUnreadyNodes) {
    this.skipUnreadyNodes = skipUnreadyNodes;
  }
}
