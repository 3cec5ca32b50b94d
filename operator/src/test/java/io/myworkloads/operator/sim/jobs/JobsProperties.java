package io.myworkloads.operator.sim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.operator.core.job.Indexes;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must hold of MyJobs. */
final class JobsProperties {
  private static final int MOST_ROUNDS_TO_END = 100;

  private JobsProperties() {}

  /** Which Pods of one object any status has noted so far. */
  private record Noted(Set<String> succeeded, Set<String> failed) {
    Noted() {
      this(new HashSet<>(), new HashSet<>());
    }
  }

  /** Whatever status is written, it tells of each Pod that was ever noted once. */
  static void countsEachPodOnce(JobsCluster cluster) {
    Map<String, Noted> books = new HashMap<>();
    cluster
        .requests()
        .watch(
            request ->
                cluster
                    .job()
                    .filter(job -> job.getStatus() != null)
                    .ifPresent(
                        job ->
                            cluster.check(
                                () ->
                                    balance(
                                        job,
                                        books.computeIfAbsent(
                                            job.getMetadata().getUid(), uid -> new Noted())))));
  }

  private static void balance(MyJob job, Noted noted) {
    MyJobStatus status = Objects.requireNonNull(job.getStatus());
    List<String> succeeded = uncounted(status, UncountedTerminatedPods::getSucceeded);
    List<String> failed = uncounted(status, UncountedTerminatedPods::getFailed);
    noted.succeeded().addAll(succeeded);
    noted.failed().addAll(failed);
    assertThat(count(status.getFailed()) + failed.size())
        .as("failed, those noted included")
        .isEqualTo(noted.failed().size());
    if ("Indexed".equals(job.getSpec().getCompletionMode())) {
      String completed = Objects.requireNonNullElse(status.getCompletedIndexes(), "");
      assertThat(count(status.getSucceeded()))
          .as("indexes that succeeded")
          .isEqualTo(Indexes.parse(completed, Integer.MAX_VALUE).total());
    } else {
      assertThat(count(status.getSucceeded()) + succeeded.size())
          .as("succeeded, those noted included")
          .isEqualTo(noted.succeeded().size());
    }
    assertThat(Collections.disjoint(noted.succeeded(), noted.failed())).as("not both").isTrue();
  }

  private static List<String> uncounted(
      MyJobStatus status, Function<UncountedTerminatedPods, List<String>> which) {
    UncountedTerminatedPods uncounted = status.getUncountedTerminatedPods();
    return uncounted == null ? List.of() : which.apply(uncounted);
  }

  static int count(@Nullable Integer told) {
    return told == null ? 0 : told;
  }

  /** All Pods that run end well, and those that come after them, until there are no more. */
  static void end(JobsCluster cluster) {
    cluster
        .livingJob()
        .filter(job -> !JobsCluster.finished(job))
        .ifPresent(
            job ->
                cluster.change(
                    job,
                    spec -> {
                      spec.setSuspend(false);
                      spec.setParallelism(3);
                    }));
    for (int round = 0; ; round++) {
      assertThat(round).as("rounds to come to an end").isLessThan(MOST_ROUNDS_TO_END);
      cluster.settle();
      cluster.afterStep();
      var running = cluster.job().map(cluster::active).orElse(List.of());
      if (running.isEmpty()) {
        return;
      }
      running.forEach(pod -> cluster.pods().end(cluster.pods().of(pod), "Succeeded"));
    }
  }

  /** It has ended as asked, and left nothing behind. */
  static void ended(JobsCluster cluster) {
    assertThat(cluster.tracked()).as("Pods that cannot be deleted").isEmpty();
    MyJob job = cluster.job().orElseThrow();
    MyJobStatus status = Objects.requireNonNull(job.getStatus());
    assertThat(JobsCluster.finished(job)).as("ended: %s", status).isTrue();
    assertThat(status.getUncountedTerminatedPods()).as("noted").isNull();
    assertThat(cluster.active(job)).as("Pods that run on").isEmpty();
    if (JobsCluster.holds(job, "Complete")) {
      assertThat(count(status.getSucceeded()))
          .as("succeeded")
          .isGreaterThanOrEqualTo(job.getSpec().getCompletions());
    }
  }

  /** As many as were asked for have succeeded, and not one more. */
  static void noneTooMany(JobsCluster cluster) {
    cluster
        .job()
        .filter(job -> JobsCluster.holds(job, "Complete"))
        .ifPresent(
            job ->
                assertThat(Objects.requireNonNull(job.getStatus()).getSucceeded())
                    .as("succeeded")
                    .isEqualTo(job.getSpec().getCompletions()));
  }
}
