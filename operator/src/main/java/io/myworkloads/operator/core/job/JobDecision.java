package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs Pods until as many have succeeded as are wanted. Each plan is a part of the way: it is
 * carried out, what has come of it is looked at, and the next plan is made, until there is nothing
 * to do. So a plan that was cut short at any line is gone on with by whoever looks next.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJob
 */
public final class JobDecision {
  private JobDecision() {}

  /** What is to be done now. */
  public static JobPlan decide(JobObservation seen) {
    if (seen.spec().managedElsewhere()) {
      return JobPlan.NOTHING;
    }
    if (seen.retries().waits(Reason.OWNER_UNCONFIRMED)) {
      return waiting(seen, Stream.of());
    }
    JobClaim claim = JobClaim.of(seen.owner(), seen.spec().selector(), seen.pods());
    if (JobConditions.finished(seen.status().conditions())) {
      return afterTheEnd(seen, claim);
    }
    List<JobStep> claims = claims(seen, claim);
    return claims.isEmpty() ? new JobLook(seen, claim).plan() : doing(claims);
  }

  /** Before anything else, what nobody knows the outcome of is done again, and Pods are claimed. */
  private static List<JobStep> claims(JobObservation seen, JobClaim claim) {
    List<JobStep> steps = new ArrayList<>();
    if (!seen.unanswered().isEmpty() && !seen.retries().waits(Reason.FAILED_DELETE)) {
      steps.add(new JobStep.Delete(List.copyOf(seen.unanswered()), false));
    }
    List<PodView> adopt = seen.retries().due(claim.adopt());
    if (!adopt.isEmpty()) {
      steps.add(new JobStep.Adopt(adopt));
    }
    List<PodView> release = seen.retries().due(claim.release());
    if (!release.isEmpty()) {
      steps.add(new JobStep.Release(release));
    }
    return steps;
  }

  /** No finalizer outlives its use, and neither Pods nor the object stay longer than asked. */
  private static JobPlan afterTheEnd(JobObservation seen, JobClaim claim) {
    List<JobStep> steps = new ArrayList<>();
    List<PodView> tracked =
        seen.retries()
            .due(
                Stream.concat(claim.owned().stream(), claim.release().stream())
                    .filter(PodView::tracked)
                    .toList());
    if (!tracked.isEmpty()) {
      steps.add(new JobStep.Untrack(tracked, List.of()));
    }
    if (seen.owner().deleting()) {
      return steps.isEmpty() ? waiting(seen, Stream.of()) : doing(steps);
    }
    Optional<Duration> left = TimeToLive.left(seen.spec(), seen.status(), seen.now());
    if (left.filter(time -> !time.isPositive()).isPresent()
        && !seen.retries().waits(Reason.FAILED_DELETE)) {
      steps.add(new JobStep.DeleteOwner());
      return doing(steps);
    }
    retention(seen, claim.owned()).ifPresent(steps::add);
    return steps.isEmpty()
        ? waiting(seen, left.stream().filter(Duration::isPositive))
        : doing(steps);
  }

  static Optional<JobStep> retention(JobObservation seen, List<PodView> owned) {
    List<PodView> surplus =
        seen.retries().waits(Reason.FAILED_DELETE)
            ? List.of()
            : Retention.surplus(seen.spec(), owned);
    return surplus.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new JobStep.Delete(
                surplus.subList(0, Math.min(surplus.size(), Demand.MAX_PODS_A_SYNC)), false));
  }

  static JobPlan doing(List<JobStep> steps) {
    return new JobPlan(List.copyOf(steps), Optional.of(Duration.ZERO));
  }

  static JobPlan waiting(JobObservation seen, Stream<Duration> until) {
    return new JobPlan(
        List.of(),
        Stream.concat(until, seen.retries().next().stream()).min(Comparator.naturalOrder()));
  }
}
