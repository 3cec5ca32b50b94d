package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The failures of single indexes. How many there were of an index stands on its Pods, each of which
 * is told when it is made; so the last one that failed keeps its finalizer until its successor has
 * the number, or the index has ended.
 *
 * <p>upstream: pkg/controller/job/indexed_job_utils.go getPodsWithDelayedDeletionPerIndex,
 * getNewIndexFailureCounts, isIndexFailed; backoff_utils.go getRemainingTimePerIndex
 */
final class IndexFailures {
  /** How many Pods of an index failed: those that count, and those that are ignored. */
  record Count(int counted, int ignored) {
    static final Count NONE = new Count(0, 0);
  }

  private final JobSpec spec;
  private final Map<Integer, PodView> last;

  private IndexFailures(JobSpec spec, Map<Integer, PodView> last) {
    this.spec = spec;
    this.last = last;
  }

  /**
   * The Pods that are to be followed by others.
   *
   * @param ended the indexes that succeeded or failed
   */
  static IndexFailures of(JobSpec spec, JobPods pods, Indexes ended) {
    Map<Integer, PodView> last = new HashMap<>();
    if (spec.perIndex()) {
      var active = pods.activeIndexes();
      for (PodView pod : pods.tracked()) {
        int index = JobPods.index(pod);
        if (pods.valid(pod) && pods.failed(pod) && !ended.has(index) && !active.contains(index)) {
          last.merge(index, pod, IndexFailures::later);
        }
      }
    }
    return new IndexFailures(spec, last);
  }

  private static PodView later(PodView known, PodView other) {
    return failures(known) <= failures(other)
            && !FailureStreak.end(other).isBefore(FailureStreak.end(known))
        ? other
        : known;
  }

  private static int failures(PodView pod) {
    PodRun run = pod.run();
    return run == null ? 0 : run.indexFailures() + run.ignoredIndexFailures();
  }

  /** Whether a Pod of this index has failed for good. */
  static boolean failsIndex(JobSpec spec, JobPods pods, PodView pod) {
    if (spec.backoffLimitPerIndex() == null || !pods.failed(pod) || pod.run() == null) {
      return false;
    }
    var verdict = PodFailurePolicy.verdict(spec.failurePolicy(), pod);
    return verdict.action() == PodFailurePolicy.Action.FAIL_INDEX
        || (verdict.counts() && pod.run().indexFailures() >= spec.backoffLimitPerIndex());
  }

  /** Whether the Pod is to keep its finalizer until another has taken over its number. */
  boolean delays(PodView pod) {
    PodView delayed = last.get(JobPods.index(pod));
    return delayed != null && delayed.uid().equals(pod.uid());
  }

  /** What the next Pod of the index is told. */
  Count before(int index) {
    PodView pod = last.get(index);
    PodRun run = pod == null ? null : pod.run();
    if (pod == null || run == null) {
      return Count.NONE;
    }
    boolean counts = PodFailurePolicy.verdict(spec.failurePolicy(), pod).counts();
    return new Count(
        run.indexFailures() + (counts ? 1 : 0), run.ignoredIndexFailures() + (counts ? 0 : 1));
  }

  /** What is left of the pause before the next Pod of the index. */
  Duration pause(int index, String jobUid, Instant now) {
    @Nullable PodView pod = last.get(index);
    return pod == null
        ? Duration.ZERO
        : spec.backoff()
            .remaining(failures(pod) + 1, FailureStreak.end(pod), jobUid + "/" + index, now);
  }
}
