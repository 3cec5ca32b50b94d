package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.core.status.Conditions;
import java.util.List;
import java.util.Optional;

/**
 * What {@code kubectl wait} can wait for, and people read first.
 *
 * <p>Available: every node that should have a Pod has one that is available. Progressing: True as
 * long as the operator works towards that and once it is done, with the reason {@code
 * RolloutComplete}; Unknown while the user holds it up; False when it cannot go on. The words are
 * those of Deployments where there are some.
 */
final class DaemonConditions {
  static final String AVAILABLE = "Available";
  static final String PROGRESSING = "Progressing";

  private DaemonConditions() {}

  static DaemonStatus told(
      DaemonObservation seen, DaemonStatus status, Optional<String> noRollback) {
    List<Condition> conditions = Conditions.with(seen.conditions(), available(seen, status));
    return new DaemonStatus(
        status.desired(),
        status.current(),
        status.misscheduled(),
        status.ready(),
        status.updated(),
        status.available(),
        status.observedGeneration(),
        Conditions.with(
            conditions,
            noRollback
                .map(why -> progressing(seen, "False", "RollbackRevisionNotFound", why))
                .orElseGet(() -> progressing(seen, status))),
        status.pending());
  }

  private static Condition available(DaemonObservation seen, DaemonStatus status) {
    boolean all = status.unavailable() == 0;
    return new Condition(
        AVAILABLE,
        all ? "True" : "False",
        all ? "AllNodesAvailable" : "NodesUnavailable",
        "%d of %d nodes have an available Pod".formatted(status.available(), status.desired()),
        seen.now(),
        seen.generation());
  }

  private static Condition progressing(DaemonObservation seen, DaemonStatus status) {
    if (seen.spec().suspend()) {
      return progressing(seen, "Unknown", "Suspended", "spec.suspend is true");
    }
    for (Failure failure : seen.failures()) {
      Optional<String> reason = reason(failure);
      if (reason.isPresent()) {
        return progressing(seen, "False", reason.get(), failure.message());
      }
    }
    String updated =
        "%d of %d nodes have an updated Pod, %d an available one"
            .formatted(status.updated(), status.desired(), status.available());
    if (status.updated() == status.desired() && status.unavailable() == 0) {
      return progressing(seen, "True", "RolloutComplete", updated);
    }
    if (status.updated() < status.current()
        && seen.spec().strategy() instanceof RollingUpdate strategy) {
      if (strategy.paused()) {
        return progressing(seen, "Unknown", "RolloutPaused", updated);
      }
      if (strategy.partition() > 0 || !strategy.canary().isEmpty()) {
        return progressing(seen, "True", "PartialRollout", updated);
      }
    }
    return progressing(seen, "True", "RolloutInProgress", updated);
  }

  private static Optional<String> reason(Failure failure) {
    return switch (failure.reason()) {
      case FAILED_CREATE -> Optional.of("FailedCreate");
      case FAILED_DELETE -> Optional.of("FailedDelete");
      case FAILED_CLAIM -> Optional.of("FailedClaim");
      case FAILED_REVISION -> Optional.of("FailedRevision");
      case OWNER_UNCONFIRMED, NAMESPACE_TERMINATING -> Optional.empty();
    };
  }

  private static Condition progressing(
      DaemonObservation seen, String status, String reason, String message) {
    return new Condition(PROGRESSING, status, reason, message, seen.now(), seen.generation());
  }
}
