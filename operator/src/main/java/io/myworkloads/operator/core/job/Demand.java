package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which Pods are to be made or to go, so that as many are active as may be and are of use. Never
 * both at a time: deletion comes first.
 *
 * <p>upstream: pkg/controller/job/job_controller.go manageJob
 *
 * @param pause how long no Pod is made because of failed ones; empty where none is waited for
 */
record Demand(List<NewPod> create, List<PodView> delete, Optional<Duration> pause) {

  /** Upstream's MaxPodCreateDeletePerSync. */
  static final int MAX_PODS_A_SYNC = 500;

  static final Demand NONE = new Demand(List.of(), List.of(), Optional.empty());

  static Demand of(
      JobSpec spec,
      JobPods pods,
      Tally tally,
      IndexFailures indexFailures,
      FailureStreak streak,
      String jobUid,
      Instant now) {
    int active = pods.active().size();
    if (spec.suspended()) {
      return new Demand(List.of(), Surplus.all(pods.active()), Optional.empty());
    }
    int wanted = wanted(spec, tally, active);
    List<PodView> surplus = Surplus.of(spec, pods.active(), Math.max(0, active - wanted));
    if (!surplus.isEmpty()) {
      return new Demand(
          List.of(),
          List.copyOf(surplus.subList(0, Math.min(surplus.size(), MAX_PODS_A_SYNC))),
          Optional.empty());
    }
    int waitedFor = spec.replaceOnlyFailed() ? pods.terminating().size() : 0;
    int lacking = Math.min(wanted - waitedFor - active, MAX_PODS_A_SYNC);
    if (lacking <= 0) {
      return NONE;
    }
    if (!spec.perIndex()) {
      Duration pause = spec.backoff().remaining(streak.failures(), streak.last(), jobUid, now);
      if (pause.isPositive()) {
        return new Demand(List.of(), List.of(), Optional.of(pause));
      }
    }
    return spec.indexed()
        ? ofIndexes(spec, pods, tally, indexFailures, lacking, jobUid, now)
        : new Demand(Collections.nCopies(lacking, NewPod.PLAIN), List.of(), Optional.empty());
  }

  /** How many Pods should be active. */
  private static int wanted(JobSpec spec, Tally tally, int active) {
    if (spec.completions() == null) {
      return tally.succeeded() > 0 ? active : spec.parallelism();
    }
    return Math.clamp((long) spec.completions() - tally.succeeded(), 0, spec.parallelism());
  }

  /** upstream: firstPendingIndexes, getPodCreationInfoForIndependentIndexes. */
  private static Demand ofIndexes(
      JobSpec spec,
      JobPods pods,
      Tally tally,
      IndexFailures indexFailures,
      int lacking,
      String jobUid,
      Instant now) {
    Indexes taken =
        tally.completedIndexes().with(tally.failedIndexes()).with(Indexes.of(pods.activeIndexes()));
    if (spec.replaceOnlyFailed()) {
      taken = taken.with(Indexes.of(JobPods.indexes(pods.terminating())));
    }
    List<NewPod> create = new ArrayList<>();
    List<Duration> pauses = new ArrayList<>();
    for (int index : taken.firstMissing(lacking, spec.indexes())) {
      Duration pause = indexFailures.pause(index, jobUid, now);
      if (pause.isPositive()) {
        pauses.add(pause);
      } else {
        create.add(new NewPod(index, spec.perIndex() ? indexFailures.before(index) : null));
      }
    }
    return new Demand(create, List.of(), pauses.stream().min(Comparator.naturalOrder()));
  }
}
