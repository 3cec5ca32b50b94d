package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How Pods are replaced when the template has changed; as apps/v1 DaemonSetUpdateStrategy. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class DaemonSetUpdateStrategy {

  @JsonPropertyDescription(
      "RollingUpdate replaces old Pods by and by, OnDelete leaves that to the user.")
  private @Nullable String type;

  @JsonPropertyDescription("How fast, and where. Only for the type RollingUpdate.")
  private @Nullable RollingUpdateDaemonSet rollingUpdate;

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String type) {
    this.type = type;
  }

  public @Nullable RollingUpdateDaemonSet getRollingUpdate() {
    return rollingUpdate;
  }

  public void setRollingUpdate(@Nullable RollingUpdateDaemonSet rollingUpdate) {
    this.rollingUpdate = rollingUpdate;
  }
}
