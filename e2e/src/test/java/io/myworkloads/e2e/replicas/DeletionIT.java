package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a deleted set's Pods is its user's choice. */
@ParameterizedClass
@EnumSource
@WithOperator
class DeletionIT {
  private final ReplicatedKind kind;
  private Kubectl kubectl;
  private TestReplicated<?, ?> set;
  private Set<String> pods;

  DeletionIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void apply(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
    set = kind.applySample(kubectl);
    set.awaitReady(3);
    pods = set.podUids();
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "foreground"})
  void podsGoWithTheSet(String cascade) {
    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      kubectl.run("delete", kind.shortName(), set.name(), "--cascade=" + cascade);
      if (cascade.equals("foreground")) {
        assertThat(kubectl.pods()).isEmpty();
      }
      Waiting.untilAsserted(
          "the Pods to be gone",
          TestReplicated.DEADLINE,
          () -> {
            assertThat(kubectl.pods()).isEmpty();
            assertThat(watch.active()).isZero();
          });
      assertThat(watch.seen()).as("Pods, none made for a set that goes").isEqualTo(pods);
    }
    assertThat(kubectl.run("get", kind.shortName())).isEmpty();
  }

  @Test
  void orphanedPodsStayAndANewSetAdoptsThem() {
    kubectl.run("delete", kind.shortName(), set.name(), "--cascade=orphan");
    Waiting.untilAsserted(
        "Pods that nobody owns",
        TestReplicated.DEADLINE,
        () -> assertThat(kubectl.pods()).hasSize(3).allMatch(pod -> Pods.owners(pod).isEmpty()));
    assertThat(Pods.uids(kubectl.pods())).isEqualTo(pods);
    assertThat(kubectl.pods()).allMatch(Pods::isReady);

    TestReplicated<?, ?> next = kind.applySample(kubectl);
    assertThat(next.uid()).isNotEqualTo(set.uid());
    next.awaitReady(3);
    assertThat(next.podUids()).isEqualTo(pods);
    assertThat(kubectl.pods()).hasSize(3);
    assertThat(next.events("SuccessfulCreate")).isEmpty();
  }
}
