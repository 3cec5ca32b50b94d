package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Pod says on which node alone it may run: the scheduler binds it there, and until then
 * nobody takes it for another node's.
 *
 * <p>upstream: pkg/controller/daemon/util/daemonset_util.go GetTargetNodeName,
 * ReplaceDaemonSetPodNodeNameNodeAffinity
 */
final class TargetNode {
  private static final String NAME = "metadata.name";

  private TargetNode() {}

  /** The node that the Pod's affinity names; null where it names none, or more than one. */
  static @Nullable String of(Pod pod) {
    Affinity affinity = pod.getSpec() == null ? null : pod.getSpec().getAffinity();
    NodeAffinity nodes = affinity == null ? null : affinity.getNodeAffinity();
    if (nodes == null || nodes.getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
      return null;
    }
    for (NodeSelectorTerm term :
        nodes.getRequiredDuringSchedulingIgnoredDuringExecution().getNodeSelectorTerms()) {
      for (NodeSelectorRequirement field : term.getMatchFields()) {
        if (NAME.equals(field.getKey()) && "In".equals(field.getOperator())) {
          return field.getValues().size() == 1 ? field.getValues().getFirst() : null;
        }
      }
    }
    return null;
  }

  /** The template's spec for this node's Pod; the template itself is that of all nodes. */
  static PodSpec only(PodSpec template, String node) {
    return new PodSpecBuilder(template)
        .withAffinity(affinity(template.getAffinity(), node))
        .build();
  }

  /** The template's affinity, its required terms replaced by the node; the preferred ones stay. */
  static Affinity affinity(@Nullable Affinity template, String node) {
    NodeSelectorTerm onlyThere =
        new NodeSelectorTermBuilder()
            .addNewMatchField()
            .withKey(NAME)
            .withOperator("In")
            .withValues(node)
            .endMatchField()
            .build();
    return (template == null ? new AffinityBuilder() : new AffinityBuilder(template))
        .editOrNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withNodeSelectorTerms(List.of(onlyThere))
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .build();
  }
}
