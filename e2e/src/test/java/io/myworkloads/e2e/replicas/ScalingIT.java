package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** More and fewer Pods, in each of the ways in which a number of replicas is set. */
@ParameterizedClass
@EnumSource
@WithOperator
class ScalingIT {
  private final ReplicatedKind kind;
  private Kubectl kubectl;
  private TestReplicated<?, ?> set;

  ScalingIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void apply(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
    set = kind.applySample(kubectl);
    set.awaitReady(3);
  }

  @Test
  void kubectlScaleAddsAndRemovesPods() {
    Set<String> before = set.podUids();
    kubectl.run("scale", kind.shortName(), set.name(), "--replicas=6");
    set.awaitReady(6);
    assertThat(set.podUids()).containsAll(before);

    kubectl.run("scale", kind.shortName(), set.name(), "--current-replicas=6", "--replicas=2");
    set.awaitReady(2);
    Waiting.untilAsserted(
        "the events of the deleted Pods",
        TestReplicated.DEADLINE,
        () ->
            assertThat(set.events("SuccessfulDelete"))
                .hasSize(4)
                .allMatch(
                    event -> event.getMessage().startsWith("Deleted pod: " + set.name() + "-")));

    kubectl.run("scale", kind.shortName(), set.name(), "--replicas=0");
    set.awaitReady(0);
  }

  @Test
  void patchesAddAndRemovePods() {
    set.patch("merge", "{\"spec\": {\"replicas\": 5}}");
    set.awaitReady(5);
    set.patch("json", "[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 1}]");
    set.awaitReady(1);
  }

  /** Upstream's TestPodDeletionCost. */
  @Test
  void podOfALowerDeletionCostGoesFirst() {
    Pod cheap = set.pods().getFirst();
    kubectl.run(
        "annotate",
        "pod",
        cheap.getMetadata().getName(),
        "controller.kubernetes.io/pod-deletion-cost=-10");
    // changes of Pods come in their order: who has seen this one has seen the cost
    Pod leaving = set.pods().getLast();
    set.label(leaving, "app=foo");
    Waiting.untilAsserted(
        "a replacement",
        TestReplicated.DEADLINE,
        () -> assertThat(set.podUids()).hasSize(3).doesNotContain(uid(leaving)));
    set.awaitReady(3);

    set.scale(2);
    set.awaitReady(2);
    assertThat(set.podUids()).doesNotContain(uid(cheap));
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  /** As an autoscaler does: it reads the selector and the count from /scale, and puts it back. */
  @Test
  void writesToTheScaleSubresourceAddAndRemovePods() {
    String scale =
        "/apis/myworkloads.io/v1/namespaces/%s/%s/%s/scale"
            .formatted(kubectl.namespace(), kind.plural(), set.name());
    for (int replicas : new int[] {5, 2}) {
      String read = kubectl.run("get", "--raw", scale);
      assertThat(read)
          .contains("\"kind\":\"Scale\"", "\"selector\":\"app=" + set.name() + "\"")
          .contains("\"status\":{\"replicas\":" + set.pods().size());
      String written =
          read.replaceFirst(
              "\"spec\":\\{\"replicas\":\\d+}", "\"spec\":{\"replicas\":" + replicas + "}");
      kubectl.runWithInput(written, "replace", "--raw", scale, "-f", "-");
      set.awaitReady(replicas);
    }
  }
}
