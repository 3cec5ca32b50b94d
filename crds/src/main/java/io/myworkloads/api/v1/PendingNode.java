package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node that should have a running Pod and has none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class PendingNode {

  @JsonPropertyDescription("The name of the node.")
  @Required
  private @Nullable String node;

  @JsonPropertyDescription("Why the Pod cannot run, in one word.")
  @Required
  private @Nullable String reason;

  public @Nullable String getNode() {
    return node;
  }

  public void setNode(@Nullable String node) {
    this.node = node;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PendingNode that
        && Objects.equals(node, that.node)
        && Objects.equals(reason, that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(node, reason);
  }

  @Override
  public String toString() {
    return node + ": " + reason;
  }
}
