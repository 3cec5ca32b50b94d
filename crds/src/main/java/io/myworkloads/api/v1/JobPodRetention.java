package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How many finished Pods are kept, the latest of them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class JobPodRetention {

  @JsonPropertyDescription("How many that succeeded. Without it: all.")
  @Min(0)
  private @Nullable Integer succeeded;

  @JsonPropertyDescription("How many that failed. Without it: all.")
  @Min(0)
  private @Nullable Integer failed;

  public @Nullable Integer getSucceeded() {
    return succeeded;
  }

  public void setSucceeded(@Nullable Integer succeeded) {
    this.succeeded = succeeded;
  }

  public @Nullable Integer getFailed() {
    return failed;
  }

  public void setFailed(@Nullable Integer failed) {
    this.failed = failed;
  }
}
