package io.myworkloads.operator.controller;

import io.myworkloads.operator.core.daemon.DaemonDecision;
import io.myworkloads.operator.core.daemon.DaemonObservation;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.daemon.DaemonStatus;
import io.myworkloads.operator.core.daemon.DaemonStatusPolicy;
import io.myworkloads.operator.core.daemon.FailedPodBackoff;
import io.myworkloads.operator.core.daemon.HistoryState;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One look at an object that keeps a Pod on every node: settle the history of its template, do what
 * is to be done about Pods, and say how it is then.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go syncDaemonSet, updateDaemonSet
 */
final class DaemonSync {
  private final DaemonShell daemons;
  private final PodObserver pods;
  private final PodControl podControl;
  private final Failures failures;
  private final Clock clock;
  private final Aftermath aftermath;
  private final DaemonHistory history;
  private final DaemonRollback rollback;

  /**
   * The pauses after failed Pods by UID of the object; nothing else remembers how often a node
   * refused one. Dropped with the object.
   */
  private final Map<String, FailedPodBackoff> failedPods = new ConcurrentHashMap<>();

  DaemonSync(Shell shell, DaemonShell daemons) {
    this.daemons = daemons;
    this.pods = shell.podObserver();
    this.podControl = shell.podControl();
    this.failures = shell.failures();
    this.clock = shell.clock();
    this.aftermath = new Aftermath(failures);
    this.history = new DaemonHistory(shell, daemons, aftermath);
    this.rollback = new DaemonRollback(daemons);
  }

  /**
   * What is asked for.
   *
   * @param generation of the spec
   * @param conditions those that the object has
   * @param annotations those that the object has
   * @param collisionCount null where no revision's name was taken yet
   * @param rollback null where nobody asks for one
   */
  record Asked(
      long generation,
      DaemonSpec spec,
      List<Condition> conditions,
      Map<String, String> annotations,
      @Nullable Integer collisionCount,
      DaemonRollback.@Nullable Wish rollback) {}

  /**
   * How it is after the writes.
   *
   * @param collisionCount as in {@link Asked}, for the status
   * @param lookAgain zero for at once; empty where only an event can change anything
   */
  record Outcome(
      DaemonStatus status, @Nullable Integer collisionCount, Optional<Duration> lookAgain) {}

  /** Looks once at an object that is not being deleted. */
  Outcome look(PodControl.Work work, Asked asked) {
    PodOwner owner = work.owner();
    DaemonHistory.Found found = history.settle(work, asked);
    if (found.nameTaken()) {
      int collisions = asked.collisionCount() == null ? 1 : asked.collisionCount() + 1;
      DaemonStatus status =
          DaemonStatusPolicy.status(observe(owner, asked, found), Optional.empty());
      return new Outcome(status, collisions, Optional.of(Duration.ZERO));
    }
    Optional<String> noRollback = Optional.empty();
    if (asked.rollback() != null && found.state() == HistoryState.SETTLED) {
      noRollback = rollback.fulfil(work, found.revisions(), asked.rollback());
      if (noRollback.isEmpty()) {
        DaemonStatus status =
            DaemonStatusPolicy.status(observe(owner, asked, found), Optional.empty());
        return new Outcome(status, asked.collisionCount(), Optional.empty());
      }
    }
    noRollback
        .filter(message -> asked.conditions().stream().noneMatch(c -> c.message().equals(message)))
        .ifPresent(
            message ->
                work.events()
                    .record(EventType.WARNING, "DaemonSetRollbackRevisionNotFound", message));
    carryOut(work, asked, found);
    DaemonObservation after = observe(owner, asked, found);
    return new Outcome(
        DaemonStatusPolicy.status(after, noRollback),
        asked.collisionCount(),
        Aftermath.lookAgain(pods.expects(owner.uid()), DaemonDecision.lookAgain(after)));
  }

  /** The object is gone. */
  void forget(String uid) {
    failedPods.remove(uid);
    daemons.revisions().forget(uid);
  }

  private void carryOut(PodControl.Work work, Asked asked, DaemonHistory.Found found) {
    PodOwner owner = work.owner();
    DaemonObservation seen = observe(owner, asked, found);
    DaemonDecision.Plan plan = DaemonDecision.plan(seen);
    var ofRevision =
        new PodControl.Work(
            owner,
            DaemonTemplates.ofPods(work.template(), found.revision()),
            work.events(),
            work.mayAdopt());
    Optional<FailedWrite> failed = podControl.carryOut(ofRevision, plan.actions());
    boolean deletesReached =
        failed.isEmpty()
            || (failed.get().reason() == Reason.FAILED_DELETE && seen.unanswered().isEmpty());
    if (deletesReached) {
      plan.finished()
          .forEach(
              pod ->
                  work.events()
                      .record(
                          pod.failed() ? EventType.WARNING : EventType.NORMAL,
                          pod.reason(),
                          pod.message()));
      failedPods.put(owner.uid(), plan.failedPods());
    }
    if (failed.isEmpty()) {
      failed = history.trim(work, asked, found);
    }
    aftermath.account(owner, asked.generation(), seen.now(), plan.actions(), failed);
  }

  private DaemonObservation observe(PodOwner owner, Asked asked, DaemonHistory.Found found) {
    Collection<PodView> candidates = pods.candidates(owner.uid(), owner.namespace());
    return new DaemonObservation(
        owner.asOwner(),
        asked.generation(),
        asked.spec(),
        found.revision(),
        found.state(),
        daemons.nodes().nodes(),
        candidates,
        failedPods
            .getOrDefault(owner.uid(), FailedPodBackoff.none(asked.generation()))
            .at(asked.generation()),
        asked.conditions(),
        pods.unanswered(owner.uid()),
        failures.of(owner.uid(), asked.generation()),
        clock.instant());
  }
}
