package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How long to pause before the next Pod after failed ones. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class JobBackoff {

  @JsonPropertyDescription("The pause after the first failure.")
  @Default("" + MyWorkloads.DEFAULT_BACKOFF_INITIAL_SECONDS)
  @Min(0)
  private @Nullable Integer initialSeconds;

  @JsonPropertyDescription("By how much each further failure multiplies it.")
  @Default("" + MyWorkloads.DEFAULT_BACKOFF_FACTOR)
  @Min(1)
  @Max(100)
  private @Nullable Double factor;

  @JsonPropertyDescription("The longest pause.")
  @Default("" + MyWorkloads.DEFAULT_BACKOFF_MAX_SECONDS)
  @Min(0)
  private @Nullable Integer maxSeconds;

  @JsonPropertyDescription(
      "By which part of it a pause may be longer, so that many objects do not return together.")
  @Default("" + MyWorkloads.DEFAULT_BACKOFF_JITTER)
  @Min(0)
  @Max(1)
  private @Nullable Double jitter;

  public @Nullable Integer getInitialSeconds() {
    return initialSeconds;
  }

  public void setInitialSeconds(@Nullable Integer initialSeconds) {
    this.initialSeconds = initialSeconds;
  }

  public @Nullable Double getFactor() {
    return factor;
  }

  public void setFactor(@Nullable Double factor) {
    this.factor = factor;
  }

  public @Nullable Integer getMaxSeconds() {
    return maxSeconds;
  }

  public void setMaxSeconds(@Nullable Integer maxSeconds) {
    this.maxSeconds = maxSeconds;
  }

  public @Nullable Double getJitter() {
    return jitter;
  }

  public void setJitter(@Nullable Double jitter) {
    this.jitter = jitter;
  }
}
