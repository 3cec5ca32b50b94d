package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.AgentSpec;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A node that fails takes Pods with it, but not for long. */
@WithOperator
@Isolated("other tests' Pods would be on the node that it stops")
class NodeFailureIT {
  private static final String FAILING = "failing";

  @Test
  void podsOfALostNodeAreReplacedAndNoSurplusIsLeftWhenItComesBack(
      TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    List<String> others = List.of(cluster.serverNode(), ClusterExtension.AGENT);
    cluster.addAgent(AgentSpec.named(FAILING));
    try {
      TestReplicaSet set;
      others.forEach(cluster::cordon);
      try {
        set = kubectl.applySample("kubia-replicaset-node-failure.yaml");
        assertThat(set.awaitReady(3)).extracting(NodeFailureIT::node).containsOnly(FAILING);
      } finally {
        others.forEach(cluster::uncordon);
      }
      Set<String> lost = set.podUids();

      try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
        cluster.stopAgent(FAILING);
        Waiting.untilAsserted(
            "Pods on other nodes",
            TestReplicaSet.DEADLINE,
            () ->
                assertThat(set.pods())
                    .hasSize(3)
                    .extracting(NodeFailureIT::node)
                    .isSubsetOf(others));
        set.awaitReady(3);
        Set<String> replacements = set.podUids();
        assertThat(kubectl.pods())
            .filteredOn(pod -> lost.contains(pod.getMetadata().getUid()))
            .as("the lost Pods, which nobody can end")
            .hasSize(3)
            .allMatch(Pod::isMarkedForDeletion);
        assertThat(set.status().getTerminatingReplicas()).isEqualTo(3);

        cluster.startAgent(FAILING);
        Waiting.untilAsserted(
            "the lost Pods to be gone",
            TestReplicaSet.DEADLINE,
            () -> {
              assertThat(Pods.uids(kubectl.pods())).isEqualTo(replacements);
              assertThat(TestReplicaSet.zeroIfAbsent(set.status().getTerminatingReplicas()))
                  .isZero();
            });
        set.awaitReady(3);
        assertThat(watch.most()).isEqualTo(3);
        assertThat(watch.seen()).hasSize(6);
      }
    } finally {
      cluster.removeAgent(FAILING);
    }
  }

  private static String node(Pod pod) {
    return pod.getSpec().getNodeName();
  }
}
