package io.myworkloads.operator.runtime.pods;

/** Counts writes to Pods. */
@FunctionalInterface
public interface PodMetrics {

  /** The writes there are. */
  enum Write {
    CREATE,
    DELETE,
    ADOPT,
    RELEASE,
    LABEL,
    UNTRACK
  }

  /** A write on behalf of an owner of this kind was answered. */
  void wrote(String kind, Write write, boolean succeeded);
}
