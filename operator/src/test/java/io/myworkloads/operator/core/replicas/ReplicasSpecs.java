package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Specs for tests. */
public final class ReplicasSpecs {
  private ReplicasSpecs() {}

  /** One that selects the labels of its template, and asks for nothing that upstream has not. */
  public static ReplicasSpec asUpstream(
      int replicas, Duration minReady, Map<String, String> labels) {
    return new ReplicasSpec(
        replicas,
        minReady,
        Selector.of(labels, List.of()),
        labels,
        PodReplacementPolicy.TERMINATING_OR_FAILED,
        FailedPods.ALL_STAY,
        null);
  }
}
