package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The template to go back to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class RollbackTo {

  @JsonPropertyDescription(
      "The number of a ControllerRevision of the object; 0 is the one before the current.")
  @Min(0)
  private @Nullable Long revision;

  public @Nullable Long getRevision() {
    return revision;
  }

  public void setRevision(@Nullable Long revision) {
    this.revision = revision;
  }
}
