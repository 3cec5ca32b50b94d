package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.daemon.DaemonDecision;
import io.myworkloads.operator.core.daemon.DaemonObservation;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.daemon.DaemonStatus;
import io.myworkloads.operator.core.daemon.DaemonStatusPolicy;
import io.myworkloads.operator.core.daemon.FailedPodBackoff;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import io.myworkloads.operator.core.revisions.RevisionAction;
import io.myworkloads.operator.core.revisions.RevisionHash;
import io.myworkloads.operator.core.revisions.RevisionHistory;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.core.revisions.Rollback;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.revisions.RevisionControl;
import io.myworkloads.operator.runtime.revisions.RevisionData;
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
    this.aftermath = new Aftermath(pods, failures);
  }

  /** Puts a template in the place of the current one and clears the wish, or only clears it. */
  @FunctionalInterface
  interface TemplateWriter {
    void write(@Nullable Map<String, Object> template);
  }

  /**
   * A wish to go back.
   *
   * @param number of the revision; 0 for the one before the current
   */
  record RollbackWish(long number, TemplateWriter writer) {}

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
      @Nullable RollbackWish rollback) {}

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
    RevisionControl.Current current = current(work, asked);
    RevisionHistory history = history(owner, asked, current);
    List<RevisionAction> settle = history.settle(owned(owner));
    if (!settle.isEmpty()) {
      if (retries(owner, asked).next().isPresent()) {
        return unsettled(owner, asked, current.hash(), asked.collisionCount());
      }
      RevisionControl.Result result = daemons.revisionControl().carryOut(work, settle, current);
      if (result.failed().isPresent()) {
        aftermath.account(owner, asked.generation(), clock.instant(), settle, result.failed());
        return unsettled(owner, asked, current.hash(), asked.collisionCount());
      }
      if (result.ending() == RevisionControl.Ending.NAME_TAKEN) {
        int collisions = asked.collisionCount() == null ? 1 : asked.collisionCount() + 1;
        Outcome unsettled = unsettled(owner, asked, current.hash(), collisions);
        return new Outcome(unsettled.status(), collisions, Optional.of(Duration.ZERO));
      }
      history = history(owner, asked, current);
    }
    RevisionView settled = history.current();
    String revision = settled == null ? current.hash() : settled.hash();
    Optional<String> noRollback = Optional.empty();
    if (asked.rollback() != null) {
      switch (Rollback.of(history, asked.rollback().number())) {
        case Rollback.To to -> {
          rollBack(work, asked.rollback(), to.revision());
          return unsettled(owner, asked, revision, asked.collisionCount());
        }
        case Rollback.Unchanged same -> {
          clear(work, asked.rollback(), same.revision());
          return unsettled(owner, asked, revision, asked.collisionCount());
        }
        case Rollback.NotFound missing -> noRollback = Optional.of(missing.message());
      }
    }
    noRollback
        .filter(message -> asked.conditions().stream().noneMatch(c -> c.message().equals(message)))
        .ifPresent(
            message ->
                work.events()
                    .record(EventType.WARNING, "DaemonSetRollbackRevisionNotFound", message));
    carryOut(work, asked, history, revision, current);
    DaemonObservation after = observe(owner, asked, revision);
    return new Outcome(
        DaemonStatusPolicy.status(after, noRollback),
        asked.collisionCount(),
        aftermath.lookAgain(owner, DaemonDecision.lookAgain(after)));
  }

  /** The object is gone. */
  void forget(String uid) {
    failedPods.remove(uid);
    daemons.revisions().forget(uid);
  }

  private void carryOut(
      PodControl.Work work,
      Asked asked,
      RevisionHistory history,
      String revision,
      RevisionControl.Current current) {
    PodOwner owner = work.owner();
    DaemonObservation seen = observe(owner, asked, revision);
    DaemonDecision.Plan plan = DaemonDecision.plan(seen);
    var ofRevision =
        new PodControl.Work(
            owner,
            DaemonTemplates.ofPods(work.template(), revision),
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
    List<RevisionView> surplus = history.surplus(owned(owner), asked.spec().revisionHistoryLimit());
    if (failed.isEmpty() && !surplus.isEmpty()) {
      failed =
          daemons
              .revisionControl()
              .carryOut(work, List.of(new RevisionAction.Delete(surplus)), current)
              .failed();
    }
    aftermath.account(owner, asked.generation(), seen.now(), plan.actions(), failed);
  }

  private void rollBack(PodControl.Work work, RollbackWish wish, RevisionView revision) {
    Optional<Map<String, Object>> template =
        daemons
            .revisionApi()
            .get(revision.namespace(), revision.name())
            .flatMap(
                there -> Optional.ofNullable(daemons.revisionData().template(there.getData())));
    if (template.isEmpty()) {
      throw new IllegalStateException(
          "the revision %s is gone or holds no template".formatted(revision.name()));
    }
    if (written(work, wish, template.get())) {
      work.events()
          .record(
              EventType.NORMAL,
              "DaemonSetRollback",
              "Rolled back to revision %d".formatted(revision.revision()));
    }
  }

  private static void clear(PodControl.Work work, RollbackWish wish, RevisionView revision) {
    if (written(work, wish, null)) {
      work.events()
          .record(
              EventType.WARNING,
              "DaemonSetRollbackTemplateUnchanged",
              "The template is that of revision %d already".formatted(revision.revision()));
    }
  }

  /** False where the object is another by now: its event brings the next look. */
  private static boolean written(
      PodControl.Work work, RollbackWish wish, @Nullable Map<String, Object> template) {
    try {
      wish.writer().write(template);
      return true;
    } catch (KubernetesClientException e) {
      if (outdated(e)) {
        return false;
      }
      work.events()
          .record(
              EventType.WARNING,
              "DaemonSetRollbackFailed",
              "Error rolling back: " + ApiError.message(e));
      throw e;
    }
  }

  /** Whether a test of the patch failed; where the server refuses the template it names causes. */
  private static boolean outdated(KubernetesClientException e) {
    return ApiError.of(e) == ApiError.NOT_FOUND
        || (ApiError.of(e) == ApiError.INVALID
            && (e.getStatus().getDetails() == null
                || e.getStatus().getDetails().getCauses().isEmpty()));
  }

  private RevisionControl.Current current(PodControl.Work work, Asked asked) {
    RevisionData data = daemons.revisionData();
    Map<String, Object> patch = data.of(work.template());
    String text = data.text(patch);
    return new RevisionControl.Current(
        patch,
        RevisionHash.of(text, asked.collisionCount()),
        RevisionData.digest(text),
        asked.annotations());
  }

  private RevisionHistory history(PodOwner owner, Asked asked, RevisionControl.Current current) {
    return RevisionHistory.of(
        owner.asOwner(),
        asked.spec().selector(),
        current.content(),
        daemons.revisions().candidates(owner.uid(), owner.namespace()));
  }

  private Collection<PodView> owned(PodOwner owner) {
    return pods.candidates(owner.uid(), owner.namespace()).stream()
        .filter(pod -> pod.ownedBy(owner.uid()))
        .toList();
  }

  private Retries retries(PodOwner owner, Asked asked) {
    return new Retries(failures.of(owner.uid(), asked.generation()), clock.instant());
  }

  /** Nothing was done about Pods; what changes that is an event, or the end of a pause. */
  private Outcome unsettled(
      PodOwner owner, Asked asked, String revision, @Nullable Integer collisionCount) {
    return new Outcome(
        DaemonStatusPolicy.status(observe(owner, asked, revision), Optional.empty()),
        collisionCount,
        retries(owner, asked).next());
  }

  private DaemonObservation observe(PodOwner owner, Asked asked, String revision) {
    Collection<PodView> candidates = pods.candidates(owner.uid(), owner.namespace());
    return new DaemonObservation(
        owner.asOwner(),
        asked.generation(),
        asked.spec(),
        revision,
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
