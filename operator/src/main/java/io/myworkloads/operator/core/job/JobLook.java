package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.job.JobConditions.End;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at an object that has not finished: what is known is put together once, and the plan
 * made of it.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJob
 */
final class JobLook {
  private final JobObservation seen;
  private final JobSpec spec;
  private final JobStatus before;
  private final List<PodView> owned;
  private final boolean claimsWait;
  private final JobPods pods;
  private final Tally tally;
  private final IndexFailures indexFailures;
  private final Optional<End> sooner;
  private final Demand demand;
  private final Optional<End> end;
  private final Accounting accounting;
  private final FailureStreak streak;

  JobLook(JobObservation seen, JobClaim claim) {
    this.seen = seen;
    this.spec = seen.spec();
    this.before = seen.status();
    this.owned = claim.owned();
    this.claimsWait = !claim.adopt().isEmpty();
    this.pods = JobPods.of(spec, before.uncounted(), claim.owned());
    this.tally = Tally.of(spec, before, pods);
    this.indexFailures =
        IndexFailures.of(spec, pods, tally.completedIndexes().with(tally.failedIndexes()));
    this.sooner = Ending.of(spec, before, pods, tally, activeSince(), seen.now());
    this.streak = account(sooner).streak(spec, before.streak(), pods);
    this.demand = sooner.isPresent() || seen.owner().deleting() ? Demand.NONE : demand();
    this.end = sooner.or(() -> Ending.completions(spec, tally, activeAfterwards()));
    this.accounting = account(end);
  }

  private Accounting account(Optional<End> end) {
    return Accounting.of(spec, before, pods, seen.owner().deleting(), end, indexFailures);
  }

  private Demand demand() {
    Demand wanted =
        Demand.of(spec, pods, tally, indexFailures, streak, seen.owner().uid(), seen.now());
    boolean waitsToCreate =
        claimsWait // a Pod that may be adopted yet needs no other in its place
            || seen.retries().waits(Reason.FAILED_CREATE)
            || seen.retries().waits(Reason.NAMESPACE_TERMINATING);
    return new Demand(
        waitsToCreate ? List.of() : wanted.create(),
        seen.retries().waits(Reason.FAILED_DELETE) ? List.of() : wanted.delete(),
        wanted.pause());
  }

  private int activeAfterwards() {
    return pods.active().size() - demand.delete().size() + demand.create().size();
  }

  private Instant since() {
    return before.startTime() == null ? seen.now() : before.startTime();
  }

  private boolean resumes() {
    return !spec.suspended()
        && JobConditions.holds(before.conditions(), JobConditions.SUSPENDED)
        && !seen.owner().deleting();
  }

  private @Nullable Instant activeSince() {
    return spec.suspended() || resumes() ? null : since();
  }

  JobPlan plan() {
    JobStatus after = status();
    List<JobStep> steps = new ArrayList<>();
    if (mustBeWrittenFirst(after)) {
      steps.add(new JobStep.WriteStatus(after, false));
      steps.addAll(events(after));
    }
    if (sooner.isPresent()
        && !pods.active().isEmpty()
        && !seen.retries().waits(Reason.FAILED_DELETE)) {
      steps.add(new JobStep.Delete(Surplus.all(pods.active()), false));
    }
    List<PodView> untrack = seen.retries().due(accounting.untrack());
    if (!untrack.isEmpty()) {
      steps.add(new JobStep.Untrack(untrack, accounting.handled(spec)));
    }
    if (!demand.delete().isEmpty()) {
      steps.add(new JobStep.Delete(demand.delete(), true));
    }
    if (!demand.create().isEmpty()) {
      steps.add(new JobStep.Create(demand.create()));
    }
    if (!seen.owner().deleting()) {
      JobDecision.retention(seen, owned).ifPresent(steps::add);
    }
    if (steps.isEmpty() && !after.equals(before)) {
      steps.add(new JobStep.WriteStatus(after, true));
    }
    return steps.isEmpty()
        ? JobDecision.waiting(
            seen,
            Stream.concat(
                demand.pause().stream(),
                end.isPresent()
                    ? Stream.of()
                    : Ending.untilDeadline(spec, activeSince(), seen.now()).stream()))
        : JobDecision.doing(steps);
  }

