package io.myworkloads.operator.controller;

import io.myworkloads.operator.core.job.Indexes;
import io.myworkloads.operator.core.job.JobConditions;
import io.myworkloads.operator.core.job.JobSpec;
import io.myworkloads.operator.core.job.JobStatus;
import io.myworkloads.operator.core.job.PodFailurePolicy;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.jobs.JobMetrics;
import io.myworkloads.operator.runtime.jobs.JobMetrics.Action;
import io.myworkloads.operator.runtime.jobs.JobMetrics.Creation;
import io.myworkloads.operator.runtime.pods.PodControl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a MyJob adds to the metrics.
 *
 * <p>upstream: pkg/controller/job/job_controller.go recordJobPodFinished, recordJobFinished,
 * recordJobPodsCreationTotal, recordJobPodFailurePolicyActions
 */
final class JobLookMetrics {
  private final JobMetrics metrics;
  private Action action = Action.TRACKING;

  JobLookMetrics(JobMetrics metrics) {
    this.metrics = metrics;
  }

  /** Nothing is done before the caches show what was done before. */
  void waiting() {
    action = Action.RECONCILING;
  }

  /** A failure policy had its say about Pods. */
  void handled(List<PodFailurePolicy.Action> actions) {
    actions.forEach(metrics::failureHandled);
  }

  /** Pods are about to be deleted. */
  void deleting() {
    action = Action.PODS_DELETED;
  }

  /** The same work, with the Pods counted that are made by it. */
  PodControl.Work counting(PodControl.Work work, JobSpec spec, JobStatus status) {
    action = Action.PODS_CREATED;
    Creation why = why(spec, status);
    OwnerEvents told = work.events();
    OwnerEvents counted =
        (type, reason, message) -> {
          told.record(type, reason, message);
          if (reason.equals("SuccessfulCreate") || reason.equals("FailedCreate")) {
            metrics.podCreated(why, reason.equals("SuccessfulCreate"));
          }
        };
    return new PodControl.Work(work.owner(), work.template(), counted, work.mayAdopt());
  }

  private static Creation why(JobSpec spec, JobStatus status) {
    int failed = status.failed() + status.uncounted().failed().size();
    if (failed > 0 && spec.replaceOnlyFailed()) {
      return Creation.RECREATE_FAILED;
    }
    return failed > 0 || status.terminating() > 0
        ? Creation.RECREATE_TERMINATING_OR_FAILED
        : Creation.NEW;
  }

  /** A status was written over another. */
  void wrote(JobSpec spec, JobStatus before, JobStatus after) {
    int succeeded = after.succeeded() - before.succeeded();
    if (succeeded > 0) {
      metrics.podsFinished(spec.indexed(), true, succeeded);
    }
    int failed = after.failed() - before.failed();
    if (failed > 0) {
      metrics.podsFinished(spec.indexed(), false, failed);
    }
    indexes(spec, true, before.completedIndexes(), after.completedIndexes());
    indexes(spec, false, before.failedIndexes(), after.failedIndexes());
    if (!JobConditions.finished(before.conditions())) {
      JobConditions.holding(after.conditions(), JobConditions.COMPLETE)
          .ifPresent(end -> metrics.finished(spec.indexed(), true, end.reason()));
      JobConditions.holding(after.conditions(), JobConditions.FAILED)
          .ifPresent(end -> metrics.finished(spec.indexed(), false, end.reason()));
    }
  }

  private void indexes(
      JobSpec spec, boolean succeeded, @Nullable Indexes before, @Nullable Indexes after) {
    int more = (after == null ? 0 : after.total()) - (before == null ? 0 : before.total());
    if (more > 0) {
      metrics.indexesFinished(succeeded, spec.perIndex(), more);
    }
  }

  /** The look came to its end. */
  void ended(JobSpec spec, boolean succeeded, Duration took) {
    metrics.synced(spec.indexed(), succeeded, action, took);
  }
}
