package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.e2e.cluster.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One object under test that keeps a number of Pods.
 *
 * @param <R> its kind
 */
public class TestReplicated<
    S extends ReplicatedStatus, R extends CustomResource<? extends ReplicatedSpec, S>> {

  /** For whatever a healthy cluster does in seconds. */
  public static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Kubectl kubectl;
  private final Class<R> kind;
  private final String name;
  private final String uid;

  /** The object of this name, which is there. */
  public TestReplicated(Kubectl kubectl, Class<R> kind, String name) {
    this.kubectl = kubectl;
    this.kind = kind;
    this.name = name;
    this.uid = resource(kubectl, kind, name).require().getMetadata().getUid();
  }

  private static <T extends HasMetadata> Resource<T> resource(
      Kubectl kubectl, Class<T> kind, String name) {
    return kubectl.client().resources(kind).inNamespace(kubectl.namespace()).withName(name);
  }

  public Kubectl kubectl() {
    return kubectl;
  }

  public String name() {
    return name;
  }

  public String uid() {
    return uid;
  }

  public R get() {
    return resource(kubectl, kind, name).require();
  }

  public S status() {
    return Objects.requireNonNull(get().getStatus(), "no status yet");
  }

  public Optional<Condition> condition(String type) {
    return status().getConditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** Its Pods that count: owned by it and active. */
  public List<Pod> pods() {
    return kubectl.pods().stream()
        .filter(pod -> Pods.isControlledBy(pod, uid) && Pods.isActive(pod))
        .toList();
  }

  public Set<String> podUids() {
    return Pods.uids(pods());
  }

  /** What users are told of it. */
  public List<Event> events(String reason) {
    return Pods.events(kubectl, uid, reason);
  }

  public void scale(int replicas) {
    kubectl.run("scale", HasMetadata.getSingular(kind), name, "--replicas=" + replicas);
  }

  public void patch(String type, String patch) {
    kubectl.run("patch", HasMetadata.getSingular(kind), name, "--type=" + type, "-p", patch);
  }

  /**
   * Labels a Pod.
   *
   * @param label as {@code key=value}, or {@code key-} to take it off
   */
  public void label(Pod pod, String label) {
    kubectl.run("label", "pod", pod.getMetadata().getName(), "--overwrite", label);
  }

  /** Waits until it has so many Pods and says so of its newest spec. */
  public List<Pod> awaitPods(int count) {
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
  public List<Pod> awaitReady(int count) {
    Waiting.untilAsserted(
        count + " ready Pods of " + name,
        DEADLINE,
        () -> {
          assertThat(podNames()).hasSize(count);
          assertThat(pods()).allMatch(Pods::isReady);
          S status = status();
          assertThat(status.getReplicas()).as("status.replicas").isEqualTo(count);
          assertThat(zeroIfAbsent(status.getReadyReplicas()))
              .as("status.readyReplicas")
              .isEqualTo(count);
          assertThatStatusIsUpToDate();
        });
    return pods();
  }

  /** Waits until the operator has seen the newest spec. */
  public void awaitObserved() {
    Waiting.untilAsserted(name + " to be observed", DEADLINE, this::assertThatStatusIsUpToDate);
  }

  public static int zeroIfAbsent(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  private void assertThatStatusIsUpToDate() {
    R object = get();
    assertThat(Objects.requireNonNull(object.getStatus()).getObservedGeneration())
        .as("status.observedGeneration")
        .isEqualTo(object.getMetadata().getGeneration());
  }

  private Set<String> podNames() {
    return pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
  }
}
