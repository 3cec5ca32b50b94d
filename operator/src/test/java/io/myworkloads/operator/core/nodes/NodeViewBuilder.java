package io.myworkloads.operator.core.nodes;

import io.myworkloads.operator.core.nodes.Taint.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes for tests: {@code node("n1")} is ready, and has neither labels nor taints. */
public final class NodeViewBuilder {
  private final String name;
  private final Map<String, String> labels = new HashMap<>();
  private final List<Taint> taints = new ArrayList<>();
  private boolean cordoned;
  private boolean ready = true;

  private NodeViewBuilder(String name) {
    this.name = name;
  }

  public static NodeViewBuilder node(String name) {
    return new NodeViewBuilder(name);
  }

  /** A taint as {@code kubectl taint} takes it: {@code key=value:effect} or {@code key:effect}. */
  public static Taint taint(String text) {
    String[] parts = text.split(":", 2);
    String[] pair = parts[0].split("=", 2);
    return new Taint(pair[0], pair.length == 1 ? "" : pair[1], Effect.of(parts[1]));
  }

  public NodeViewBuilder label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  public NodeViewBuilder tainted(String text) {
    taints.add(taint(text));
    return this;
  }

  /** As {@code kubectl cordon} leaves it, the taint of the node controller included. */
  public NodeViewBuilder cordoned() {
    cordoned = true;
    return tainted("node.kubernetes.io/unschedulable:NoSchedule");
  }

  public NodeViewBuilder notReady() {
    ready = false;
    return tainted("node.kubernetes.io/not-ready:NoExecute");
  }

  public NodeView build() {
    return new NodeView(name, labels, taints, cordoned, ready);
  }
}
