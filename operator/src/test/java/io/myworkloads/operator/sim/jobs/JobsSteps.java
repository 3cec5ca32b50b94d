package io.myworkloads.operator.sim.jobs;

import io.myworkloads.api.v1.JobPodRetention;
import io.myworkloads.api.v1.MyJobSpec;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.history.Step;
import java.util.Random;

/** What may happen to a MyJob and its Pods. */
final class JobsSteps {
  private JobsSteps() {}

  /** A Pod's containers end, well or not. */
  static final Step<JobsCluster> POD_ENDS =
      new Step<>(
          "Pod ends",
          cluster ->
              cluster
                  .anyPod()
                  .filter(PodView::active)
                  .ifPresent(
                      pod -> {
                        String phase = cluster.random().nextInt(3) == 0 ? "Failed" : "Succeeded";
                        cluster.pods().end(cluster.pods().of(pod), phase);
                        cluster.note(() -> "%s has %s".formatted(pod.name(), phase));
                      }));

  /** A user deletes a Pod, or does so by force. */
  static final Step<JobsCluster> POD_IS_DELETED =
      new Step<>(
          "Pod is deleted",
          cluster ->
              cluster
                  .anyPod()
                  .ifPresent(
                      pod -> {
                        if (cluster.random().nextBoolean()) {
                          cluster.pods().remove(cluster.pods().of(pod));
                        } else {
                          cluster.pods().vanish(cluster.pods().of(pod));
                        }
                        cluster.note(() -> "user deletes " + pod.name());
                      }));

  static final Step<JobsCluster> SCALE =
      new Step<>(
          "scale",
          cluster ->
              cluster
                  .livingJob()
                  .ifPresent(
                      job -> {
                        int parallelism = cluster.random().nextInt(6);
                        cluster.change(job, spec -> spec.setParallelism(parallelism));
                      }));

  static final Step<JobsCluster> SUSPEND =
      new Step<>(
          "suspend",
          cluster ->
              cluster
                  .livingJob()
                  .ifPresent(
                      job -> {
                        boolean suspend = !Boolean.TRUE.equals(job.getSpec().getSuspend());
                        cluster.change(job, spec -> spec.setSuspend(suspend));
                      }));

  static final Step<JobsCluster> DELETE =
      new Step<>(
          "delete",
          cluster -> {
            if (cluster.random().nextInt(5) == 0) {
              cluster.livingJob().ifPresent(job -> ClusterSteps.deleteOwner(cluster, job));
            }
          });

  /** A user makes one of the name of one that is gone. */
  static final Step<JobsCluster> RECREATE = new Step<>("recreate", JobsSteps::recreate);

  static void recreate(JobsCluster cluster) {
    if (cluster.job().isEmpty()) {
      cluster.create(spec -> options(cluster.random(), spec));
    }
  }

  private static void options(Random random, MyJobSpec spec) {
    spec.setCompletions(1 + random.nextInt(8));
    spec.setParallelism(1 + random.nextInt(5));
    spec.setBackoffLimit(random.nextInt(12));
    switch (random.nextInt(3)) {
      case 0 -> spec.setCompletionMode("Indexed");
      case 1 -> {
        spec.setCompletionMode("Indexed");
        spec.setBackoffLimitPerIndex(random.nextInt(3));
        spec.setBackoffLimit(null);
      }
      default -> {}
    }
    if (random.nextBoolean()) {
      spec.setPodReplacementPolicy("Failed");
    }
    if (random.nextInt(3) == 0) {
      var kept = new JobPodRetention();
      kept.setSucceeded(random.nextInt(3));
      kept.setFailed(random.nextInt(3));
      spec.setPodRetention(kept);
    }
  }
}
