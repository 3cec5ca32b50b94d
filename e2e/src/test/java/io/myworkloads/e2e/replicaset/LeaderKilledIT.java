package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.TestOperator;
import io.myworkloads.e2e.cluster.WithOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Two operators, of which one works and the other stands by. */
@WithOperator
@Isolated("kills the operator that all tests share")
class LeaderKilledIT {
  private final TestCluster cluster;
  private final TestOperator operator;

  LeaderKilledIT(TestCluster cluster, TestOperator operator) {
    this.cluster = cluster;
    this.operator = operator;
  }

  @AfterEach
  void oneOperatorAgain() {
    cluster.nodes().forEach(cluster::uncordon);
    operator.scaleTo(1);
    operator.awaitLeader();
  }

  @Test
  void theOtherGoesOnWhenTheLeaderIsKilled(@TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    operator.scaleTo(2);
    Pod leader = operator.awaitLeader();
    Pod standby =
        operator.pods().stream()
            .filter(pod -> !pod.getMetadata().getUid().equals(leader.getMetadata().getUid()))
            .findFirst()
            .orElseThrow();
    TestReplicaSet set =
        kubectl.applySet(
            "led",
            """
            apiVersion: myworkloads.io/v1
            kind: MyReplicaSet
            metadata: {name: led}
            spec:
              replicas: 3
              selector: {matchLabels: {app: led}}
              template:
                metadata: {labels: {app: led}}
                spec: %s
            """
                .formatted(Pods.GATED));
    set.awaitPods(3);

    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      // so that a new Pod of the operator cannot come first
      cluster.nodes().forEach(cluster::cordon);
      operator.killAndRemove(leader);
      set.scale(10);
      set.awaitPods(10);
      assertThat(watch.most()).isEqualTo(10);
    }
    assertThat(operator.leaseHolder()).isEqualTo(standby.getMetadata().getName());
    assertThat(operator.pods())
        .filteredOn(pod -> pod.getMetadata().getUid().equals(standby.getMetadata().getUid()))
        .singleElement()
        .satisfies(pod -> assertThat(TestOperator.restarts(pod)).isZero());
  }
}
