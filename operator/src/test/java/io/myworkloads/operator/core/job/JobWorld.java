package io.myworkloads.operator.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.job.JobStatus.Uncounted;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A cluster with one MyJob in it: carries out steps, lets Pods start and end, and keeps the books
 * that the status must agree with.
 */
final class JobWorld {
  private final JobSpec spec;
  private final RandomGenerator random;
  private final Map<String, PodView> pods = new LinkedHashMap<>();
  private final Set<String> notedAsSucceeded = new HashSet<>();
  private final Set<String> notedAsFailed = new HashSet<>();
  private final Set<String> endedWell = new HashSet<>();
  private JobStatus status = JobStatus.NONE;
  private Instant now = PodViewBuilder.NOW;
  private int made;

  JobWorld(JobSpec spec, RandomGenerator random) {
    this.spec = spec;
    this.random = random;
  }

  JobStatus status() {
    return status;
  }

  boolean finished() {
    return JobConditions.finished(status.conditions());
  }

  List<PodView> pods() {
    return List.copyOf(pods.values());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  JobPlan decide() {
    return JobDecision.decide(
        new JobObservation(
            new Owner(JobBuilder.ME, PodViewBuilder.NAMESPACE, false),
            1,
            spec,
            status,
            pods(),
            List.of(),
            List.of(),
            now));
  }

  /** Carries out a step; one that concerns many Pods only in part where it is cut short. */
  void carryOut(JobStep step, boolean cutShort) {
    switch (step) {
      case JobStep.WriteStatus write -> write(write.status());
      case JobStep.Untrack untrack -> some(untrack.pods(), cutShort).forEach(this::untrack);
      case JobStep.Create create -> some(create.pods(), cutShort).forEach(this::create);
      case JobStep.Delete delete ->
          some(delete.pods(), cutShort)
              .forEach(
                  pod -> {
                    if (delete.untrackFirst()) {
                      untrack(pod);
                      endedWell.remove(pod.uid());
                    }
                    delete(pod.uid());
                  });
      case JobStep.Tell tell -> {}
      case JobStep.Adopt adopt -> throw new AssertionError("no orphans here");
      case JobStep.Release release -> throw new AssertionError("nobody changes labels here");
      case JobStep.DeleteOwner owner -> throw new AssertionError("no time to live here");
    }
  }

  private <T> List<T> some(List<T> all, boolean cutShort) {
    return cutShort ? all.subList(0, random.nextInt(all.size())) : all;
  }

  private void write(JobStatus next) {
    Uncounted uncounted = next.uncounted();
    notedAsSucceeded.addAll(uncounted.succeeded());
    notedAsFailed.addAll(uncounted.failed());
    assertThat(next.failed() + uncounted.failed().size())
        .as("failed, noted ones included")
        .isEqualTo(notedAsFailed.size());
    if (spec.indexed()) {
      assertThat(next.succeeded())
          .isEqualTo(Objects.requireNonNull(next.completedIndexes()).total());
    } else {
      assertThat(next.succeeded() + uncounted.succeeded().size())
          .as("succeeded, noted ones included")
          .isEqualTo(notedAsSucceeded.size());
    }
    assertThat(Collections.disjoint(notedAsSucceeded, notedAsFailed)).isTrue();
    assertThat(next.ready()).isLessThanOrEqualTo(next.active());
    status = next;
  }

  private void untrack(PodView pod) {
    PodView there = pods.get(pod.uid());
    if (there == null || there.run() == null) {
      return;
    }
    put(there, there.phase(), there.deleting(), there.run().asUntracked());
  }

  /** Gone is a Pod that was deleted, has ended, and has no finalizer. */
  private void put(PodView pod, PodPhase phase, boolean deleting, PodRun run) {
    if (deleting && phase.terminal() && !run.tracked()) {
      pods.remove(pod.uid());
      return;
    }
    PodViewBuilder changed =
        PodViewBuilder.pod(pod.name())
            .uid(pod.uid())
            .labels(JobBuilder.LABELS)
            .controller(Objects.requireNonNull(pod.controller()))
            .created(pod.created())
            .phase(phase)
            .run(run);
    pods.put(pod.uid(), (deleting ? changed.deleting() : changed).build());
  }

  private void create(NewPod pod) {
    PodOfJob fresh = PodOfJob.pending("p" + made++).index(pod.index());
    if (pod.failures() != null) {
      fresh.after(pod.failures().counted(), pod.failures().ignored());
    }
    PodView view = fresh.with(p -> p.created(now)).build();
    pods.put(view.uid(), view);
  }

  void delete(String uid) {
    PodView pod = pods.get(uid);
    if (pod != null && pod.run() != null) {
      put(pod, pod.phase(), true, pod.run());
    }
  }

  /** Something happens to one of the Pods, which may also be that nothing does. */
  void disturb(double deletions, double failures) {
    if (pods.isEmpty()) {
      return;
    }
    PodView pod = pods().get(random.nextInt(pods.size()));
    if (random.nextDouble() < deletions) {
      delete(pod.uid());
    } else if (pod.phase() == PodPhase.PENDING && !pod.deleting()) {
      put(pod, PodPhase.RUNNING, false, Objects.requireNonNull(pod.run()));
    } else if (!pod.phase().terminal()) {
      end(pod, random.nextDouble() < failures ? PodPhase.FAILED : PodPhase.SUCCEEDED);
    }
  }

  private void end(PodView pod, PodPhase phase) {
    PodRun run = Objects.requireNonNull(pod.run());
    if (phase == PodPhase.SUCCEEDED && run.tracked() && !finished()) {
      endedWell.add(pod.uid());
    }
    put(
        pod,
        phase,
        pod.deleting(),
        new PodRun(
            run.tracked(),
            run.index(),
            run.indexFailures(),
            run.ignoredIndexFailures(),
            now,
            run.restarts(),
            run.exits(),
            run.conditions()));
  }

  /** All Pods that may, end. */
  void quieten() {
    for (PodView pod : pods()) {
      if (!pod.phase().terminal()) {
        end(pod, pod.deleting() ? PodPhase.FAILED : PodPhase.SUCCEEDED);
      }
    }
  }

  /** What must hold once nothing happens any more. */
  void settled() {
    assertThat(pods()).as("finalizers").noneMatch(PodView::tracked);
    assertThat(status.uncounted().size()).isZero();
    assertThat(status.active() + status.terminating()).isZero();
    if (!spec.indexed()) {
      Set<String> noted = new HashSet<>(notedAsSucceeded);
      noted.addAll(notedAsFailed);
      assertThat(noted).as("who ended well while it was wanted").containsAll(endedWell);
    }
    boolean failed = JobConditions.holds(status.conditions(), JobConditions.FAILED);
    if (!failed && spec.completions() != null) {
      assertThat(status.succeeded()).isGreaterThanOrEqualTo(spec.completions());
    }
  }
}
