package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a MyReplicationController shall be: the fields of v1 ReplicationControllerSpec. */
public class MyReplicationControllerSpec extends ReplicatedSpec {

  @JsonPropertyDescription(
      "Which Pods are counted and taken care of: those with all of these labels. It must match the labels of the template, which stand for it where it is left out.")
  private @Nullable Map<String, String> selector;

  public @Nullable Map<String, String> getSelector() {
    return selector;
  }

  public void setSelector(@Nullable Map<String, String> selector) {
    this.selector = selector;
  }
}
