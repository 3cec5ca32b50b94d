package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.e2e.cluster.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One MyReplicaSet under test. */
record TestReplicaSet(Kubectl kubectl, String name, String uid) {

  /** For whatever a healthy cluster does in seconds. */
  static final Duration DEADLINE = Duration.ofSeconds(90);

  static TestReplicaSet named(Kubectl kubectl, String name) {
    MyReplicaSet set =
        kubectl
            .client()
            .resources(MyReplicaSet.class)
            .inNamespace(kubectl.namespace())
            .withName(name)
            .require();
    return new TestReplicaSet(kubectl, name, set.getMetadata().getUid());
  }

  MyReplicaSet get() {
    return kubectl
        .client()
        .resources(MyReplicaSet.class)
        .inNamespace(kubectl.namespace())
        .withName(name)
        .require();
  }

  MyReplicaSetStatus status() {
    return Objects.requireNonNull(get().getStatus(), "no status yet");
  }

  Optional<Condition> condition(String type) {
    return status().getConditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** Its Pods that count: owned by it and active. */
  List<Pod> pods() {
    return kubectl.pods().stream()
        .filter(pod -> Pods.isControlledBy(pod, uid) && Pods.isActive(pod))
        .toList();
  }

  Set<String> podUids() {
    return Pods.uids(pods());
  }

  /** What users are told of it. */
  List<Event> events(String reason) {
    return Pods.events(kubectl, uid, reason);
  }

  void scale(int replicas) {
    kubectl.run("scale", "myrs", name, "--replicas=" + replicas);
  }

  void patch(String type, String patch) {
    kubectl.run("patch", "myrs", name, "--type=" + type, "-p", patch);
  }

  /**
   * Labels a Pod.
   *
   * @param label as {@code key=value}, or {@code key-} to take it off
   */
  void label(Pod pod, String label) {
    kubectl.run("label", "pod", pod.getMetadata().getName(), "--overwrite", label);
  }

  /** Waits until it has so many Pods and says so of its newest spec. */
  List<Pod> awaitPods(int count) {
    Waiting.untilAsserted(
        count + " Pods of " + name,
        DEADLINE,
        () -> {
          assertThat(podNames()).hasSize(count);
          assertThat(status().getReplicas()).as("status.replicas").isEqualTo(count);
          assertThatStatusIsUpToDate();
        });
    return pods();
  }

  /** Waits until it has so many Pods, all of them ready, and says so of its newest spec. */
  List<Pod> awaitReady(int count) {
    Waiting.untilAsserted(
        count + " ready Pods of " + name,
        DEADLINE,
        () -> {
          assertThat(podNames()).hasSize(count);
          assertThat(pods()).allMatch(Pods::isReady);
          MyReplicaSetStatus status = status();
          assertThat(status.getReplicas()).as("status.replicas").isEqualTo(count);
          assertThat(zeroIfAbsent(status.getReadyReplicas()))
              .as("status.readyReplicas")
              .isEqualTo(count);
          assertThatStatusIsUpToDate();
        });
    return pods();
  }

  /** Waits until the operator has seen the newest spec. */
  void awaitObserved() {
    Waiting.untilAsserted(name + " to be observed", DEADLINE, this::assertThatStatusIsUpToDate);
  }

  static int zeroIfAbsent(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  private void assertThatStatusIsUpToDate() {
    MyReplicaSet set = get();
    assertThat(Objects.requireNonNull(set.getStatus()).getObservedGeneration())
        .as("status.observedGeneration")
        .isEqualTo(set.getMetadata().getGeneration());
  }

  private Set<String> podNames() {
    return pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
  }
}
