package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** What a MyJob is made from; as batch/v1 JobTemplateSpec. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class MyJobTemplateSpec {

  @JsonPropertyDescription("The labels and annotations of the MyJobs.")
  private @Nullable ObjectMeta metadata;

  @JsonPropertyDescription("What each MyJob shall do.")
  @Required
  private @Nullable MyJobSpec spec;

  public @Nullable ObjectMeta getMetadata() {
    return metadata;
  }

  public void setMetadata(@Nullable ObjectMeta metadata) {
    this.metadata = metadata;
  }

  public @Nullable MyJobSpec getSpec() {
    return spec;
  }

  public void setSpec(@Nullable MyJobSpec spec) {
    this.spec = spec;
  }
}
