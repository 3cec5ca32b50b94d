package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import java.util.Objects;

/** One MyDaemonSet under test. */
record TestDaemonSet(Kubectl kubectl, String name, String uid) {

  /** The object of this name, which is there. */
  static TestDaemonSet named(Kubectl kubectl, String name) {
    return new TestDaemonSet(
        kubectl, name, resource(kubectl, name).require().getMetadata().getUid());
  }

  private static Resource<MyDaemonSet> resource(Kubectl kubectl, String name) {
    return kubectl
        .client()
        .resources(MyDaemonSet.class)
        .inNamespace(kubectl.namespace())
        .withName(name);
  }

  MyDaemonSet get() {
    return resource(kubectl, name).require();
  }

  /** Its Pods that count: owned by it and active. */
  List<Pod> pods() {
    return kubectl.pods().stream()
        .filter(pod -> Pods.isControlledBy(pod, uid) && Pods.isActive(pod))
        .toList();
  }

  /** Its Pod on the node, the only one there. */
  Pod podOn(String node) {
    List<Pod> there =
        pods().stream().filter(pod -> node.equals(pod.getSpec().getNodeName())).toList();
    assertThat(there).as("Pods on " + node).hasSize(1);
    return there.getFirst();
  }

  void patch(String type, String patch) {
    kubectl.run("patch", "mydaemonset", name, "--type=" + type, "-p", patch);
  }

  void changeImage(String image) {
    patch(
        "json",
        "[{\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/0/image\", \"value\": \"%s\"}]"
            .formatted(image));
  }

  /** Waits until it has one ready Pod on each of these nodes and none elsewhere, and says so. */
  void awaitReadyOn(String... nodes) {
    Waiting.untilAsserted(
        name + " on " + List.of(nodes),
        TestReplicated.DEADLINE,
        () -> {
          List<Pod> pods = pods();
          assertThat(pods)
              .extracting(pod -> pod.getSpec().getNodeName())
              .containsExactlyInAnyOrder(nodes);
          assertThat(pods).allMatch(Pods::isReady);
          MyDaemonSet set = get();
          var status = Objects.requireNonNull(set.getStatus());
          assertThat(status.getObservedGeneration()).isEqualTo(set.getMetadata().getGeneration());
          assertThat(status.getDesiredNumberScheduled()).isEqualTo(nodes.length);
          assertThat(status.getNumberAvailable()).isEqualTo(nodes.length);
          assertThat(status.getNumberMisscheduled()).isZero();
        });
  }

  /** Waits until the Pods of these nodes run this image. */
  void awaitImageOn(String image, String... nodes) {
    Waiting.untilAsserted(
        image + " on " + List.of(nodes),
        TestReplicated.DEADLINE,
        () -> {
          for (String node : nodes) {
            assertThat(Pods.image(podOn(node))).isEqualTo(image);
          }
        });
    awaitReadyOn(nodes);
  }
}
