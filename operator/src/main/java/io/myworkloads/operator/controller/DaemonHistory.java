package io.myworkloads.operator.controller;

import io.myworkloads.operator.core.daemon.HistoryState;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import io.myworkloads.operator.core.revisions.RevisionAction;
import io.myworkloads.operator.core.revisions.RevisionHash;
import io.myworkloads.operator.core.revisions.RevisionHistory;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.revisions.RevisionControl;
import io.myworkloads.operator.runtime.revisions.RevisionData;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the history of an object's templates: that of the current one before Pods are made from it,
 * and of the old ones as many as are asked for.
 *
 * <p>upstream: pkg/controller/daemon/update.go constructHistory, cleanupHistory
 */
final class DaemonHistory {
  private final DaemonShell daemons;
  private final PodObserver pods;
  private final Failures failures;
  private final Clock clock;
  private final Aftermath aftermath;

  DaemonHistory(Shell shell, DaemonShell daemons, Aftermath aftermath) {
    this.daemons = daemons;
    this.pods = shell.podObserver();
    this.failures = shell.failures();
    this.clock = shell.clock();
    this.aftermath = aftermath;
  }

  /**
   * The history as a look finds it.
   *
   * @param nameTaken whether the current template needs another name
   */
  record Found(
      RevisionControl.Current template,
      RevisionHistory revisions,
      HistoryState state,
      boolean nameTaken) {

    /** The current template's name. */
    String revision() {
      RevisionView kept = revisions.current();
      return kept == null ? template.hash() : kept.hash();
    }
  }

  /** Puts the history in order as far as that can be done now. */
  Found settle(PodControl.Work work, DaemonSync.Asked asked) {
    PodOwner owner = work.owner();
    RevisionControl.Current template = current(work, asked);
    RevisionHistory before = revisions(owner, asked, template);
    List<RevisionAction> actions = before.settle(owned(owner));
    if (actions.isEmpty() || waits(owner, asked)) {
      return new Found(template, before, state(before, actions), false);
    }
    RevisionControl.Result result = daemons.revisionControl().carryOut(work, actions, template);
    if (result.ending() == RevisionControl.Ending.NAME_TAKEN) {
      return new Found(template, before, HistoryState.CURRENT_MISSING, true);
    }
    RevisionHistory after = revisions(owner, asked, template);
    if (result.failed().isEmpty()) {
      return new Found(template, after, HistoryState.SETTLED, false);
    }
    aftermath.account(owner, asked.generation(), clock.instant(), actions, result.failed());
    return new Found(template, after, state(after, after.settle(owned(owner))), false);
  }

  /** Deletes the old revisions that are too many. */
  Optional<FailedWrite> trim(PodControl.Work work, DaemonSync.Asked asked, Found found) {
    PodOwner owner = work.owner();
    if (found.state() != HistoryState.SETTLED || waits(owner, asked)) {
      return Optional.empty();
    }
    List<RevisionView> surplus =
        found.revisions().surplus(owned(owner), asked.spec().revisionHistoryLimit());
    return surplus.isEmpty()
        ? Optional.empty()
        : daemons
            .revisionControl()
            .carryOut(work, List.of(new RevisionAction.Delete(surplus)), found.template())
            .failed();
  }

  private static HistoryState state(RevisionHistory revisions, List<RevisionAction> lacking) {
    if (revisions.current() == null) {
      return HistoryState.CURRENT_MISSING;
    }
    return lacking.isEmpty() ? HistoryState.SETTLED : HistoryState.UNSETTLED;
  }

  private RevisionControl.Current current(PodControl.Work work, DaemonSync.Asked asked) {
    RevisionData data = daemons.revisionData();
    Map<String, Object> patch = data.of(work.template());
    String text = data.text(patch);
    return new RevisionControl.Current(
        patch,
        RevisionHash.of(text, asked.collisionCount()),
        RevisionData.digest(text),
        asked.annotations());
  }

  private RevisionHistory revisions(
      PodOwner owner, DaemonSync.Asked asked, RevisionControl.Current template) {
    return RevisionHistory.of(
        owner.asOwner(),
        asked.spec().selector(),
        template.content(),
        daemons.revisions().candidates(owner.uid(), owner.namespace()));
  }

  private Collection<PodView> owned(PodOwner owner) {
    return pods.candidates(owner.uid(), owner.namespace()).stream()
        .filter(pod -> pod.ownedBy(owner.uid()))
        .toList();
  }

  /** Whether nothing is to be written again yet. */
  private boolean waits(PodOwner owner, DaemonSync.Asked asked) {
    var retries = new Retries(failures.of(owner.uid(), asked.generation()), clock.instant());
    return retries.waits(Reason.FAILED_REVISION)
        || retries.waits(Reason.OWNER_UNCONFIRMED)
        || retries.waits(Reason.NAMESPACE_TERMINATING);
  }
}
