package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a deleted set's Pods is its user's choice. */
@WithOperator
class DeletionIT {
  private Kubectl kubectl;
  private TestReplicaSet set;
  private Set<String> pods;

  @BeforeEach
  void apply(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
    set = kubectl.applySample("kubia-replicaset.yaml");
    set.awaitReady(3);
    pods = set.podUids();
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "foreground"})
  void podsGoWithTheSet(String cascade) {
    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      kubectl.run("delete", "myrs", "kubia", "--cascade=" + cascade);
      if (cascade.equals("foreground")) {
        assertThat(kubectl.pods()).isEmpty();
      }
      Waiting.untilAsserted(
          "the Pods to be gone",
          TestReplicaSet.DEADLINE,
          () -> {
            assertThat(kubectl.pods()).isEmpty();
            assertThat(watch.active()).isZero();
          });
      assertThat(watch.seen()).as("Pods, none made for a set that goes").isEqualTo(pods);
    }
    assertThat(kubectl.run("get", "myrs")).isEmpty();
  }

  @Test
  void orphanedPodsStayAndANewSetAdoptsThem() {
    kubectl.run("delete", "myrs", "kubia", "--cascade=orphan");
    Waiting.untilAsserted(
        "Pods that nobody owns",
        TestReplicaSet.DEADLINE,
        () -> assertThat(kubectl.pods()).hasSize(3).allMatch(pod -> Pods.owners(pod).isEmpty()));
    assertThat(Pods.uids(kubectl.pods())).isEqualTo(pods);
    assertThat(kubectl.pods()).allMatch(Pods::isReady);

    TestReplicaSet next = kubectl.applySample("kubia-replicaset.yaml");
    assertThat(next.uid()).isNotEqualTo(set.uid());
    next.awaitReady(3);
    assertThat(next.podUids()).isEqualTo(pods);
    assertThat(kubectl.pods()).hasSize(3);
    assertThat(next.events("SuccessfulCreate")).isEmpty();
  }
}
