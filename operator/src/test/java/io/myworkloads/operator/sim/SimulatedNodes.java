package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes, at first three, with their kubelets, the scheduler, and the controllers that watch
 * over nodes and collect the Pods of those that are gone.
 */
public final class SimulatedNodes {
  /** Keys of taints that nobody tolerates begin so. */
  public static final String UNTOLERATED = "only";

  private final InMemoryPods pods;
  private final InMemoryObjects<Node> nodes;
  private final Predicate<PodView> ignored;
  private final Random random;

  SimulatedNodes(
      InMemoryPods pods, ResourceVersions versions, Predicate<PodView> ignored, Random random) {
    this.pods = pods;
    this.nodes = new InMemoryObjects<>(versions);
    this.ignored = ignored;
    this.random = random;
    List.of("n0", "n1", "n2").forEach(name -> put(name, Map.of(), null, true));
  }

  /** What is listed and watched. */
  public InMemoryObjects<Node> objects() {
    return nodes;
  }

  /**
   * A node comes, or changes.
   *
   * @param taint its only one; null for none
   */
  public void put(String name, Map<String, String> labels, @Nullable Taint taint, boolean up) {
    nodes.put(
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withTaints(taint == null ? List.of() : List.of(taint))
            .endSpec()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus(up ? "True" : "Unknown")
            .endCondition()
            .endStatus()
            .build());
  }

  /** A node goes; its Pods are collected later. */
  public void remove(Node node) {
    nodes.remove(new NodeBuilder(node).build());
  }

  /** Does what is next for a Pod: binds it, starts it or, if it is deleted, stops it. */
  void workOn(PodView pod) {
    if (pod.nodeName() == null) {
      if (pod.deleting()) {
        pods.vanish(pods.of(pod));
      } else if (pod.active()) {
        nodeFor(pod).ifPresent(node -> pods.bind(pods.of(pod), name(node)));
      }
      return;
    }
    Optional<Node> node = named(pod.nodeName());
    if (node.isEmpty()) {
      pods.vanish(pods.of(pod));
    } else if (!isUp(node.get())) {
      return;
    } else if (pod.deleting()) {
      pods.vanish(pods.of(pod));
    } else if (pod.active() && !pod.ready()) {
      pods.ready(pods.of(pod));
    }
  }

  /** A node is not heard of any more: its Pods are not ready. */
  String fail() {
    List<Node> all = List.copyOf(nodes.all());
    if (all.isEmpty()) {
      return "nothing";
    }
    Node node = all.get(random.nextInt(all.size()));
    put(name(node), node.getMetadata().getLabels(), taint(node), false);
    on(name(node)).filter(PodView::ready).forEach(pod -> pods.notReady(pods.of(pod)));
    return name(node);
  }

  /** Pods on nodes that are down are deleted, which nobody there hears. */
  void evict() {
    nodes.all().stream()
        .filter(node -> !isUp(node))
        .flatMap(node -> on(name(node)))
        .forEach(pod -> pods.remove(pods.of(pod)));
  }

  void recover() {
    nodes.all().stream()
        .filter(node -> !isUp(node))
        .forEach(node -> put(name(node), node.getMetadata().getLabels(), taint(node), true));
  }

  /** Starts and stops all that is to be started and stopped; false where nothing was. */
  boolean finish() {
    long before = pods.objects().version();
    pods.views().stream().filter(ignored.negate()).forEach(this::workOn);
    return pods.objects().version() > before;
  }

  public static boolean isUp(Node node) {
    return node.getStatus().getConditions().stream().anyMatch(c -> "True".equals(c.getStatus()));
  }

  /** Its only taint, if it has one. */
  public static @Nullable Taint taint(Node node) {
    return node.getSpec().getTaints().stream().findFirst().orElse(null);
  }

  private Stream<PodView> on(String node) {
    return pods.views().stream()
        .filter(pod -> pod.active() && node.equals(pod.nodeName()))
        .filter(ignored.negate());
  }

  private Optional<Node> nodeFor(PodView pod) {
    if (pod.targetNode() != null) {
      return named(pod.targetNode()).filter(SimulatedNodes::isUp).filter(SimulatedNodes::isOpen);
    }
    List<Node> up = nodes.all().stream().filter(SimulatedNodes::isUp).toList();
    return up.isEmpty() ? Optional.empty() : Optional.of(up.get(random.nextInt(up.size())));
  }

  private static boolean isOpen(Node node) {
    Taint taint = taint(node);
    return taint == null || !Objects.requireNonNull(taint.getKey()).startsWith(UNTOLERATED);
  }

  private Optional<Node> named(String name) {
    return nodes.all().stream().filter(node -> name(node).equals(name)).findFirst();
  }

  private static String name(Node node) {
    return node.getMetadata().getName();
  }
}
