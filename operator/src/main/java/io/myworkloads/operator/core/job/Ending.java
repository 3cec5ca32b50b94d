package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.job.JobConditions.End;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether it has come to an end, and to which: the first of the causes that holds.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJob
 */
final class Ending {
  private Ending() {}

  /**
   * The end that no more Pods can change.
   *
   * @param startTime since when it is active; null while it is not
   */
  static Optional<End> of(
      JobSpec spec,
      JobStatus status,
      JobPods pods,
      Tally tally,
      @Nullable Instant startTime,
      Instant now) {
    return decided(status)
        .or(() -> failurePolicy(spec, pods))
        .or(() -> backoffLimit(spec, pods, tally))
        .or(() -> deadline(spec, startTime, now))
        .or(() -> failedIndexes(spec, tally))
        .or(() -> successPolicy(spec, tally));
  }

  /** What was decided at an earlier look stays decided. */
  private static Optional<End> decided(JobStatus status) {
    return JobConditions.holding(status.conditions(), JobConditions.SUCCESS_CRITERIA_MET)
        .map(c -> end(true, c))
        .or(
            () ->
                JobConditions.holding(status.conditions(), JobConditions.FAILURE_TARGET)
                    .map(c -> end(false, c)));
  }

  private static End end(boolean success, Condition condition) {
    return new End(success, condition.reason(), condition.message());
  }

  /** upstream: getFailJobMessage, which looks at Pods that are counted already too. */
  private static Optional<End> failurePolicy(JobSpec spec, JobPods pods) {
    return pods.tracked().stream()
        .filter(pods::failed)
        .map(pod -> message(spec, pod))
        .flatMap(Optional::stream)
        .findFirst()
        .map(message -> End.failure("PodFailurePolicy", message));
  }

  private static Optional<String> message(JobSpec spec, PodView pod) {
    return Optional.ofNullable(PodFailurePolicy.verdict(spec.failurePolicy(), pod).message());
  }

  /** upstream: exceedsBackoffLimit, pastBackoffLimitOnFailure. */
  private static Optional<End> backoffLimit(JobSpec spec, JobPods pods, Tally tally) {
    boolean tooManyRestarts =
        spec.restarted() && pods.restarts() >= Math.max(1, spec.backoffLimit());
    return tally.failed() > spec.backoffLimit() || tooManyRestarts
        ? Optional.of(
            End.failure("BackoffLimitExceeded", "Job has reached the specified backoff limit"))
        : Optional.empty();
  }

  private static Optional<End> deadline(JobSpec spec, @Nullable Instant startTime, Instant now) {
    return untilDeadline(spec, startTime, now)
        .filter(left -> !left.isPositive())
        .map(
            left ->
                End.failure("DeadlineExceeded", "Job was active longer than specified deadline"));
  }

  /**
   * What is left of the deadline; empty where there is none, or while it is suspended.
   *
   * <p>upstream: pastActiveDeadline
   */
  static Optional<Duration> untilDeadline(JobSpec spec, @Nullable Instant startTime, Instant now) {
    return spec.deadline() == null || startTime == null || spec.suspended()
        ? Optional.empty()
        : Optional.of(Duration.between(now, startTime.plus(spec.deadline())));
  }

  private static Optional<End> failedIndexes(JobSpec spec, Tally tally) {
    int failed = tally.failedIndexes().total();
    if (!spec.perIndex() || failed == 0) {
      return Optional.empty();
    }
    if (spec.maxFailedIndexes() != null && failed > spec.maxFailedIndexes()) {
      return Optional.of(
          End.failure(
              "MaxFailedIndexesExceeded",
              "Job has exceeded the specified maximal number of failed indexes"));
    }
    return failed + tally.succeeded() >= spec.indexes()
        ? Optional.of(End.failure("FailedIndexes", "Job has failed indexes"))
        : Optional.empty();
  }

  private static Optional<End> successPolicy(JobSpec spec, Tally tally) {
    return !spec.indexed() || spec.successPolicy() == null
        ? Optional.empty()
        : spec.successPolicy()
            .met(tally.completedIndexes(), spec.indexes())
            .map(message -> End.success("SuccessPolicy", message));
  }

  /**
   * Whether as many have succeeded as were asked for, and no Pod runs on.
   *
   * @param active how many Pods run once what is decided now is done
   */
  static Optional<End> completions(JobSpec spec, Tally tally, int active) {
    int wanted = spec.completions() == null ? 1 : spec.completions();
    return tally.succeeded() >= wanted && active == 0
        ? Optional.of(
            End.success("CompletionsReached", "Reached expected number of succeeded pods"))
        : Optional.empty();
  }
}
