package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.Selector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, with every default filled in.
 *
 * @param parallelism how many Pods may run at a time
 * @param completions how many must succeed; null where one success is enough and the running Pods
 *     are waited for
 * @param indexed whether each index below {@code completions} must succeed; then these are not null
 * @param backoffLimit how many failures are borne
 * @param backoffLimitPerIndex how many of one index; null where they are not told apart
 * @param maxFailedIndexes how many indexes may fail before the rest is given up; null for all
 * @param deadline how long it may be active; null for ever
 * @param restarted whether the kubelet restarts failed containers: then restarts are failures too
 * @param replaceOnlyFailed whether a Pod that is being deleted is waited for before it is replaced
 * @param ttlAfterSuccess how long after success it is deleted; null for never
 * @param ttlAfterFailure how long after failure it is deleted; null for never
 * @param keptSucceeded how many Pods that succeeded are kept; null for all
 * @param keptFailed how many Pods that failed are kept; null for all
 * @param managedElsewhere whether another controller does all of this
 */
public record JobSpec(
    int parallelism,
    @Nullable Integer completions,
    boolean indexed,
    int backoffLimit,
    @Nullable Integer backoffLimitPerIndex,
    @Nullable Integer maxFailedIndexes,
    @Nullable Duration deadline,
    boolean suspended,
    Selector selector,
    boolean restarted,
    @Nullable PodFailurePolicy failurePolicy,
    @Nullable SuccessPolicy successPolicy,
    boolean replaceOnlyFailed,
    Backoff backoff,
    @Nullable Duration ttlAfterSuccess,
    @Nullable Duration ttlAfterFailure,
    @Nullable Integer keptSucceeded,
    @Nullable Integer keptFailed,
    boolean managedElsewhere) {

  /** How many indexes there are; 0 where it has none. */
  int indexes() {
    return indexed && completions != null ? completions : 0;
  }

  /** Whether indexes fail one by one. */
  public boolean perIndex() {
    return indexed && backoffLimitPerIndex != null;
  }
}
