package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pods that were replaced because their containers were restarted too often. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RestartReplacements {

  @JsonPropertyDescription(
      "How many were replaced in a row. The pause before the next doubles with each, from 10 seconds to 10 minutes, until a Pod that was made since has been ready for 10 minutes.")
  @Min(1)
  private @Nullable Integer count;

  @JsonPropertyDescription("When the last one was chosen.")
  private @Nullable String lastTime;

  @JsonPropertyDescription("The last one's name.")
  private @Nullable String podName;

  @JsonPropertyDescription("The last one's UID.")
  private @Nullable String podUID;

  public @Nullable Integer getCount() {
    return count;
  }

  public void setCount(@Nullable Integer count) {
    this.count = count;
  }

  public @Nullable String getLastTime() {
    return lastTime;
  }

  public void setLastTime(@Nullable String lastTime) {
    this.lastTime = lastTime;
  }

  public @Nullable String getPodName() {
    return podName;
  }

  public void setPodName(@Nullable String podName) {
    this.podName = podName;
  }

  public @Nullable String getPodUID() {
    return podUID;
  }

  public void setPodUID(@Nullable String podUID) {
    this.podUID = podUID;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RestartReplacements that
        && Objects.equals(count, that.count)
        && Objects.equals(lastTime, that.lastTime)
        && Objects.equals(podName, that.podName)
        && Objects.equals(podUID, that.podUID);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, lastTime, podName, podUID);
  }

  @Override
  public String toString() {
    return "%s, the last at %s: %s".formatted(count, lastTime, podName);
  }
}
