package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.status.Condition;

/**
 * Whether as many Pods are available as are asked for, for {@code kubectl wait
 * --for=condition=Available}.
 *
 * <p>Upstream's ReplicaSet has no such condition; type and reasons are those of its Deployment
 * (pkg/controller/deployment/util/deployment_util.go). The message has no numbers but those that
 * follow from status and spec, so that the condition never brings about a write of its own.
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
   * @param heldBack how many lack and are not made yet, because terminating ones have not ended
   */
  static Condition condition(ReplicasObservation seen, int available, int heldBack) {
    int asked = seen.spec().replicas();
    boolean enough = available >= asked;
    String numbers = "Pods available: %d, asked for: %d".formatted(available, asked);
    return Condition.of(
        AVAILABLE,
        enough,
        enough ? ENOUGH : TOO_FEW,
        heldBack == 0 ? numbers : numbers + ", made when terminating ones have ended: " + heldBack,
        seen.generation(),
        seen.now());
  }
}
