package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.AgentSpec;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A node that comes, is tainted, is drained, is lost, comes back, and goes. */
@WithOperator
@Isolated("other tests' Pods would be on the node that it stops")
class DaemonNodesIT {
  private static final String THIRD = "third";

  @Test
  void eachNodeHasItsPodAsLongAsItIsThere(TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    List<String> nodes = List.of(ClusterExtension.AGENT, THIRD);
    TestDaemonSet set = TestDaemonSet.apply(kubectl, "everywhere", nodes, "rollingUpdate: {}");
    set.awaitReadyOn(ClusterExtension.AGENT);
    TestDaemonSet skipping =
        TestDaemonSet.apply(kubectl, "skipping", nodes, "rollingUpdate: {skipUnreadyNodes: true}");
    TestDaemonSet held = TestDaemonSet.apply(kubectl, "held", nodes, "rollingUpdate: {}");
    String undisturbed = uid(set.podOn(ClusterExtension.AGENT));

    cluster.addAgent(AgentSpec.named(THIRD));
    try {
      set.awaitReadyOn(ClusterExtension.AGENT, THIRD);

      // NoSchedule leaves a Pod where it is, and puts none there
      cluster.taint(THIRD, "only=mine:NoSchedule");
      set.awaitStatus("misplaced", status -> Objects.equals(status.getNumberMisscheduled(), 1));
      Pod tolerated = set.podOn(THIRD);
      kubectl.deletePod(tolerated);
      set.awaitReadyOn(ClusterExtension.AGENT);
      cluster.untaint(THIRD, "only=mine:NoSchedule");
      set.awaitReadyOn(ClusterExtension.AGENT, THIRD);

      // a drained node gets none until it is uncordoned
      set.patch("merge", "{\"spec\": {\"respectDrain\": true}}");
      cluster.kubectl("drain", THIRD, "--timeout=60s").orFail();
      set.awaitReadyOn(ClusterExtension.AGENT);
      cluster.uncordon(THIRD);
      set.awaitReadyOn(ClusterExtension.AGENT, THIRD);

      String assigned = uid(set.podOn(THIRD));
      cluster.stopAgent(THIRD);
      set.awaitStatus(
          "the lost node told of",
          status ->
              status.getPendingNodes().stream()
                  .anyMatch(
                      pending ->
                          THIRD.equals(pending.getNode())
                              && "NodeNotReady".equals(pending.getReason())));
      assertThat(uid(set.podOn(THIRD))).as("its Pod stays assigned").isEqualTo(assigned);
      assertThat(set.pods()).as("and none comes elsewhere").hasSize(2);

      // a lost node uses up what may be unavailable, unless it is not to
      held.changeImage("busybox:1.36");
      skipping.changeImage("busybox:1.36");
      skipping.awaitImage("busybox:1.36", ClusterExtension.AGENT);
      held.awaitObserved();
      assertThat(Pods.image(held.podOn(ClusterExtension.AGENT))).isEqualTo("busybox:1.35");

      cluster.startAgent(THIRD);
      set.awaitReadyOn(ClusterExtension.AGENT, THIRD);
      assertThat(uid(set.podOn(THIRD))).as("the same Pod runs again").isEqualTo(assigned);
      skipping.awaitImageOn("busybox:1.36", ClusterExtension.AGENT, THIRD);
      held.awaitImageOn("busybox:1.36", ClusterExtension.AGENT, THIRD);
    } finally {
      cluster.removeAgent(THIRD);
    }
    set.awaitStatus(
        "the removed node to count no more",
        status -> Objects.equals(status.getDesiredNumberScheduled(), 1));
    assertThat(uid(set.podOn(ClusterExtension.AGENT))).isEqualTo(undisturbed);
  }

  private static String uid(Pod pod) {
    return Objects.requireNonNull(pod.getMetadata().getUid());
  }
}
