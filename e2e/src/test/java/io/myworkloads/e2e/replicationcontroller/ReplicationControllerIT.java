package io.myworkloads.e2e.replicationcontroller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.MyReplicationControllerStatus;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As many Pods as asked for, of labels that may be chosen anew at any time. */
@WithOperator
class ReplicationControllerIT {
  private static final class TestController
      extends TestReplicated<MyReplicationControllerStatus, MyReplicationController> {
    TestController(Kubectl kubectl, String name) {
      super(kubectl, MyReplicationController.class, name);
    }
  }

  private Kubectl kubectl;

  @BeforeEach
  void namespace(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  private TestController threeReady() {
    String name = kubectl.applySample("kubia-rc.yaml", MyReplicationController.class);
    var controller = new TestController(kubectl, name);
    controller.awaitReady(3);
    return controller;
  }

  @Test
  void threeReplicasComeUpAndAreTold() {
    TestController controller = threeReady();
    assertThat(controller.pods())
        .allSatisfy(
            pod -> {
              assertThat(pod.getMetadata().getName()).matches("kubia-rc-[a-z0-9]{5}");
              assertThat(Pods.owners(pod))
                  .singleElement()
                  .satisfies(
                      owner -> {
                        assertThat(owner.getApiVersion()).isEqualTo("myworkloads.io/v1");
                        assertThat(owner.getKind()).isEqualTo("MyReplicationController");
                        assertThat(owner.getBlockOwnerDeletion()).isTrue();
                      });
            });
    List<List<String>> table = words(kubectl.run("get", "myrc", "kubia-rc", "-o", "wide"));
    assertThat(table.get(0))
        .containsExactly(
            "NAME", "DESIRED", "CURRENT", "READY", "AGE", "CONTAINERS", "IMAGES", "SELECTOR");
    assertThat(table.get(1))
        .startsWith("kubia-rc", "3", "3", "3")
        .endsWith("kubia", "busybox:1.35", "app=kubia-rc");
  }

  @Test
  void deletedPodIsReplacedAndTheEventsSaySo() {
    TestController controller = threeReady();
    Pod victim = controller.pods().getFirst();
    kubectl.deletePod(victim);

    awaitThreeWithout(controller, Set.of(victim.getMetadata().getUid()));
    Waiting.untilAsserted(
        "the replacement's event",
        TestReplicated.DEADLINE,
        () ->
            assertThat(controller.events("SuccessfulCreate"))
                .hasSize(4)
                .extracting(Event::getSource)
                .extracting("component")
                .containsOnly("myreplicationcontroller-controller"));
  }

  @Test
  void isScaledByKubectl() {
    TestController controller = threeReady();
    controller.scale(5);
    controller.awaitReady(5);
    controller.scale(2);
    controller.awaitReady(2);
    assertThat(kubectl.run("get", "myrc", "kubia-rc", "-o", "jsonpath={.status.replicas}"))
        .isEqualTo("2");
  }

  @Test
  void podThatLeavesTheSelectorStaysAndIsReplaced() {
    TestController controller = threeReady();
    Pod leaving = controller.pods().getFirst();
    controller.label(leaving, "type=special");
    controller.label(leaving, "app=foo");

    awaitThreeWithout(controller, Set.of(leaving.getMetadata().getUid()));
    assertThatTheySurvive(Set.of(leaving.getMetadata().getUid()));
  }

  @Test
  void changedSelectorReleasesThePodsAndNewOnesAreMade() {
    TestController controller = threeReady();
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
    var controller = new TestController(kubectl, "plain");
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

  @Test
  void orphanedPodsStay() {
    TestController controller = threeReady();
    Set<String> pods = controller.podUids();
    kubectl.run("delete", "myrc", "kubia-rc", "--cascade=orphan");
    assertThatTheySurvive(pods);
    assertThat(kubectl.pods()).hasSize(3);
    assertThat(kubectl.run("get", "myrc")).isEmpty();
  }

  private static void awaitThreeWithout(TestController controller, Set<String> gone) {
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

  private static List<List<String>> words(String table) {
    return table.lines().map(line -> List.of(line.strip().split("\\s+"))).toList();
  }
}
