package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The owner's Pods, sorted by what they are to it.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJobCtx, getNewFinishedPods, isPodFailed
 *
 * @param all in the order of their indexes, and then of their names
 * @param newlySucceeded those that ended well and that no status knows of
 * @param newlyFailed those that failed and that no status knows of
 */
record JobPods(
    JobSpec spec,
    List<PodView> all,
    List<PodView> active,
    List<PodView> newlySucceeded,
    List<PodView> newlyFailed) {

  static JobPods of(JobSpec spec, JobStatus.Uncounted uncounted, List<PodView> owned) {
    List<PodView> all = new ArrayList<>(owned);
    all.sort(Comparator.comparingInt(JobPods::index).thenComparing(PodView::name));
    Predicate<PodView> countable =
        pod -> pod.tracked() && !uncounted.has(pod.uid()) && (!spec.indexed() || valid(spec, pod));
    return new JobPods(
        spec,
        all,
        all.stream().filter(PodView::active).toList(),
        all.stream().filter(countable.and(pod -> pod.phase() == PodPhase.SUCCEEDED)).toList(),
        all.stream().filter(countable.and(pod -> failed(spec, pod))).toList());
  }

  static int index(PodView pod) {
    return pod.run() == null ? PodRun.NO_INDEX : pod.run().index();
  }

  /** Whether it has an index, and one that is wanted. */
  static boolean valid(JobSpec spec, PodView pod) {
    return index(pod) != PodRun.NO_INDEX && index(pod) < spec.indexes();
  }

  boolean valid(PodView pod) {
    return valid(spec, pod);
  }

  /**
   * Whether it has failed, or counts as failed because it will never get to: one that is being
   * deleted may be gone at any time.
   */
  boolean failed(PodView pod) {
    return failed(spec, pod);
  }

  private static boolean failed(JobSpec spec, PodView pod) {
    return pod.phase() == PodPhase.FAILED
        || (!spec.replaceOnlyFailed() && pod.deleting() && pod.phase() != PodPhase.SUCCEEDED);
  }

  /** Those of the newly failed ones that are to be counted. */
  int countedFailures() {
    return Math.toIntExact(newlyFailed.stream().filter(this::counts).count());
  }

  boolean counts(PodView failed) {
    return PodFailurePolicy.verdict(spec.failurePolicy(), failed).counts();
  }

  int ready() {
    return Math.toIntExact(active.stream().filter(PodView::ready).count());
  }

  List<PodView> terminating() {
    return all.stream().filter(PodView::terminating).toList();
  }

  List<PodView> tracked() {
    return all.stream().filter(PodView::tracked).toList();
  }

  Set<Integer> activeIndexes() {
    return indexes(active);
  }

  static Set<Integer> indexes(List<PodView> pods) {
    Set<Integer> indexes = new HashSet<>();
    for (PodView pod : pods) {
      if (index(pod) != PodRun.NO_INDEX) {
        indexes.add(index(pod));
      }
    }
    return indexes;
  }

  /** The restarts of all containers that may still be restarted. */
  int restarts() {
    return all.stream()
        .filter(pod -> pod.phase() == PodPhase.RUNNING || pod.phase() == PodPhase.PENDING)
        .mapToInt(pod -> pod.run() == null ? 0 : pod.run().restarts())
        .sum();
  }
}
