package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.job.JobDecision;
import io.myworkloads.operator.core.job.JobObservation;
import io.myworkloads.operator.core.job.JobPlan;
import io.myworkloads.operator.core.job.JobSpec;
import io.myworkloads.operator.core.job.JobStatus;
import io.myworkloads.operator.core.job.JobStep;
import io.myworkloads.operator.core.job.NewPod;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOrder;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One look at a MyJob: observe, decide and act, until there is nothing to do. It knows neither the
 * kind nor the framework that asks for the look.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJob
 */
final class JobSync {
  /** As others wait for their look too. */
  private static final int MOST_PLANS = 8;

  private final PodObserver pods;
  private final PodControl podControl;
  private final Failures failures;
  private final Clock clock;
  private final Aftermath aftermath;
  private final JobConfirmation confirmation;
  private final StatusPace statusPace = new StatusPace();

  JobSync(
      PodObserver pods,
      PodControl podControl,
      Failures failures,
      JobConfirmation confirmation,
      Clock clock) {
    this.pods = pods;
    this.podControl = podControl;
    this.failures = failures;
    this.clock = clock;
    this.aftermath = new Aftermath(failures);
    this.confirmation = confirmation;
  }

  /** The object itself, as it was seen and is written. */
  interface Target {

    /** The newest that is known, own writes included. */
    JobStatus status();

    /**
     * Writes a status over the version that was seen.
     *
     * @return false where another has written the object since
     */
    boolean write(JobStatus status);

    /** Whether the server has this version of the object; asks it. */
    boolean isNewest();

    /** Deletes the object if it is still to be, which the server is asked for. */
    void delete();
  }

  /**
   * What is asked for.
   *
   * @param generation of the spec
   * @param orders makes the order for a Pod that has an index
   * @param metrics what is counted of this object's looks
   */
  record Asked(
      long generation,
      JobSpec spec,
      Target target,
      Function<NewPod, PodOrder> orders,
      JobLookMetrics metrics) {}

  /** How the steps of a plan ended. */
  private sealed interface Ending {
    record Done() implements Ending {}

    record Failed(FailedWrite write) implements Ending {}

    /** What was seen is not so any more, or is about to be gone; an event will bring the news. */
    record Outdated() implements Ending {}
  }

  /**
   * Looks until there is nothing to do.
   *
   * @return when to look again; empty where only an event can change anything
   */
  Optional<Duration> look(PodControl.Work work, Asked asked) {
    PodOwner owner = work.owner();
    confirmation
        .ask(owner, asked, failures.of(owner.uid(), asked.generation()))
        .ifPresent(
            failed -> {
              asked.metrics().waiting();
              account(owner, asked, List.of(), Optional.of(failed));
            });
    for (int plans = 0; plans < MOST_PLANS; plans++) {
      JobObservation seen = observe(owner, asked);
      JobPlan plan = JobDecision.decide(seen);
      if (plan.steps().isEmpty()) {
        aftermath.account(owner, asked.generation(), seen.now(), List.of(), Optional.empty());
        return Aftermath.lookAgain(pods.expects(owner.uid()), plan.lookAgain());
      }
      Optional<Duration> newsWait = newsWait(owner, plan.steps(), seen.now());
      if (newsWait.isPresent()) {
        return newsWait;
      }
      switch (carryOut(work, asked, plan.steps())) {
        case Ending.Done() ->
            aftermath.account(
                owner, asked.generation(), seen.now(), plan.steps(), Optional.empty());
        case Ending.Failed(FailedWrite failed) ->
            account(owner, asked, plan.steps(), Optional.of(failed));
        case Ending.Outdated() -> {
          return Optional.of(Aftermath.PATIENCE);
        }
      }
    }
    return Optional.of(Duration.ZERO);
  }

  /** How long all that is to be done can wait; empty where it cannot. */
  private Optional<Duration> newsWait(PodOwner owner, List<JobStep> steps, Instant now) {
    return steps.stream()
            .allMatch(step -> step instanceof JobStep.WriteStatus(_, boolean news) && news)
        ? statusPace.wait(owner.uid(), now)
        : Optional.empty();
  }

