package io.myworkloads.e2e.replicationcontroller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.MyReplicationControllerStatus;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As many Pods as asked for, of labels that may be chosen anew at any time. */
@WithOperator
class ReplicationControllerIT {
  private Kubectl kubectl;

  @BeforeEach
  void namespace(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  private TestReplicated<MyReplicationControllerStatus, MyReplicationController> threeReady() {
    String name = kubectl.applySample("kubia-rc.yaml", MyReplicationController.class);
    var controller = new TestReplicated<>(kubectl, MyReplicationController.class, name);
    controller.awaitReady(3);
    return controller;
  }

  @Test
  void changedSelectorReleasesThePodsAndNewOnesAreMade() {
    TestReplicated<MyReplicationControllerStatus, MyReplicationController> controller =
        threeReady();
    Set<String> before = controller.podUids();
    controller.patch(
        "merge",
        """
        {"spec": {"selector": {"app": "next"}, "template": {"metadata": {"labels": {"app": "next"}}}}}
        """);

    awaitThreeWithout(controller, before);
    assertThatTheySurvive(before);
    assertThat(kubectl.pods()).hasSize(6);
    assertThat(controller.status().getSelector()).isEqualTo("app=next");
    assertThat(controller.events("SuccessfulDelete")).isEmpty();
  }

  @Test
  void labelsOfTheTemplateStandForASelectorThatIsLeftOut() {
    kubectl.apply(
        """
        apiVersion: myworkloads.io/v1
        kind: MyReplicationController
        metadata: {name: plain}
        spec:
          template:
            metadata: {labels: {app: plain, tier: web}}
            spec: %s
        """
            .formatted(Pods.GATED));
    var controller = new TestReplicated<>(kubectl, MyReplicationController.class, "plain");
    Pod pod = controller.awaitPods(1).getFirst();
    assertThat(controller.status().getSelector()).isEqualTo("app=plain,tier=web");
    assertThat(controller.get().getSpec().getSelector()).isNull();

    controller.label(pod, "tier-");
    Waiting.untilAsserted(
        "another Pod",
        TestReplicated.DEADLINE,
        () ->
            assertThat(controller.podUids()).hasSize(1).doesNotContain(pod.getMetadata().getUid()));
  }

  /** The book's move from the one kind to the other: the Pods stay, and change hands. */
  @Test
  void orphanedPodsAreAdoptedByAMyReplicaSetThatSelectsThem() {
    TestReplicated<?, ?> controller = threeReady();
    Set<String> pods = controller.podUids();
    kubectl.run("delete", "myrc", "kubia-rc", "--cascade=orphan");
    assertThatTheySurvive(pods);
    assertThat(kubectl.run("get", "myrc")).isEmpty();

    kubectl.apply(
        """
        apiVersion: myworkloads.io/v1
        kind: MyReplicaSet
        metadata: {name: heir}
        spec:
          replicas: 3
          selector: {matchLabels: {app: kubia-rc}}
          template:
            metadata: {labels: {app: kubia-rc}}
            spec: %s
        """
            .formatted(Pods.GATED));
    var heir = new TestReplicated<>(kubectl, MyReplicaSet.class, "heir");
    heir.awaitReady(3);
    assertThat(heir.podUids()).isEqualTo(pods);
    assertThat(kubectl.pods()).hasSize(3);
  }

  private static void awaitThreeWithout(
      TestReplicated<MyReplicationControllerStatus, MyReplicationController> controller,
      Set<String> gone) {
    Waiting.untilAsserted(
        "three others",
        TestReplicated.DEADLINE,
        () -> assertThat(controller.podUids()).hasSize(3).doesNotContainAnyElementsOf(gone));
    controller.awaitReady(3);
  }

  /** Nobody's, and ready as before. */
  private void assertThatTheySurvive(Set<String> uids) {
    Waiting.untilAsserted(
        "Pods that nobody owns",
        TestReplicated.DEADLINE,
        () ->
            assertThat(kubectl.pods())
                .filteredOn(pod -> uids.contains(pod.getMetadata().getUid()))
                .hasSameSizeAs(uids)
                .allMatch(pod -> Pods.owners(pod).isEmpty())
                .allMatch(Pods::isActive)
                .allMatch(Pods::isReady));
  }
}
