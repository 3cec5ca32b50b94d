package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.e2e.cluster.AgentSpec;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The book's story of the SSD monitor, on three nodes. */
@WithOperator
@Isolated("other tests' Pods would be on the nodes that it labels, taints and takes away")
class SsdMonitorIT {
  private static final String AGENT = ClusterExtension.AGENT;
  private static final String THIRD = "third";

  private final TestCluster cluster;

  SsdMonitorIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeEach
  void addNode() {
    cluster.addAgent(AgentSpec.named(THIRD));
  }

  @AfterEach
  void removeNode() {
    cluster.removeAgent(THIRD);
    cluster.uncordon(AGENT);
    if (labels(AGENT).containsKey("disk")) {
      cluster.unlabel(AGENT, "disk");
    }
  }

  @Test
  void podsFollowTheNodesAndTheTemplate(@TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    TestDaemonSet set =
        TestDaemonSet.named(kubectl, kubectl.applySample("ssd-monitor.yaml", MyDaemonSet.class));
    set.awaitReadyOn();

    cluster.label(AGENT, "disk", "ssd");
    set.awaitReadyOn(AGENT);
    cluster.label(THIRD, "disk", "ssd");
    set.awaitReadyOn(AGENT, THIRD);
    assertThat(kubectl.run("get", "myds", set.name())).contains("disk=ssd");

    // a cordoned node is served, and a deleted Pod comes back on its node
    cluster.cordon(AGENT);
    Pod before = set.podOn(AGENT);
    kubectl.deletePod(before);
    Waiting.untilAsserted(
        "another Pod on " + AGENT,
        TestReplicated.DEADLINE,
        () ->
            assertThat(set.podOn(AGENT).getMetadata().getUid())
                .isNotEqualTo(before.getMetadata().getUid()));
    set.awaitReadyOn(AGENT, THIRD);
    cluster.uncordon(AGENT);

    // a new template rolls out, and back
    set.changeImage("busybox:1.36");
    set.awaitImageOn("busybox:1.36", AGENT, THIRD);
    set.patch("merge", "{\"spec\": {\"rollbackTo\": {\"revision\": 1}}}");
    set.awaitImageOn("busybox:1.35", AGENT, THIRD);
    assertThat(set.get().getSpec().getRollbackTo()).isNull();
    assertThat(
            kubectl.client().apps().controllerRevisions().inNamespace(namespace).list().getItems())
        .extracting(revision -> revision.getRevision())
        .containsExactlyInAnyOrder(2L, 3L);

    // with OnDelete only who deletes a Pod gets the new template
    set.patch("merge", "{\"spec\": {\"updateStrategy\": {\"type\": \"OnDelete\"}}}");
    set.changeImage("busybox:1.36");
    set.awaitObserved();
    kubectl.deletePod(set.podOn(THIRD));
    Waiting.untilAsserted(
        "the image on " + THIRD,
        TestReplicated.DEADLINE,
        () -> assertThat(Pods.image(set.podOn(THIRD))).isEqualTo("busybox:1.36"));
    assertThat(Pods.image(set.podOn(AGENT))).isEqualTo("busybox:1.35");

    // a taint that is not tolerated drives the Pod off
    cluster.taint(THIRD, "only=mine:NoExecute");
    set.awaitReadyOn(AGENT);
    cluster.untaint(THIRD, "only=mine:NoExecute");
    set.awaitReadyOn(AGENT, THIRD);

    cluster.unlabel(AGENT, "disk");
    set.awaitReadyOn(THIRD);
    String orphan = set.podOn(THIRD).getMetadata().getUid();
    kubectl.run("delete", "myds", set.name(), "--cascade=orphan", "--wait=false");
    Waiting.untilAsserted(
        "the set to be gone without its Pod",
        TestReplicated.DEADLINE,
        () -> assertThat(kubectl.run("get", "myds")).isEmpty());
    // the one that had to leave may take a moment to end
    Waiting.untilAsserted(
        "that Pod alone",
        TestReplicated.DEADLINE,
        () ->
            assertThat(kubectl.pods())
                .singleElement()
                .satisfies(pod -> assertThat(pod.getMetadata().getUid()).isEqualTo(orphan))
                .satisfies(pod -> assertThat(Pods.owners(pod)).isEmpty()));
  }

  private Map<String, String> labels(String node) {
    return cluster.client().nodes().withName(node).require().getMetadata().getLabels();
  }
}
