package io.myworkloads.operator.sim;

/** The one counter of a cluster's store: every change of any object has a number of its own. */
public final class ResourceVersions {
  private long last;

  /** The number of the newest change. */
  public long last() {
    return last;
  }

  long next() {
    return ++last;
  }
}
