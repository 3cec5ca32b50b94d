package io.myworkloads.operator.sim;

import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The scheduler, the kubelets of three nodes, and the controller that watches over nodes. */
final class SimulatedNodes {
  private static final List<String> ALL = List.of("n0", "n1", "n2");

  private final InMemoryPods pods;
  private final Predicate<PodView> ignored;
  private final Random random;
  private final Set<String> down = new TreeSet<>();

  SimulatedNodes(InMemoryPods pods, Predicate<PodView> ignored, Random random) {
    this.pods = pods;
    this.ignored = ignored;
    this.random = random;
  }

  /** Does what is next for a Pod: binds it, starts it or, if it is deleted, stops it. */
  void workOn(PodView pod) {
    boolean reached = pod.nodeName() == null || !down.contains(pod.nodeName());
    if (!reached) {
      return;
    }
    if (pod.deleting()) {
      pods.vanish(pods.of(pod));
    } else if (pod.active() && pod.nodeName() == null) {
      anyUp().ifPresent(node -> pods.bind(pods.of(pod), node));
    } else if (pod.active() && !pod.ready()) {
      pods.ready(pods.of(pod));
    }
  }

  /** A node is not heard of any more: its Pods are not ready. */
  String fail() {
    String node = ALL.get(random.nextInt(ALL.size()));
    down.add(node);
    on(node).filter(PodView::ready).forEach(pod -> pods.notReady(pods.of(pod)));
    return node;
  }

  /** Pods on nodes that are down are deleted, which nobody there hears. */
  void evict() {
    down.stream().flatMap(this::on).forEach(pod -> pods.remove(pods.of(pod)));
  }

  void recover() {
    down.clear();
  }

  /** Starts and stops all that is to be started and stopped; false where nothing was. */
  boolean finish() {
    long before = pods.objects().version();
    pods.views().stream().filter(ignored.negate()).forEach(this::workOn);
    return pods.objects().version() > before;
  }

  private Stream<PodView> on(String node) {
    return pods.views().stream()
        .filter(pod -> pod.active() && node.equals(pod.nodeName()))
        .filter(ignored.negate());
  }

  private Optional<String> anyUp() {
    List<String> up = ALL.stream().filter(node -> !down.contains(node)).toList();
    return up.isEmpty() ? Optional.empty() : Optional.of(up.get(random.nextInt(up.size())));
  }
}
