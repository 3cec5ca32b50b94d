package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What becomes of Pods that have failed. Where nothing is said, they stay. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class FailedPods {

  @JsonPropertyDescription(
      "How many of them stay, those that ended last; all where it is left out.")
  @Min(0)
  private @Nullable Integer keep;

  @JsonPropertyDescription(
      "How many seconds after its end a failed Pod is deleted; never where it is left out.")
  @Min(0)
  private @Nullable Integer ttlSeconds;

  public @Nullable Integer getKeep() {
    return keep;
  }

  public void setKeep(@Nullable Integer keep) {
    this.keep = keep;
  }

  public @Nullable Integer getTtlSeconds() {
    return ttlSeconds;
  }

  public void setTtlSeconds(@Nullable Integer ttlSeconds) {
    this.ttlSeconds = ttlSeconds;
  }
}
