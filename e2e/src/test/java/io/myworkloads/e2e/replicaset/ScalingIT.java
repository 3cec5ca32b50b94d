package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More and fewer Pods, in each of the ways in which a number of replicas is set. */
@WithOperator
class ScalingIT {
  private Kubectl kubectl;
  private TestReplicaSet set;

  @BeforeEach
  void apply(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
    set = kubectl.applySample("kubia-replicaset.yaml");
    set.awaitReady(3);
  }

  @Test
  void kubectlScaleAddsAndRemovesPods() {
    Set<String> before = set.podUids();
    kubectl.run("scale", "myrs", "kubia", "--replicas=6");
    set.awaitReady(6);
    assertThat(set.podUids()).containsAll(before);

    kubectl.run("scale", "myrs", "kubia", "--current-replicas=6", "--replicas=2");
    set.awaitReady(2);
    Waiting.untilAsserted(
        "the events of the deleted Pods",
        TestReplicaSet.DEADLINE,
        () ->
            assertThat(set.events("SuccessfulDelete"))
                .hasSize(4)
                .allMatch(event -> event.getMessage().startsWith("Deleted pod: kubia-")));

    kubectl.run("scale", "myrs", "kubia", "--replicas=0");
    set.awaitReady(0);
  }

  @Test
  void patchesAddAndRemovePods() {
    set.patch("merge", "{\"spec\": {\"replicas\": 5}}");
    set.awaitReady(5);
    set.patch("json", "[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 1}]");
    set.awaitReady(1);
  }

  /** As an autoscaler does: it reads the selector and the count from /scale, and puts it back. */
  @Test
  void writesToTheScaleSubresourceAddAndRemovePods() {
    String scale =
        "/apis/myworkloads.io/v1/namespaces/%s/myreplicasets/kubia/scale"
            .formatted(kubectl.namespace());
    for (int replicas : new int[] {5, 2}) {
      String read = kubectl.run("get", "--raw", scale);
      assertThat(read)
          .contains("\"kind\":\"Scale\"", "\"selector\":\"app=kubia\"")
          .contains("\"status\":{\"replicas\":" + set.pods().size());
      String written =
          read.replaceFirst(
              "\"spec\":\\{\"replicas\":\\d+}", "\"spec\":{\"replicas\":" + replicas + "}");
      kubectl.runWithInput(written, "replace", "--raw", scale, "-f", "-");
      set.awaitReady(replicas);
    }
  }
}
