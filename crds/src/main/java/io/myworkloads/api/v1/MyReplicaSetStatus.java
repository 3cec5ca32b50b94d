package io.myworkloads.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was seen of a MyReplicaSet: the fields of apps/v1 ReplicaSetStatus. */
public class MyReplicaSetStatus extends ReplicatedStatus {

  @JsonPropertyDescription("How many Pods are being deleted and have not ended yet.")
  @Min(0)
  private @Nullable Integer terminatingReplicas;

  public @Nullable Integer getTerminatingReplicas() {
    return terminatingReplicas;
  }

  public void setTerminatingReplicas(@Nullable Integer terminatingReplicas) {
    this.terminatingReplicas = terminatingReplicas;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof MyReplicaSetStatus that
        && Objects.equals(terminatingReplicas, that.terminatingReplicas);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), terminatingReplicas);
  }

  @Override
  public String toString() {
    return "%s, terminating=%s".formatted(super.toString(), terminatingReplicas);
  }
}
