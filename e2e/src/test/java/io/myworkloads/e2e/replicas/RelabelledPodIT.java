package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.PodWatch;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose a Pod is, its labels say. */
@ParameterizedClass
@EnumSource
@WithOperator
class RelabelledPodIT {
  private final ReplicatedKind kind;
  private Kubectl kubectl;

  RelabelledPodIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void namespace(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void podThatLeavesTheSelectorStaysAndIsReplacedAndIsAdoptedWhenItComesBack() {
    TestReplicated<?, ?> set = kind.applySample(kubectl);
    Pod leaving = set.awaitReady(3).getFirst();
    String name = leaving.getMetadata().getName();
    String uid = leaving.getMetadata().getUid();

    set.label(leaving, "app=foo");
    Waiting.untilAsserted(
        "the Pod to be released",
        TestReplicated.DEADLINE,
        () -> assertThat(Pods.owners(kubectl.pod(name))).isEmpty());
    set.awaitReady(3);
    assertThat(set.podUids()).doesNotContain(uid);
    assertThat(kubectl.pod(name)).matches(Pods::isActive).matches(Pods::isReady);
    assertThat(Pods.container(kubectl.pod(name)).getContainerID())
        .isEqualTo(Pods.container(leaving).getContainerID());

    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      set.label(leaving, "app=" + set.name());
      Waiting.untilAsserted(
          "the Pod to be adopted",
          TestReplicated.DEADLINE,
          () -> assertThat(watch.seen()).hasSize(4).contains(uid));
    }
    set.awaitReady(3);
    Waiting.untilAsserted(
        "the event of the surplus Pod",
        TestReplicated.DEADLINE,
        () -> assertThat(set.events("SuccessfulDelete")).hasSize(1));
    Waiting.untilAsserted(
        "the surplus Pod to be gone",
        TestReplicated.DEADLINE,
        () -> assertThat(kubectl.pods()).hasSize(3));
  }

  @Test
  void labelThatTheSelectorDoesNotNameChangesNothing() {
    TestReplicated<?, ?> set = kind.applySample(kubectl);
    Pod pod = set.awaitReady(3).getFirst();
    Set<String> before = set.podUids();

    set.label(pod, "type=special");
    // what the operator does next it does with the label in view
    set.scale(4);
    set.awaitReady(4);

    assertThat(set.podUids()).containsAll(before);
    assertThat(kubectl.pods()).hasSize(4);
    assertThat(set.events("SuccessfulDelete")).isEmpty();
  }
}
