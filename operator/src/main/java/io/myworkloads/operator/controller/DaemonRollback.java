package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.revisions.RevisionHistory;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.core.revisions.Rollback;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.pods.PodControl;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an old template the current one where that is asked for, and tells of it in the words that
 * Deployments had for it.
 */
final class DaemonRollback {
  private final DaemonShell daemons;

  DaemonRollback(DaemonShell daemons) {
    this.daemons = daemons;
  }

  /** Puts a template in the place of the current one and clears the wish, or only clears it. */
  @FunctionalInterface
  interface TemplateWriter {
    void write(@Nullable Map<String, Object> template);
  }

  /**
   * A wish to go back.
   *
   * @param number of the revision; 0 for the one before the current
   */
  record Wish(long number, TemplateWriter writer) {}

  /**
   * Fulfils a wish; the changed spec brings the next look.
   *
   * @return why it cannot be fulfilled; empty where it was
   */
  Optional<String> fulfil(PodControl.Work work, RevisionHistory history, Wish wish) {
    return switch (Rollback.of(history, wish.number())) {
      case Rollback.To to -> rollBack(work, wish, to.revision());
      case Rollback.Unchanged same -> clear(work, wish, same.revision());
      case Rollback.NotFound missing -> Optional.of(missing.message());
    };
  }

  /** Somebody may have deleted the revision, which the watch does not show yet. */
  private Optional<String> rollBack(PodControl.Work work, Wish wish, RevisionView revision) {
    Optional<Map<String, Object>> template =
        daemons
            .revisionApi()
            .get(revision.namespace(), revision.name())
            .filter(there -> there.getMetadata().getUid().equals(revision.uid()))
            .flatMap(
                there -> Optional.ofNullable(daemons.revisionData().template(there.getData())));
    if (template.isEmpty()) {
      return Optional.of(Rollback.notFound(wish.number()).message());
    }
    if (written(work, wish, template.get())) {
      work.events()
          .record(
              EventType.NORMAL,
              "DaemonSetRollback",
              "Rolled back to revision %d".formatted(revision.revision()));
    }
    return Optional.empty();
  }

  private static Optional<String> clear(PodControl.Work work, Wish wish, RevisionView revision) {
    if (written(work, wish, null)) {
      work.events()
          .record(
              EventType.WARNING,
              "DaemonSetRollbackTemplateUnchanged",
              "The template is that of revision %d already".formatted(revision.revision()));
    }
    return Optional.empty();
  }

  /** False where the object is another by now: its event brings the next look. */
  private static boolean written(
      PodControl.Work work, Wish wish, @Nullable Map<String, Object> template) {
    try {
      wish.writer().write(template);
      return true;
    } catch (KubernetesClientException e) {
      if (outdated(e)) {
        return false;
      }
      work.events()
          .record(
              EventType.WARNING,
              "DaemonSetRollbackFailed",
              "Error rolling back: " + ApiError.message(e));
      throw e;
    }
  }

  /** Whether a test of the patch failed; where the server refuses the template it names causes. */
  private static boolean outdated(KubernetesClientException e) {
    return ApiError.of(e) == ApiError.NOT_FOUND
        || (ApiError.of(e) == ApiError.INVALID
            && (e.getStatus().getDetails() == null
                || e.getStatus().getDetails().getCauses().isEmpty()));
  }
}
