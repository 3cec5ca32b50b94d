package io.myworkloads.operator.core.nodes;

import java.util.List;
import java.util.Map;

/**
 * What a controller needs to know of a node, and all that is kept of one in memory.
 *
 * @param cordoned {@code spec.unschedulable}
 * @param ready whether the condition Ready is true
 */
public record NodeView(
    String name, Map<String, String> labels, List<Taint> taints, boolean cordoned, boolean ready) {

  public NodeView {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }
}
