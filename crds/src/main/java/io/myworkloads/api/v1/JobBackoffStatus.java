package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The failures since the last success: kept here, so that a restart of the operator does not forget
 * them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class JobBackoffStatus {

  @JsonPropertyDescription("How many Pods failed since the last one succeeded.")
  @Min(0)
  private @Nullable Integer failures;

  @JsonPropertyDescription("When the last of them failed.")
  private @Nullable String lastFailureTime;

  public @Nullable Integer getFailures() {
    return failures;
  }

  public void setFailures(@Nullable Integer failures) {
    this.failures = failures;
  }

  public @Nullable String getLastFailureTime() {
    return lastFailureTime;
  }

  public void setLastFailureTime(@Nullable String lastFailureTime) {
    this.lastFailureTime = lastFailureTime;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobBackoffStatus that
        && Objects.equals(failures, that.failures)
        && Objects.equals(lastFailureTime, that.lastFailureTime);
  }

  @Override
  public int hashCode() {
    return Objects.hash(failures, lastFailureTime);
  }

  @Override
  public String toString() {
    return "JobBackoffStatus{failures=%s, lastFailureTime=%s}".formatted(failures, lastFailureTime);
  }
}
