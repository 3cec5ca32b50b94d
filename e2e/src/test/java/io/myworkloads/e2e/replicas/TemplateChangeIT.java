package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A changed template is for Pods to come. */
@ParameterizedClass
@EnumSource
@WithOperator
class TemplateChangeIT {
  private final ReplicatedKind kind;

  TemplateChangeIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @Test
  void runningPodsKeepTheirImageAndANewOneHasTheNewImage(
      TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    TestReplicated<?, ?> set = kind.applySample(kubectl);
    Pod victim = set.awaitReady(3).getFirst();
    Set<String> before = set.podUids();

    set.patch(
        "json",
        """
        [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "busybox:1.36"}]\
        """);
    set.awaitObserved();
    assertThat(set.podUids()).isEqualTo(before);
    assertThat(set.pods()).allMatch(pod -> Pods.image(pod).equals("busybox:1.35"));

    kubectl.deletePod(victim);
    Waiting.untilAsserted(
        "a replacement",
        TestReplicated.DEADLINE,
        () -> assertThat(set.podUids()).hasSize(3).isNotEqualTo(before));
    assertThat(set.awaitReady(3))
        .extracting(Pods::image)
        .containsExactlyInAnyOrder("busybox:1.35", "busybox:1.35", "busybox:1.36");
    assertThat(set.pods())
        .filteredOn(pod -> before.contains(pod.getMetadata().getUid()))
        .hasSize(2);
  }
}
