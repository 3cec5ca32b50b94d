package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.e2e.cluster.AgentSpec;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.PodWatch;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A node that fails takes Pods with it, but not for long; one node serves for all kinds. */
@WithOperator
@Isolated("other tests' Pods would be on the node that it stops")
class NodeFailureIT {
  private static final String FAILING = "failing";

  /** An object whose Pods are all on the node that fails. */
  private record Struck(TestReplicated<?, ?> set, Set<String> lost, PodWatch watch)
      implements AutoCloseable {

    static Struck of(TestReplicated<?, ?> set) {
      return new Struck(set, set.podUids(), new PodWatch(set.kubectl(), set.uid()));
    }

    void assertThatThreeAreOn(List<String> nodes) {
      assertThat(set.pods()).hasSize(3).extracting(NodeFailureIT::node).isSubsetOf(nodes);
    }

    void assertThatTheLostAreTerminating() {
      assertThat(set.kubectl().pods())
          .filteredOn(pod -> lost.contains(pod.getMetadata().getUid()))
          .as("the lost Pods, which nobody can end")
          .hasSize(3)
          .allMatch(Pod::isMarkedForDeletion);
      assertThatItTellsOfTerminating(3);
    }

    void assertThatItTellsOfTerminating(int count) {
      if (set.status() instanceof MyReplicaSetStatus status) {
        assertThat(TestReplicated.zeroIfAbsent(status.getTerminatingReplicas())).isEqualTo(count);
      }
    }

    void assertThatNoneWasMadeTooMany() {
      set.awaitReady(3);
      assertThat(watch.most()).as("active at a time").isEqualTo(3);
      assertThat(watch.seen()).as("the lost and their replacements").hasSize(6).containsAll(lost);
    }

    @Override
    public void close() {
      watch.close();
    }
  }

  @Test
  void podsOfALostNodeAreReplacedAndNoSurplusIsLeftWhenItComesBack(
      TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    List<String> others = List.of(cluster.serverNode(), ClusterExtension.AGENT);
    cluster.addAgent(AgentSpec.named(FAILING));
    List<Struck> struck = new ArrayList<>();
    try {
      onTheFailingNode(kubectl, others).forEach(set -> struck.add(Struck.of(set)));

      cluster.stopAgent(FAILING);
      Waiting.untilAsserted(
          "Pods on other nodes",
          TestReplicated.DEADLINE,
          () -> struck.forEach(each -> each.assertThatThreeAreOn(others)));
      Set<String> replacements = new HashSet<>();
      for (Struck each : struck) {
        replacements.addAll(Pods.uids(each.set().awaitReady(3)));
        each.assertThatTheLostAreTerminating();
      }

      cluster.startAgent(FAILING);
      Waiting.untilAsserted(
          "the lost Pods to be gone",
          TestReplicated.DEADLINE,
          () -> {
            assertThat(Pods.uids(kubectl.pods())).isEqualTo(replacements);
            struck.forEach(each -> each.assertThatItTellsOfTerminating(0));
          });
      struck.forEach(Struck::assertThatNoneWasMadeTooMany);
    } finally {
      struck.forEach(Struck::close);
      cluster.removeAgent(FAILING);
    }
  }

  private static List<TestReplicated<?, ?>> onTheFailingNode(Kubectl kubectl, List<String> others) {
    others.forEach(kubectl.cluster()::cordon);
    try {
      List<TestReplicated<?, ?>> sets = new ArrayList<>();
      Stream.of(ReplicatedKind.values())
          .forEach(kind -> sets.add(kind.applyNodeFailureSample(kubectl)));
      for (TestReplicated<?, ?> set : sets) {
        assertThat(set.awaitReady(3)).extracting(NodeFailureIT::node).containsOnly(FAILING);
      }
      return sets;
    } finally {
      others.forEach(kubectl.cluster()::uncordon);
    }
  }

  private static String node(Pod pod) {
    return pod.getSpec().getNodeName();
  }
}
