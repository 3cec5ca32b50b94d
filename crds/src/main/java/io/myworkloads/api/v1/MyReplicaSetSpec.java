package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.LabelSelector;
import org.jspecify.annotations.Nullable;

/** What a MyReplicaSet shall be: the fields of apps/v1 ReplicaSetSpec. */
public class MyReplicaSetSpec extends ReplicatedSpec {

  @JsonPropertyDescription(
      "Which Pods are counted and taken care of. It must match the labels of the template, and cannot be changed.")
  @Required
  private @Nullable LabelSelector selector;

  public @Nullable LabelSelector getSelector() {
    return selector;
  }

  public void setSelector(@Nullable LabelSelector selector) {
    this.selector = selector;
  }
}
