package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.PodWatch;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How a template is rolled out, on the two nodes that are always there. */
@WithOperator
class DaemonUpdateIT {
  private static final String NEVER_READY =
      "{\"exec\": {\"command\": [\"cat\", \"/no/such/file\"]}, \"periodSeconds\": 1}";

  private final Kubectl kubectl;
  private final List<String> nodes;

  DaemonUpdateIT(TestCluster cluster, @TestNamespace String namespace) {
    this.kubectl = new Kubectl(cluster, namespace);
    this.nodes = List.of(cluster.serverNode(), ClusterExtension.AGENT);
  }

  private TestDaemonSet apply(String name, String strategy) {
    return TestDaemonSet.apply(kubectl, name, nodes, strategy);
  }

  /** Probes that fail stop it at maxUnavailable, and the way back touches nothing else. */
  @Test
  void aBadTemplateStopsAtMaxUnavailableAndTheWayBackRestartsNoOtherPod() {
    TestDaemonSet set = apply("bad", "rollingUpdate: {maxUnavailable: 1}");
    set.awaitReadyOn(nodes.toArray(String[]::new));
    List<Pod> before = set.pods();

    set.probe(NEVER_READY);
    Pod bad = set.awaitUnhealthy();
    assertThat(set.pods()).hasSize(2);
    Pod untouched =
        set.pods().stream()
            .filter(pod -> !Pods.uids(List.of(bad)).contains(pod.getMetadata().getUid()))
            .findFirst()
            .orElseThrow();
    assertThat(Pods.uids(before)).contains(untouched.getMetadata().getUid());
    assertThat(Pods.isReady(untouched)).isTrue();
    set.awaitStatus(
        "one updated and unavailable",
        status ->
            Objects.equals(status.getUpdatedNumberScheduled(), 1)
                && Objects.equals(status.getNumberUnavailable(), 1));

    set.patch("merge", "{\"spec\": {\"rollbackTo\": {}}}");
    set.awaitReadyOn(nodes.toArray(String[]::new));
    Waiting.untilAsserted(
        "the bad Pod to be gone",
        TestReplicated.DEADLINE,
        () -> assertThat(Pods.uids(kubectl.pods())).doesNotContain(bad.getMetadata().getUid()));
    assertThat(Pods.uids(set.pods())).contains(untouched.getMetadata().getUid());
    assertThat(set.events("DaemonSetRollback")).hasSize(1);

    kubectl.run("delete", "myds", set.name());
    Waiting.untilAsserted(
        "Pods and revisions to be gone with the set",
        TestReplicated.DEADLINE,
        () -> {
          assertThat(kubectl.pods()).noneMatch(pod -> Pods.isControlledBy(pod, set.uid()));
          assertThat(set.revisions()).isEmpty();
        });
  }

  @Test
  void withSurgeNoNodeIsEverWithoutAnAvailablePod() {
    TestDaemonSet set = apply("surging", "rollingUpdate: {maxUnavailable: 0, maxSurge: 1}");
    set.awaitReadyOn(nodes.toArray(String[]::new));
    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      Waiting.untilAsserted(
          "the watch to see both",
          TestReplicated.DEADLINE,
          () -> assertThat(watch.ready()).isEqualTo(2));
      set.changeImage("busybox:1.36");
      set.awaitImageOn("busybox:1.36", nodes.toArray(String[]::new));
      assertThat(watch.leastReady()).as("ready at any moment").isEqualTo(2);
      assertThat(watch.most()).as("at a time, by maxSurge").isEqualTo(3);
      assertThat(watch.seen()).hasSize(4);
    }
  }
}
