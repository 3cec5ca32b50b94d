package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetStatus;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** One MyDaemonSet under test. */
record TestDaemonSet(Kubectl kubectl, String name, String uid) {

  /** The object of this name, which is there. */
  static TestDaemonSet named(Kubectl kubectl, String name) {
    return new TestDaemonSet(
        kubectl, name, resource(kubectl, name).require().getMetadata().getUid());
  }

  /**
   * Applies a set for these nodes alone, whose Pods are nothing but ready.
   *
   * @param updateStrategy in the notation of a manifest
   */
  static TestDaemonSet apply(
      Kubectl kubectl, String name, List<String> nodes, String updateStrategy) {
    kubectl.apply(
        """
        apiVersion: myworkloads.io/v1
        kind: MyDaemonSet
        metadata: {name: %1$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          updateStrategy: {%2$s}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              terminationGracePeriodSeconds: 1
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - {key: kubernetes.io/hostname, operator: In, values: [%3$s]}
              containers: [{name: main, image: 'busybox:1.35', command: [sleep, infinity]}]
        """
            .formatted(name, updateStrategy, String.join(", ", nodes)));
    return named(kubectl, name);
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

  /**
   * Changes how a new template is rolled out.
   *
   * @param rollingUpdate as a merge patch
   */
  void patchRollout(String rollingUpdate) {
    patch(
        "merge",
        "{\"spec\": {\"updateStrategy\": {\"rollingUpdate\": {%s}}}}".formatted(rollingUpdate));
  }

  /** Gives the template a probe. */
  void probe(String readinessProbe) {
    patch(
        "json",
        "[{\"op\": \"add\", \"path\": \"/spec/template/spec/containers/0/readinessProbe\", \"value\": %s}]"
            .formatted(readinessProbe));
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

  /** Waits until the Pods of these nodes run this image, and there are none elsewhere. */
  void awaitImageOn(String image, String... nodes) {
    for (String node : nodes) {
      awaitImage(image, node);
    }
    awaitReadyOn(nodes);
  }

  /** Waits until the one Pod of this node has this image. */
  void awaitImage(String image, String node) {
    Waiting.untilAsserted(
        image + " on " + node,
        TestReplicated.DEADLINE,
        () -> assertThat(Pods.image(podOn(node))).isEqualTo(image));
  }

  /** Waits until it says why its rollout is where it is. */
  void awaitProgressing(String reason) {
    Waiting.untilAsserted(
        name + ": " + reason,
        TestReplicated.DEADLINE,
        () ->
            assertThat(Objects.requireNonNull(get().getStatus()).getConditions())
                .filteredOn(condition -> "Progressing".equals(condition.getType()))
                .extracting(Condition::getReason)
                .containsExactly(reason));
  }

  /** Waits until the operator has seen the newest spec. */
  void awaitObserved() {
    Waiting.untilAsserted(
        name + " to be observed",
        TestReplicated.DEADLINE,
        () -> {
          MyDaemonSet set = get();
          assertThat(Objects.requireNonNull(set.getStatus()).getObservedGeneration())
              .isEqualTo(set.getMetadata().getGeneration());
        });
  }

  /** Waits until the status is so. */
  void awaitStatus(String what, Predicate<MyDaemonSetStatus> condition) {
    Waiting.until(
        what,
        TestReplicated.DEADLINE,
        () -> condition.test(Objects.requireNonNull(get().getStatus())));
  }

  /** Waits until the kubelet has told of a Pod's failed probe, and returns the Pod. */
  Pod awaitUnhealthy() {
    Waiting.until("a failed probe", TestReplicated.DEADLINE, () -> unhealthy().isPresent());
    return unhealthy().orElseThrow();
  }

  private Optional<Pod> unhealthy() {
    return pods().stream()
        .filter(pod -> !Pods.events(kubectl, pod, "Unhealthy").isEmpty())
        .findFirst();
  }

  List<Event> events(String reason) {
    return Pods.events(kubectl, uid, reason);
  }

  List<ControllerRevision> revisions() {
    return kubectl
        .client()
        .apps()
        .controllerRevisions()
        .inNamespace(kubectl.namespace())
        .withLabel("app", name)
        .list()
        .getItems();
  }
}
