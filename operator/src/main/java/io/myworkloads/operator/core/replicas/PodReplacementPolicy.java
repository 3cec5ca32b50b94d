package io.myworkloads.operator.core.replicas;

/**
 * When a Pod that is on its way out is replaced.
 *
 * <p>The names are those of Job's {@code podReplacementPolicy}. Upstream's ReplicaSet has no choice
 * and does as {@link #TERMINATING_OR_FAILED}.
 */
public enum PodReplacementPolicy {
  /** At once, so that for a time both run. */
  TERMINATING_OR_FAILED,

  /**
   * When it has ended or is gone, so that no Pod is made while as many as asked for may still run.
   * One on a node that does not answer is waited for until somebody says that it is gone: nothing
   * else knows.
   */
  FAILED;

  /**
   * How many Pods are not to be made yet.
   *
   * @param lacking how many active Pods there are too few; may be negative
   * @param terminating how many are on their way out and may still run
   */
  int heldBack(int lacking, int terminating) {
    return switch (this) {
      case TERMINATING_OR_FAILED -> 0;
      case FAILED -> Math.clamp(lacking, 0, terminating);
    };
  }
}
