package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a Pod is, its labels say. */
@WithOperator
class RelabelledPodIT {
  private Kubectl kubectl;

  @BeforeEach
  void namespace(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void podThatLeavesTheSelectorStaysAndIsReplacedAndIsAdoptedWhenItComesBack() {
    TestReplicaSet set = kubectl.applySample("kubia-replicaset.yaml");
    Pod leaving = set.awaitReady(3).getFirst();
    String name = leaving.getMetadata().getName();
    String uid = leaving.getMetadata().getUid();

    set.label(leaving, "app=foo");
    Waiting.untilAsserted(
        "the Pod to be released",
        TestReplicaSet.DEADLINE,
        () -> assertThat(Pods.owners(kubectl.pod(name))).isEmpty());
    set.awaitReady(3);
    assertThat(set.podUids()).doesNotContain(uid);
    assertThat(kubectl.pod(name)).matches(Pods::isActive).matches(Pods::isReady);
    assertThat(Pods.container(kubectl.pod(name)).getContainerID())
        .isEqualTo(Pods.container(leaving).getContainerID());

    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      set.label(leaving, "app=kubia");
      Waiting.untilAsserted(
          "the Pod to be adopted",
          TestReplicaSet.DEADLINE,
          () -> assertThat(watch.seen()).hasSize(4).contains(uid));
    }
    set.awaitReady(3);
    Waiting.untilAsserted(
        "the event of the surplus Pod",
        TestReplicaSet.DEADLINE,
        () -> assertThat(set.events("SuccessfulDelete")).hasSize(1));
    Waiting.untilAsserted(
        "the surplus Pod to be gone",
        TestReplicaSet.DEADLINE,
        () -> assertThat(kubectl.pods()).hasSize(3));
  }

  @Test
  void labelThatTheSelectorDoesNotNameChangesNothing() {
    TestReplicaSet set = kubectl.applySample("kubia-replicaset.yaml");
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
