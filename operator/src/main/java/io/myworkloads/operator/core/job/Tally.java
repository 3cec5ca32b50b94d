package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many Pods have succeeded and failed, those included that no status tells of yet.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJob; indexed_job_utils.go
 * calculateSucceededIndexes, calculateFailedIndexes
 *
 * @param completedIndexes those that succeeded; none where there are no indexes
 * @param failedIndexes those that failed for good; none where they do not fail one by one
 */
record Tally(int succeeded, int failed, Indexes completedIndexes, Indexes failedIndexes) {

  static Tally of(JobSpec spec, JobStatus status, JobPods pods) {
    int failed = status.failed() + pods.countedFailures() + status.uncounted().failed().size();
    if (!spec.indexed()) {
      int succeeded =
          status.succeeded() + pods.newlySucceeded().size() + status.uncounted().succeeded().size();
      return new Tally(succeeded, failed, Indexes.NONE, Indexes.NONE);
    }
    Indexes completed = known(status.completedIndexes(), spec).with(newlyCompleted(pods));
    Indexes failedIndexes =
        spec.perIndex()
            ? known(status.failedIndexes(), spec).with(newlyFailed(spec, pods))
            : Indexes.NONE;
    return new Tally(completed.total(), failed, completed, failedIndexes);
  }

  /** Those that the status tells of and that are still wanted. */
  static Indexes known(@Nullable Indexes indexes, JobSpec spec) {
    return Objects.requireNonNullElse(indexes, Indexes.NONE).below(spec.indexes());
  }

  private static Indexes newlyCompleted(JobPods pods) {
    Set<Integer> indexes = new HashSet<>();
    for (PodView pod : pods.tracked()) {
      if (pod.phase() == PodPhase.SUCCEEDED && pods.valid(pod)) {
        indexes.add(JobPods.index(pod));
      }
    }
    return Indexes.of(indexes);
  }

  private static Indexes newlyFailed(JobSpec spec, JobPods pods) {
    Set<Integer> indexes = new HashSet<>();
    for (PodView pod : pods.tracked()) {
      if (pods.valid(pod) && IndexFailures.failsIndex(spec, pods, pod)) {
        indexes.add(JobPods.index(pod));
      }
    }
    return Indexes.of(indexes);
  }
}
