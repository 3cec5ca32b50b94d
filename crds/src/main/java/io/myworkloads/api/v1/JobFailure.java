package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Pod that failed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class JobFailure {

  @JsonPropertyDescription("Its name.")
  private @Nullable String pod;

  @JsonPropertyDescription("The node that it was on.")
  private @Nullable String node;

  @JsonPropertyDescription("The container that failed.")
  private @Nullable String container;

  @JsonPropertyDescription("With which code that ended.")
  private @Nullable Integer exitCode;

  @JsonPropertyDescription("Why, in one word, as OOMKilled or Evicted.")
  private @Nullable String reason;

  @JsonPropertyDescription("What the container or the Pod left as its last words.")
  private @Nullable String message;

  @JsonPropertyDescription("When it failed.")
  private @Nullable String time;

  public @Nullable String getPod() {
    return pod;
  }

  public void setPod(@Nullable String pod) {
    this.pod = pod;
  }

  public @Nullable String getNode() {
    return node;
  }

  public void setNode(@Nullable String node) {
    this.node = node;
  }

  public @Nullable String getContainer() {
    return container;
  }

  public void setContainer(@Nullable String container) {
    this.container = container;
  }

  public @Nullable Integer getExitCode() {
    return exitCode;
  }

  public void setExitCode(@Nullable Integer exitCode) {
    this.exitCode = exitCode;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable String getMessage() {
    return message;
  }

  public void setMessage(@Nullable String message) {
    this.message = message;
  }

  public @Nullable String getTime() {
    return time;
  }

  public void setTime(@Nullable String time) {
    this.time = time;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobFailure that
        && Objects.equals(pod, that.pod)
        && Objects.equals(node, that.node)
        && Objects.equals(container, that.container)
        && Objects.equals(exitCode, that.exitCode)
        && Objects.equals(reason, that.reason)
        && Objects.equals(message, that.message)
        && Objects.equals(time, that.time);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pod, node, container, exitCode, reason, message, time);
  }

  @Override
  public String toString() {
    return "JobFailure{pod=%s, node=%s, container=%s, exitCode=%s, reason=%s, message=%s, time=%s}"
        .formatted(pod, node, container, exitCode, reason, message, time);
  }
}
