package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More and fewer Pods at a time, whatever the job is at. */
@WithOperator
class JobScalingIT {
  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void isScaledAndSuspendedWhileItRuns() {
    TestJob job =
        TestJob.apply(
            kubectl, "scaled", "completions: 9; parallelism: 1", TestJob.running("sleep 1000"));
    job.awaitActive(1);
    job.scale(3);
    job.awaitActive(3);
    job.scale(2);
    job.awaitActive(2);

    job.patch("\"suspend\": true");
    job.awaitActive(0);
    assertThat(job.holding("Suspended").orElseThrow().getReason()).isEqualTo("JobSuspended");
    job.scale(4); // does no harm
    job.patch("\"suspend\": false");
    job.awaitActive(4);
    assertThat(job.holding("Suspended")).isEmpty();
    assertThat(job.status().getFailed()).as("what was not wanted any more").isZero();

    kubectl.run("delete", "myjob", job.name());
    job.await("its Pods to be gone", j -> assertThat(kubectl.pods()).isEmpty());
  }

  @Test
  void takesAnotherNumberAfterItsEndWithoutHarm() {
    TestJob job =
        TestJob.apply(kubectl, "done", "completions: 2; parallelism: 2", TestJob.running("exit 0"));
    job.awaitComplete();
    job.scale(5);
    // who has done this has seen the number too
    job.patch("\"podRetention\": {\"succeeded\": 1}");
    job.await("the Pod that is to stay, and none else", j -> assertThat(j.pods()).hasSize(1));
    assertThat(job.awaitComplete().getSucceeded()).isEqualTo(2);
    assertThat(job.get().getSpec().getParallelism()).isEqualTo(5);
  }

  /** There are no metrics in this cluster, but its bounds an autoscaler keeps without them. */
  @Test
  void isScaledByAnAutoscaler() {
    TestJob job =
        TestJob.apply(
            kubectl, "auto", "completions: 9; parallelism: 1", TestJob.running("sleep 1000"));
    job.awaitActive(1);
    kubectl.run("autoscale", "myjob", job.name(), "--min=3", "--max=4", "--cpu=50%");
    job.awaitActive(3);
    assertThat(job.get().getSpec().getParallelism()).isEqualTo(3);
    job.await(
        "the autoscaler's word",
        j -> {
          assertThat(autoscaler("AbleToScale").getStatus()).isEqualTo("True");
          assertThat(autoscaler("ScalingActive").getReason())
              .as("the selector is understood, and only the metrics lack")
              .isEqualTo("FailedGetResourceMetric");
        });
  }

  private HorizontalPodAutoscalerCondition autoscaler(String type) {
    List<HorizontalPodAutoscalerCondition> conditions =
        kubectl
            .client()
            .autoscaling()
            .v2()
            .horizontalPodAutoscalers()
            .inNamespace(kubectl.namespace())
            .withName("auto")
            .require()
            .getStatus()
            .getConditions();
    assertThat(conditions).extracting(c -> c.getType()).contains(type);
    return conditions.stream().filter(c -> c.getType().equals(type)).findFirst().orElseThrow();
  }
}
