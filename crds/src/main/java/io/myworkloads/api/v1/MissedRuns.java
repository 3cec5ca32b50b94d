package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What becomes of scheduled times that passed while nothing could be started. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MissedRuns {

  @JsonPropertyDescription(
      "Latest runs the latest of them, All each one in order, those excepted whose starting deadline has passed. None only counts them: what is not started within 10 seconds of its time is not started.")
  @Default(MyWorkloads.DEFAULT_MISSED_RUNS_POLICY)
  private @Nullable String policy;

  @JsonPropertyDescription("How many of them the policy All runs at most, the latest.")
  @Default("" + MyWorkloads.DEFAULT_MISSED_RUNS_LIMIT)
  @Min(1)
  @Max(100)
  private @Nullable Integer limit;

  public @Nullable String getPolicy() {
    return policy;
  }

  public void setPolicy(@Nullable String policy) {
    this.policy = policy;
  }

  public @Nullable Integer getLimit() {
    return limit;
  }

  public void setLimit(@Nullable Integer limit) {
    this.limit = limit;
  }
}
