package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.status.Condition;

/**
 * Whether as many Pods are available as are asked for, for {@code kubectl wait
 * --for=condition=Available}.
 *
 * <p>Upstream's ReplicaSet has no such condition; type and reasons are those of its Deployment
 * (pkg/controller/deployment/util/deployment_util.go). The message has no numbers but those that
 * the status or the spec has too, so that the condition never brings about a write of its own.
 */
final class AvailabilityPolicy {
  static final String AVAILABLE = "Available";
  static final String ENOUGH = "MinimumReplicasAvailable";
  static final String TOO_FEW = "MinimumReplicasUnavailable";

  private AvailabilityPolicy() {}

  /**
   * The condition as of an observation.
   *
   * @param available how many Pods have been ready for long enough
   */
  static Condition condition(ReplicasObservation seen, int available) {
    int asked = seen.spec().replicas();
    boolean enough = available >= asked;
    return Condition.of(
        AVAILABLE,
        enough,
        enough ? ENOUGH : TOO_FEW,
        "Pods available: %d, asked for: %d".formatted(available, asked),
        seen.generation(),
        seen.now());
  }
}
