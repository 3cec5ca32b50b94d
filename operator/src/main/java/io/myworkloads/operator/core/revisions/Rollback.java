package io.myworkloads.operator.core.revisions;

import java.util.List;
import java.util.Optional;

/**
 * Which template a rollback goes to.
 *
 * <p>upstream had it for Deployments: pkg/controller/deployment/rollback.go, whose words these are.
 * One difference: where the revision is not there, the wish stays in the spec for people to mend.
 */
public sealed interface Rollback {

  /** The template of this revision takes the place of the current one, and the wish is cleared. */
  record To(RevisionView revision) implements Rollback {}

  /** It is the current one already, so the wish is only cleared. */
  record Unchanged(RevisionView revision) implements Rollback {}

  /** There is no such revision: nothing is changed. */
  record NotFound(String message) implements Rollback {}

  /**
   * Finds the revision.
   *
   * @param number of the revision; 0 for the one before the current
   */
  static Rollback of(RevisionHistory history, long number) {
    RevisionView current = history.current();
    if (number != 0 && current != null && current.revision() == number) {
      return new Unchanged(current);
    }
    // those on their way out may be gone before their template is read
    List<RevisionView> old =
        history.old().stream().filter(revision -> !revision.deleting()).toList();
    Optional<RevisionView> found =
        number == 0
            ? old.reversed().stream().findFirst()
            : old.stream().filter(revision -> revision.revision() == number).findFirst();
    return found.<Rollback>map(To::new).orElseGet(() -> notFound(number));
  }

  /** The revision of this number, or the one before the current, is not there. */
  static NotFound notFound(long number) {
    return new NotFound(
        "Unable to find the revision to rollback to: %s."
            .formatted(number == 0 ? "there is no earlier one" : "there is no revision " + number));
  }
}
