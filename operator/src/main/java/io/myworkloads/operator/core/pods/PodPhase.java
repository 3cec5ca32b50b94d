package io.myworkloads.operator.core.pods;

/**
 * {@code status.phase} of a Pod. The order of the first three is that in which surplus Pods go.
 *
 * <p>upstream: pkg/controller/controller_utils.go podPhaseToOrdinal
 */
public enum PodPhase {
  PENDING,
  UNKNOWN,
  RUNNING,
  SUCCEEDED,
  FAILED;

  /** Whether all containers have stopped for good. */
  public boolean terminal() {
    return this == SUCCEEDED || this == FAILED;
  }

  /**
   * The phase by its name in the API; a Pod that has none yet is pending, one that is not known
   * here is unknown.
   */
  public static PodPhase of(String name) {
    return switch (name) {
      case "", "Pending" -> PENDING;
      case "Running" -> RUNNING;
      case "Succeeded" -> SUCCEEDED;
      case "Failed" -> FAILED;
      default -> UNKNOWN;
    };
  }
}
