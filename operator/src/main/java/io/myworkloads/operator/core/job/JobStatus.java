package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the Pods, and what a restarted operator goes on from.
 *
 * @param active Pods that run or are about to
 * @param ready those of them that are ready
 * @param terminating Pods on their way out
 * @param succeeded Pods that are accounted for; indexes of an indexed one
 * @param failed Pods that are accounted for
 * @param completedIndexes null where there are no indexes
 * @param failedIndexes null where indexes do not fail one by one
 * @param uncounted Pods that are about to be accounted for
 * @param startTime when it began, or was resumed
 * @param completionTime when it was complete
 * @param wantedCompletions what {@link JobDefaults#completions} decided
 * @param lastFailure the last Pod that failed
 * @param observedGeneration the generation of the spec that this answers; 0 where there is no
 *     status yet
 */
public record JobStatus(
    int active,
    int ready,
    int terminating,
    int succeeded,
    int failed,
    @Nullable Indexes completedIndexes,
    @Nullable Indexes failedIndexes,
    Uncounted uncounted,
    @Nullable Instant startTime,
    @Nullable Instant completionTime,
    List<Condition> conditions,
    @Nullable Integer wantedCompletions,
    FailureStreak streak,
    @Nullable LastFailure lastFailure,
    long observedGeneration) {

  /** Of an object that was never looked at. */
  public static final JobStatus NONE =
      new JobStatus(
          0,
          0,
          0,
          0,
          0,
          null,
          null,
          Uncounted.NONE,
          null,
          null,
          List.of(),
          null,
          FailureStreak.NONE,
          null,
          0);

  /**
   * UIDs of Pods that have ended and that the counters do not know yet. A Pod is counted once its
   * finalizer is gone.
   */
  public record Uncounted(Set<String> succeeded, Set<String> failed) {
    public static final Uncounted NONE = new Uncounted(Set.of(), Set.of());

    int size() {
      return succeeded.size() + failed.size();
    }

    boolean has(String uid) {
      return succeeded.contains(uid) || failed.contains(uid);
    }
  }

  /** Whether there was a first look. */
  public boolean started() {
    return observedGeneration > 0;
  }
}
