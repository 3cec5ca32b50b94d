package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.TestOperator;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator dies while Pods are counted. */
@WithOperator
@Isolated("kills the operator that all tests share")
class OperatorKilledDuringJobIT {
  private static final int COMPLETIONS = 200;
  private static final int PARALLELISM = 20;
  private static final int KILLS = 10;

  /** As the book of a Pod's kubelet would say, of which there is none: no Pod is on a node. */
  private static final String SUCCEEDED =
      """
      {"status": {"phase": "Succeeded", "containerStatuses": [{
        "name": "main", "image": "busybox:1.35", "imageID": "", "ready": false, "restartCount": 0,
        "state": {"terminated": {"exitCode": 0, "finishedAt": "2026-01-01T00:00:00Z"}}}]}}
      """;

  @Test
  void eachSuccessIsCountedOnce(
      TestCluster cluster, TestOperator operator, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    TestJob job =
        TestJob.apply(
            kubectl,
            "many",
            "completions: %d; parallelism: %d".formatted(COMPLETIONS, PARALLELISM),
            Pods.GATED_ONCE);
    Set<String> ended = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      Pod leader = operator.awaitLeader();
      job.await("Pods", j -> assertThat(j.activePods()).hasSize(PARALLELISM));
      CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> endSome(job, ended));
      if (kill % 2 == 0) {
        // the kubelet would pause before it starts the same container a third time
        operator.killAndRemove(leader);
      } else {
        operator.kill(leader);
      }
      ending.join();
      job.await(
          "what has ended to be counted",
          j -> assertThat(j.status().getSucceeded()).isEqualTo(ended.size()));
    }
    job.await(
        "all of them",
        j -> {
          endSome(j, ended);
          assertThat(j.holding("Complete")).isPresent();
        });
    MyJobStatus status = job.awaitComplete();
    assertThat(status.getSucceeded()).isEqualTo(COMPLETIONS);
    assertThat(status.getFailed()).isZero();
    assertThat(job.pods()).hasSize(COMPLETIONS);
    assertThat(ended).hasSize(COMPLETIONS);
  }

  /** Lets the Pods that are there end. */
  private static void endSome(TestJob job, Set<String> ended) {
    List<Pod> active = job.activePods();
    for (Pod pod : active) {
      job.kubectl()
          .client()
          .pods()
          .resource(pod)
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), SUCCEEDED);
      ended.add(pod.getMetadata().getUid());
    }
  }
}
