package io.myworkloads.operator.runtime.revisions;

import io.myworkloads.operator.core.revisions.RevisionView;

/**
 * A revision as of a version.
 *
 * @param version the resource version that the view shows
 */
record StoredRevision(RevisionView view, long version) {

  /** The same revision once its deletion was asked for; no watch shows that as a version. */
  StoredRevision asDeleting() {
    RevisionView view = view();
    return new StoredRevision(
        new RevisionView(
            view.uid(),
            view.namespace(),
            view.name(),
            view.labels(),
            view.controller(),
            true,
            view.revision(),
            view.content()),
        Long.MAX_VALUE);
  }
}
