package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollout that is held: as a whole, on some nodes, on all but some; and a set that sleeps. */
@WithOperator
class DaemonRolloutIT {
  private static final String OLD = "busybox:1.35";
  private static final String NEW = "busybox:1.36";

  private final Kubectl kubectl;
  private final String server;
  private final String agent = ClusterExtension.AGENT;

  DaemonRolloutIT(TestCluster cluster, @TestNamespace String namespace) {
    this.kubectl = new Kubectl(cluster, namespace);
    this.server = cluster.serverNode();
  }

  private TestDaemonSet ready(String name, String strategy) {
    TestDaemonSet set = TestDaemonSet.apply(kubectl, name, List.of(server, agent), strategy);
    set.awaitReadyOn(server, agent);
    return set;
  }

  /** What is made meanwhile is made from the new template all the same. */
  @Test
  void aPausedRolloutReplacesNothing() {
    TestDaemonSet set = ready("paused", "rollingUpdate: {paused: true}");
    set.changeImage(NEW);
    set.awaitProgressing("RolloutPaused");
    Pod deleted = set.podOn(agent);
    kubectl.deletePod(deleted);
    set.awaitImage(NEW, agent);
    set.awaitReadyOn(server, agent);
    assertThat(Pods.image(set.podOn(server))).isEqualTo(OLD);

    set.patchRollout("\"paused\": false");
    set.awaitImageOn(NEW, server, agent);
    set.awaitProgressing("RolloutComplete");
  }

  @Test
  void aPartitionKeepsTheOldTemplateOnSoManyNodes() {
    TestDaemonSet set = ready("parted", "rollingUpdate: {partition: 1}");
    set.changeImage(NEW);
    set.awaitImage(NEW, agent);
    set.awaitProgressing("PartialRollout");
    set.awaitReadyOn(server, agent);
    assertThat(Pods.image(set.podOn(server))).as("the name that comes last").isEqualTo(OLD);

    set.patchRollout("\"partition\": 0");
    set.awaitImageOn(NEW, server, agent);
  }

  @Test
  void aCanaryIsUpdatedOnItsNodesAlone() {
    TestDaemonSet set =
        ready(
            "canary",
            "rollingUpdate: {nodeSelector: {kubernetes.io/hostname: %s}}".formatted(server));
    set.changeImage(NEW);
    set.awaitImage(NEW, server);
    set.awaitProgressing("PartialRollout");
    set.awaitReadyOn(server, agent);
    assertThat(Pods.image(set.podOn(agent))).isEqualTo(OLD);

    set.patchRollout("\"nodeSelector\": null");
    set.awaitImageOn(NEW, server, agent);
  }

  @Test
  void aSuspendedSetHasNoPodsAndForgetsNothing() {
    TestDaemonSet set = ready("asleep", "rollingUpdate: {}");
    set.patch("merge", "{\"spec\": {\"suspend\": true}}");
    set.awaitReadyOn();
    set.awaitProgressing("Suspended");
    assertThat(set.revisions()).hasSize(1);

    set.patch("merge", "{\"spec\": {\"suspend\": false}}");
    set.awaitReadyOn(server, agent);
    assertThat(set.revisions()).hasSize(1);
    kubectl.run("delete", "myds", set.name());
    Waiting.untilAsserted(
        "its Pods to be gone",
        TestReplicated.DEADLINE,
        () -> assertThat(kubectl.pods()).noneMatch(pod -> Pods.isControlledBy(pod, set.uid())));
  }
}
