package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.cron.CronDecision;
import io.myworkloads.operator.core.cron.CronMemory;
import io.myworkloads.operator.core.cron.CronObservation;
import io.myworkloads.operator.core.cron.CronPlan;
import io.myworkloads.operator.core.cron.CronSpec;
import io.myworkloads.operator.core.cron.CronStatus;
import io.myworkloads.operator.core.cron.CronStep;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.cron.JobControl;
import io.myworkloads.operator.runtime.cron.JobControl.Creation;
import io.myworkloads.operator.runtime.cron.JobStore;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One look at a MyCronJob: observe, decide and act, until there is nothing to do. It knows neither
 * the kind nor the framework that asks for the look.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go sync
 */
final class CronSync {
  /** As others wait for their look too. */
  private static final int MOST_PLANS = 8;

  private final JobStore jobs;
  private final JobControl control;
  private final Failures failures;
  private final Clock clock;
  private final Aftermath aftermath;
  private final CronMemories memories = new CronMemories();

  CronSync(JobStore jobs, JobControl control, Failures failures, Clock clock) {
    this.jobs = jobs;
    this.control = control;
    this.failures = failures;
    this.clock = clock;
    this.aftermath = new Aftermath(failures);
  }

  /** The object itself, as it was seen and is written. */
  interface Target {

    /** The newest that is known, own writes included. */
    CronStatus status();

    /**
     * Writes a status over the version that was seen.
     *
     * @return false where another has written the object since
     */
    boolean write(CronStatus status);

    /** Whether the server has this version of the object; asks it. */
    boolean isNewest();
  }

  /**
   * What is asked for.
   *
   * @param created when the object was
   * @param generation of the spec
   * @param trigger the token of the user's wish for a run now; null for none
   */
  record Asked(
      Instant created, long generation, CronSpec spec, Target target, @Nullable String trigger) {}

  /** How the steps of a plan ended. */
  private sealed interface Ending {
    record Done() implements Ending {}

    record Failed(FailedWrite write) implements Ending {}

    /** What was seen is not so any more; an event will bring the news. */
    record Outdated() implements Ending {}
  }

  /**
   * Looks until there is nothing to do.
   *
   * @return when to look again; empty where only an event can change anything
   */
  Optional<Duration> look(JobControl.Work work, Asked asked) {
    PodOwner owner = work.owner();
    for (int plans = 0; plans < MOST_PLANS; plans++) {
      CronObservation seen = observe(owner, asked);
      CronPlan plan = CronDecision.decide(seen);
      memories.news(owner.uid(), plan.standing()).forEach(tell -> record(work.events(), tell));
      Ending ending = carryOut(work, asked, plan.steps());
      if (ending instanceof Ending.Outdated) {
        return Optional.of(Aftermath.PATIENCE);
      }
      aftermath.account(
          owner,
          asked.generation(),
          seen.now(),
          plan.steps(),
          ending instanceof Ending.Failed(FailedWrite failed)
              ? Optional.of(failed)
              : Optional.empty());
      if (plan.steps().stream().anyMatch(CronStep.Create.class::isInstance)) {
        // others that are due as well go first: a run that is late is worse than a late note of it
        return Optional.of(Duration.ZERO);
      }
      // a failure that is over is no longer to be told
      if (plan.steps().isEmpty()
          && failures.of(owner.uid(), asked.generation()).equals(seen.failures())) {
        if (plan.settled()) {
          jobs.accounted(owner.uid());
        }
        return plan.lookAgain();
      }
    }
    return Optional.of(Duration.ZERO);
  }

  /** Drops what is kept of an object that is gone. */
  void forget(String uid) {
    jobs.forget(uid);
    memories.forget(uid);
  }

  private CronObservation observe(PodOwner owner, Asked asked) {
    CronMemory memory = memories.of(owner.uid());
    return new CronObservation(
        owner.asOwner(),
        owner.name(),
        asked.created(),
        asked.generation(),
        asked.spec(),
        asked.target().status(),
        jobs.of(owner.uid()),
        asked.trigger(),
        control.knowsAll(owner.namespace()) ? memory : memory.unconfirmed(),
        failures.of(owner.uid(), asked.generation()),
        clock.instant());
  }

  private Ending carryOut(JobControl.Work work, Asked asked, List<CronStep> steps) {
    for (CronStep step : steps) {
      Ending ending = carryOut(work, asked, step);
      if (!(ending instanceof Ending.Done)) {
        return ending;
      }
    }
    return new Ending.Done();
  }

  private Ending carryOut(JobControl.Work work, Asked asked, CronStep step) {
    return switch (step) {
      case CronStep.Confirm confirm -> confirm(work.owner(), asked);
      case CronStep.Find find -> ending(control.find(work.owner(), find.jobs()));
      case CronStep.FindTried tried -> find(work.owner(), tried);
      case CronStep.Create create -> create(work, create);
      case CronStep.Delete delete -> ending(control.delete(work, delete.jobs()));
      case CronStep.WriteStatus write -> write(work.owner(), asked, write.status());
      case CronStep.Tell tell -> {
        record(work.events(), tell);
        yield new Ending.Done();
      }
    };
  }

  private Ending confirm(PodOwner owner, Asked asked) {
    try {
      CronMemory memory = memories.of(owner.uid());
      if (!(memory.confirmed() || asked.target().isNewest())
          || !control.learnsAll(owner.namespace())) {
        return failed("the caches do not show yet what was done before");
      }
      memories.put(owner.uid(), memory.asConfirmed());
      return new Ending.Done();
    } catch (KubernetesClientException e) {
      return failed(ApiError.message(e));
    }
  }

  private Ending find(PodOwner owner, CronStep.FindTried tried) {
    Optional<FailedWrite> failed = control.findTried(owner, tried.name());
    if (failed.isEmpty()) {
      memories.put(owner.uid(), memories.of(owner.uid()).settled());
    }
    return ending(failed);
  }

  private Ending create(JobControl.Work work, CronStep.Create create) {
    String uid = work.owner().uid();
    CronMemory before = memories.of(uid);
    return switch (control.create(work, create.run(), create.name())) {
      case Creation.Made() -> {
        memories.put(uid, before.settled());
        yield new Ending.Done();
      }
      case Creation.NameTaken() -> {
        memories.put(uid, before.taken(create.name()));
        yield new Ending.Done();
      }
      case Creation.Failed(FailedWrite write) -> {
        memories.put(uid, before.tried(create.name()));
        yield new Ending.Failed(write);
      }
    };
  }

  /** Where a status could be written, the object was as it was seen. */
  private Ending write(PodOwner owner, Asked asked, CronStatus status) {
    if (!asked.target().write(status)) {
      return new Ending.Outdated();
    }
    memories.put(owner.uid(), memories.of(owner.uid()).written());
    return new Ending.Done();
  }

  private static void record(OwnerEvents events, CronStep.Tell tell) {
    events.record(
        tell.warning() ? EventType.WARNING : EventType.NORMAL, tell.reason(), tell.message());
  }

  private static Ending failed(String message) {
    return new Ending.Failed(new FailedWrite(Reason.OWNER_UNCONFIRMED, message));
  }

  private static Ending ending(Optional<FailedWrite> failed) {
    return failed.<Ending>map(Ending.Failed::new).orElseGet(Ending.Done::new);
  }
}
