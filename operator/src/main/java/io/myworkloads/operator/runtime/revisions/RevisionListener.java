package io.myworkloads.operator.runtime.revisions;

import io.myworkloads.operator.core.revisions.RevisionView;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each change to what a controller knows of a ControllerRevision, but for those that the
 * controller made itself. Called one change at a time; must not block.
 */
@FunctionalInterface
public interface RevisionListener {

  /**
   * A revision came, changed or went.
   *
   * @param before null where the revision is new
   * @param after null where the revision is gone
   */
  void revisionChanged(@Nullable RevisionView before, @Nullable RevisionView after);
}
