package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that finishes: one after the other, side by side, suspended, deleted. */
@WithOperator
class JobIT {
  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void runsOnePodToItsEndAndKeepsItsLog() {
    TestJob job = TestJob.named(kubectl, kubectl.applySample("batch-job.yaml", MyJob.class));
    job.await(
        "a Pod that is tracked", j -> assertThat(j.pods()).hasSize(1).allMatch(TestJob::isTracked));
    MyJobStatus status = job.awaitComplete();
    assertThat(status.getSucceeded()).isEqualTo(1);
    assertThat(status.getCompletionTime()).isNotNull();
    assertThat(job.pods("Succeeded")).hasSize(1);
    assertThat(kubectl.run("logs", "-l", "batch.kubernetes.io/job-name=" + job.name()))
        .contains("Finished successfully");
    assertThat(kubectl.run("get", "myjob", job.name()))
        .containsPattern("Complete +1/1 +1/1 +\\d+s");
    assertThat(Pods.events(kubectl, job.uid(), "SuccessfulCreate")).hasSize(1);
    job.await(
        "the event of its end",
        j -> assertThat(Pods.events(kubectl, j.uid(), "Completed")).hasSize(1));
    kubectl.run("wait", "myjob", job.name(), "--for=condition=Complete", "--timeout=5s");

    kubectl.run("delete", "myjob", job.name());
    job.await("its Pod to be gone too", j -> assertThat(kubectl.pods()).isEmpty());
  }

  @Test
  void runsFiveOneAfterTheOther() {
    TestJob job = TestJob.apply(kubectl, "five", "completions: 5", TestJob.running("exit 0"));
    assertThat(job.awaitComplete().getSucceeded()).isEqualTo(5);
    assertThat(mostAtATime(job.pods("Succeeded"))).isLessThanOrEqualTo(1);
    assertThat(job.pods()).hasSize(5);
  }

  @Test
  void runsFiveTwoAtATime() {
    TestJob job =
        TestJob.named(kubectl, kubectl.applySample("multi-completion-batch-job.yaml", MyJob.class));
    MyJobStatus status = job.awaitComplete();
    assertThat(status.getSucceeded()).isEqualTo(5);
    assertThat(status.getProgress()).isEqualTo("5/5");
    assertThat(mostAtATime(job.pods("Succeeded"))).isEqualTo(2);
  }

  @Test
  void leavesNoFinalizerWhereItsPodsAreOrphaned() {
    TestJob job = TestJob.apply(kubectl, "left", "parallelism: 2", TestJob.running("sleep 1000"));
    job.awaitActive(2);
    kubectl.run("delete", "myjob", job.name(), "--cascade=orphan", "--wait=false");
    job.await(
        "Pods that are nobody's",
        j -> {
          assertThat(j.isThere()).isFalse();
          assertThat(kubectl.pods())
              .hasSize(2)
              .allMatch(pod -> Pods.owners(pod).isEmpty())
              .noneMatch(TestJob::isTracked)
              .noneMatch(Pod::isMarkedForDeletion);
        });
  }

  /** How many Pods' containers ran at once; times are whole seconds. */
  private static int mostAtATime(List<Pod> pods) {
    List<ContainerStateTerminated> runs =
        pods.stream().map(pod -> Pods.container(pod).getState().getTerminated()).toList();
    return runs.stream()
        .map(run -> Instant.parse(run.getStartedAt()))
        .mapToInt(
            start ->
                Math.toIntExact(
                    runs.stream()
                        .filter(run -> !Instant.parse(run.getStartedAt()).isAfter(start))
                        .filter(run -> Instant.parse(run.getFinishedAt()).isAfter(start))
                        .count()))
        .max()
        .orElse(0);
  }
}
