package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.Waiting;
import java.time.Duration;
import java.util.Map;

/** Nodes that are not there: KWOK says in their stead that Pods run, and lets deleted ones go. */
final class FakeNodes {
  /** The label by which Pods get onto these nodes alone. */
  static final Map<String, String> LABEL = Map.of("type", "kwok");

  /** What KWOK knows them by. */
  static final String ANNOTATION = "kwok.x-k8s.io/node";

  /** To list thousands over and over would take the CPU time that makes them Ready. */
  private static final Duration PAUSE_A_NODE = Duration.ofMillis(1);

  private final KubernetesClient client;
  private int count;

  FakeNodes(KubernetesClient client) {
    this.client = client;
  }

  static String name(int i) {
    return "kwok-" + i;
  }

  /** Sees to it that there are at least so many, all of them Ready. */
  void ensure(int atLeast) {
    if (atLeast > count) {
      add(atLeast - count);
      Waiting.until(
          atLeast + " nodes to be Ready",
          Lane.DEADLINE,
          PAUSE_A_NODE.multipliedBy(atLeast),
          () -> usable() >= atLeast);
    }
  }

  /** Adds some, and does not wait until they are Ready. */
  void add(int more) {
    int from = count;
    AtOnce.forEach(more, i -> client.resource(node(from + i)).create());
    count += more;
  }

  /** Takes those away that came last. */
  void remove(int fewer) {
    count -= fewer;
    int from = count;
    AtOnce.forEach(fewer, i -> client.nodes().withName(name(from + i)).delete());
  }

  private long usable() {
    return client.nodes().withLabels(LABEL).list().getItems().stream()
        .filter(node -> node.getSpec().getTaints().isEmpty())
        .filter(FakeNodes::isReady)
        .count();
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static Node node(int i) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name(i))
        .addToLabels("kubernetes.io/hostname", name(i))
        .addToLabels(LABEL)
        .addToAnnotations(ANNOTATION, "fake")
        .endMetadata()
        .build();
  }
}