  /** Drops what is kept of an object that is gone. */
  void forget(String uid) {
    confirmation.forget(uid);
    statusPace.forget(uid);
  }

  private void account(
      PodOwner owner, Asked asked, List<JobStep> steps, Optional<FailedWrite> failed) {
    aftermath.account(owner, asked.generation(), clock.instant(), steps, failed);
  }

  private JobObservation observe(PodOwner owner, Asked asked) {
    return new JobObservation(
        owner.asOwner(),
        asked.generation(),
        asked.spec(),
        asked.target().status(),
        pods.candidates(owner.uid(), owner.namespace()),
        pods.unanswered(owner.uid()),
        failures.of(owner.uid(), asked.generation()),
        clock.instant());
  }

  private Ending carryOut(PodControl.Work work, Asked asked, List<JobStep> steps) {
    for (JobStep step : steps) {
      Ending ending = carryOut(work, asked, step);
      if (!(ending instanceof Ending.Done)) {
        return ending;
      }
    }
    return new Ending.Done();
  }

  private Ending carryOut(PodControl.Work work, Asked asked, JobStep step) {
    return switch (step) {
      case JobStep.Adopt adopt -> act(work, new PodAction.Adopt(adopt.pods()));
      case JobStep.Release release -> act(work, new PodAction.Release(release.pods()));
      case JobStep.WriteStatus write -> write(work.owner(), asked, write.status());
      case JobStep.Untrack untrack -> untrack(work, asked, untrack);
      case JobStep.Create create -> create(work, asked, create.pods());
      case JobStep.Delete delete -> delete(work, asked, delete);
      case JobStep.Tell tell -> {
        work.events()
            .record(
                tell.warning() ? EventType.WARNING : EventType.NORMAL,
                tell.reason(),
                tell.message());
        yield new Ending.Done();
      }
      case JobStep.DeleteOwner owner -> deleteOwner(asked);
    };
  }

  private Ending write(PodOwner owner, Asked asked, JobStatus status) {
    JobStatus before = asked.target().status();
    Instant began = clock.instant();
    if (!asked.target().write(status)) {
      return new Ending.Outdated();
    }
    if (!before.started()) {
      confirmation.confirmed(owner.uid());
    }
    statusPace.written(owner.uid(), began, clock.instant());
    asked.metrics().wrote(asked.spec(), before, status);
    return new Ending.Done();
  }

  private Ending untrack(PodControl.Work work, Asked asked, JobStep.Untrack untrack) {
    Ending ending = ending(podControl.untrack(work, untrack.pods()));
    if (ending instanceof Ending.Done) {
      asked.metrics().handled(untrack.handled());
    }
    return ending;
  }

  private Ending create(PodControl.Work work, Asked asked, List<NewPod> wanted) {
    PodControl.Work counted = asked.metrics().counting(work, asked.spec(), asked.target().status());
    return asked.spec().indexed()
        ? ending(podControl.create(counted, wanted.stream().map(asked.orders()).toList()))
        : act(counted, new PodAction.Create(wanted.size()));
  }

  private Ending delete(PodControl.Work work, Asked asked, JobStep.Delete delete) {
    asked.metrics().deleting();
    if (delete.untrackFirst()) {
      Ending untracked = ending(podControl.untrack(work, delete.pods()));
      if (!(untracked instanceof Ending.Done)) {
        return untracked;
      }
    }
    return act(work, new PodAction.Delete(delete.pods()));
  }

  private static Ending deleteOwner(Asked asked) {
    try {
      asked.target().delete();
      return new Ending.Outdated();
    } catch (KubernetesClientException e) {
      return new Ending.Failed(new FailedWrite(Reason.FAILED_DELETE, ApiError.message(e)));
    }
  }

  private Ending act(PodControl.Work work, PodAction action) {
    return ending(podControl.carryOut(work, List.of(action)));
  }

  private static Ending ending(Optional<FailedWrite> failed) {
    return failed.<Ending>map(Ending.Failed::new).orElseGet(Ending.Done::new);
  }
}
