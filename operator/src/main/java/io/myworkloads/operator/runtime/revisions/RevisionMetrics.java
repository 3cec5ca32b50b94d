package io.myworkloads.operator.runtime.revisions;

/** Counts writes to ControllerRevisions. */
@FunctionalInterface
public interface RevisionMetrics {

  /** The writes there are. */
  enum Write {
    CREATE,
    DELETE,
    ADOPT,
    RELEASE,
    LABEL,
    RENUMBER
  }

  /** A write on behalf of an owner of this kind was answered. */
  void wrote(String kind, Write write, boolean succeeded);
}
