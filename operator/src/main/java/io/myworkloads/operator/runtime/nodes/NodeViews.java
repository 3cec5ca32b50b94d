package io.myworkloads.operator.runtime.nodes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.nodes.Taint;
import java.util.Map;
import java.util.Objects;

/** Reads of a node's manifest what controllers need to know. */
final class NodeViews {
  private NodeViews() {}

  static NodeView of(Node node) {
    NodeSpec spec = Objects.requireNonNullElseGet(node.getSpec(), NodeSpec::new);
    NodeStatus status = Objects.requireNonNullElseGet(node.getStatus(), NodeStatus::new);
    return new NodeView(
        node.getMetadata().getName(),
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of()),
        spec.getTaints().stream()
            .map(
                taint ->
                    new Taint(
                        taint.getKey(),
                        Objects.requireNonNullElse(taint.getValue(), ""),
                        Taint.Effect.of(taint.getEffect())))
            .toList(),
        Boolean.TRUE.equals(spec.getUnschedulable()),
        status.getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus())));
  }
}