  /**
   * Whether what is to be done takes away what the status is made from. The first status comes
   * before all else too: where it can be written, nobody has made or counted Pods before.
   */
  private boolean mustBeWrittenFirst(JobStatus after) {
    return !before.started()
        || !before.uncounted().succeeded().containsAll(after.uncounted().succeeded())
        || !before.uncounted().failed().containsAll(after.uncounted().failed())
        || !Objects.equals(before.completedIndexes(), after.completedIndexes())
        || !Objects.equals(before.failedIndexes(), after.failedIndexes())
        || !before.conditions().equals(after.conditions())
        || !before.streak().equals(after.streak());
  }

  private JobStatus status() {
    boolean over = over();
    List<Condition> conditions = conditions(over);
    return new JobStatus(
        pods.active().size(),
        pods.ready(),
        pods.terminating().size(),
        spec.indexed() ? tally.succeeded() : accounting.succeeded(),
        accounting.failed(),
        spec.indexed() ? tally.completedIndexes() : null,
        spec.perIndex() ? tally.failedIndexes() : null,
        accounting.uncounted(),
        startTime(),
        over && end.filter(End::success).isPresent() ? seen.now() : null,
        conditions,
        spec.completions(),
        streak,
        LastFailure.of(before.lastFailure(), accounting.noted().failed()),
        seen.generation());
  }

  /**
   * Whether all is accounted for, so that the end can be told.
   *
   * <p>upstream: enactJobFinished
   */
  private boolean over() {
    return end.isPresent()
        && accounting.all()
        && accounting.untrack().isEmpty()
        && accounting.uncounted().size() == 0
        && pods.active().isEmpty()
        && pods.terminating().isEmpty();
  }

  private @Nullable Instant startTime() {
    if (resumes() && end.isEmpty()) {
      return seen.now();
    }
    return spec.suspended() && end.isEmpty() ? before.startTime() : since();
  }

  private List<Condition> conditions(boolean over) {
    List<Condition> conditions = before.conditions();
    if (end.isPresent()) {
      End last = end.get();
      if (!JobConditions.holds(conditions, last.interim())) {
        conditions = last.in(conditions, last.interim(), seen.now());
      }
      return over ? last.in(conditions, last.last(), seen.now()) : conditions;
    }
    return seen.owner().deleting()
        ? conditions
        : JobConditions.suspended(conditions, spec.suspended(), seen.now());
  }

  private List<JobStep> events(JobStatus after) {
    List<JobStep> events = new ArrayList<>();
    boolean was = JobConditions.holds(before.conditions(), JobConditions.SUSPENDED);
    boolean is = JobConditions.holds(after.conditions(), JobConditions.SUSPENDED);
    if (was != is) {
      events.add(
          is
              ? new JobStep.Tell(false, "Suspended", "Job suspended")
              : new JobStep.Tell(false, "Resumed", "Job resumed"));
    }
    if (JobConditions.finished(after.conditions())) {
      end.ifPresent(last -> events.addAll(ended(last, after)));
    }
    return events;
  }

  /** upstream: recordJobFinished. */
  private List<JobStep> ended(End last, JobStatus after) {
    if (!last.success()) {
      return List.of(new JobStep.Tell(true, last.reason(), last.message()));
    }
    JobStep completed = new JobStep.Tell(false, "Completed", "Job completed");
    return spec.completions() != null && after.succeeded() > spec.completions()
        ? List.of(
            new JobStep.Tell(
                true,
                "TooManySucceededPods",
                "Too many succeeded pods running after completion count reached"),
            completed)
        : List.of(completed);
  }
}
