package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.job.JobConditions.End;
import io.myworkloads.operator.core.job.JobStatus.Uncounted;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Counts each Pod that has ended exactly once, whatever is lost in between: its UID is noted in the
 * status, then its finalizer is taken off, then it moves into the counter. A UID that is noted and
 * whose Pod has no finalizer, or is gone, has not been counted; a Pod that has its finalizer and is
 * not noted has not either; and nothing else can be.
 *
 * <p>upstream: pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers,
 * canRemoveFinalizer, cleanUncountedPodsWithoutFinalizers
 *
 * @param succeeded the counter; for an indexed one the indexes say it
 * @param failed the counter
 * @param uncounted what is noted afterwards
 * @param untrack Pods that may lose their finalizer once that is written
 * @param noted those that are noted now for the first time: of these the failure streak is made
 * @param all whether no Pod had to be left for the next time
 */
record Accounting(
    int succeeded,
    int failed,
    Uncounted uncounted,
    List<PodView> untrack,
    Noted noted,
    boolean all) {

  /** Upstream's MaxUncountedPods: more UIDs would make the status too large. */
  static final int MAX_UNCOUNTED = 500;

  /** Pods that ended. */
  record Noted(List<PodView> succeeded, List<PodView> failed) {
    int size() {
      return succeeded.size() + failed.size();
    }
  }

  static Accounting of(
      JobSpec spec,
      JobStatus status,
      JobPods pods,
      boolean ownerDeleting,
      Optional<End> end,
      IndexFailures indexFailures) {
    Set<String> tracked =
        pods.tracked().stream().map(PodView::uid).collect(Collectors.toUnmodifiableSet());
    Set<String> succeeded = kept(status.uncounted().succeeded(), tracked::contains);
    Set<String> failed = kept(status.uncounted().failed(), tracked::contains);
    int succeededCounter =
        status.succeeded() + status.uncounted().succeeded().size() - succeeded.size();
    int failedCounter = status.failed() + status.uncounted().failed().size() - failed.size();

    List<PodView> untrack = new ArrayList<>();
    var noted = new Noted(new ArrayList<>(), new ArrayList<>());
    boolean all = true;
    for (PodView pod : pods.tracked()) {
      if (!ended(pod, pods, ownerDeleting || end.isPresent(), indexFailures)) {
        continue;
      }
      if (succeeded.size() + failed.size() + noted.size() >= MAX_UNCOUNTED) {
        all = false;
        break;
      }
      untrack.add(pod);
      boolean counted = status.uncounted().has(pod.uid()) || (spec.indexed() && !pods.valid(pod));
      if (counted) {
        continue;
      }
      if (pod.phase() == PodPhase.SUCCEEDED) {
        noted.succeeded().add(pod);
      } else if (fails(pod, pods, end)) {
        noted.failed().add(pod);
      }
    }
    if (!spec.indexed()) {
      noted.succeeded().forEach(pod -> succeeded.add(pod.uid()));
    }
    noted.failed().stream().filter(pods::counts).forEach(pod -> failed.add(pod.uid()));
    return new Accounting(
        succeededCounter, failedCounter, new Uncounted(succeeded, failed), untrack, noted, all);
  }

  private static Set<String> kept(Set<String> uids, Predicate<String> tracked) {
    return uids.stream().filter(tracked).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether nothing that may still happen to the Pod matters. */
  private static boolean ended(
      PodView pod, JobPods pods, boolean whole, IndexFailures indexFailures) {
    return whole
        || pod.phase() == PodPhase.SUCCEEDED
        || (pods.failed(pod) && !indexFailures.delays(pod));
  }

  /**
   * When the whole fails, so does every Pod that has not ended; when it succeeds, those that are
   * not needed any more do not.
   */
  private static boolean fails(PodView pod, JobPods pods, Optional<End> end) {
    return end.map(e -> !e.success() || pod.phase() == PodPhase.FAILED)
        .orElseGet(() -> pods.failed(pod));
  }

  /**
   * What the failure policy says of the Pods that are noted now: one entry for each that matches.
   */
  List<PodFailurePolicy.Action> handled(JobSpec spec) {
    return noted.failed().stream()
        .map(pod -> PodFailurePolicy.verdict(spec.failurePolicy(), pod).action())
        .filter(Objects::nonNull)
        .toList();
  }

  /** The failure streak with the Pods that are noted now. */
  FailureStreak streak(JobSpec spec, FailureStreak before, JobPods pods) {
    if (spec.perIndex()) {
      return before;
    }
    // an ignored failure is noted nowhere else: only its time tells that it is not known yet
    Predicate<PodView> fresh =
        pod ->
            pods.counts(pod)
                || before.last() == null
                || FailureStreak.end(pod).isAfter(before.last());
    List<PodView> known = noted.failed().stream().filter(fresh).toList();
    return before.after(noted.succeeded(), known);
  }
}
