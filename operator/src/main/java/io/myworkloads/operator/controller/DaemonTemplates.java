package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.myworkloads.operator.core.daemon.AutomaticTolerations;
import io.myworkloads.operator.core.daemon.Placement;
import io.myworkloads.operator.core.nodes.NodeSelector;
import io.myworkloads.operator.core.nodes.NodeSelector.Requirement;
import io.myworkloads.operator.core.nodes.Taint.Effect;
import io.myworkloads.operator.core.nodes.Toleration;
import io.myworkloads.operator.core.revisions.RevisionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a template says of nodes, and what daemon Pods have besides it. */
final class DaemonTemplates {
  private DaemonTemplates() {}

  /** Which nodes the template's Pods belong on. */
  static Placement placement(PodTemplateSpec template) {
    PodSpec spec = ApiFields.required(template.getSpec(), "spec.template.spec");
    List<Toleration> tolerations = new ArrayList<>();
    spec.getTolerations().forEach(toleration -> tolerations.add(of(toleration)));
    tolerations.addAll(automatic(spec));
    return new Placement(
        orNull(spec.getNodeName()),
        Objects.requireNonNullElse(spec.getNodeSelector(), Map.of()),
        affinity(spec.getAffinity()),
        tolerations);
  }

  /**
   * The template with the name of its revision and the automatic tolerations.
   *
   * <p>upstream: pkg/controller/daemon/util/daemonset_util.go CreatePodTemplate
   */
  static PodTemplateSpec ofPods(PodTemplateSpec template, String revision) {
    PodSpec spec = ApiFields.required(template.getSpec(), "spec.template.spec");
    List<io.fabric8.kubernetes.api.model.Toleration> automatic =
        automatic(spec).stream().map(DaemonTemplates::api).toList();
    return new PodTemplateSpecBuilder(template)
        .editOrNewMetadata()
        .addToLabels(RevisionView.HASH_LABEL, revision)
        .endMetadata()
        .editSpec()
        .withTolerations(
            Stream.concat(spec.getTolerations().stream(), automatic.stream()).distinct().toList())
        .endSpec()
        .build();
  }

  private static List<Toleration> automatic(PodSpec spec) {
    return AutomaticTolerations.of(Boolean.TRUE.equals(spec.getHostNetwork()));
  }

  private static @Nullable NodeSelector affinity(@Nullable Affinity affinity) {
    if (affinity == null
        || affinity.getNodeAffinity() == null
        || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
      return null;
    }
    return new NodeSelector(
        affinity
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms()
            .stream()
            .map(
                term ->
                    new NodeSelector.Term(
                        Stream.concat(
                                term.getMatchExpressions().stream().map(DaemonTemplates::onLabel),
                                term.getMatchFields().stream().map(DaemonTemplates::onField))
                            .toList()))
            .toList());
  }

  private static Requirement onLabel(NodeSelectorRequirement requirement) {
    return NodeSelector.onLabel(
        requirement.getKey(), requirement.getOperator(), requirement.getValues());
  }

  private static Requirement onField(NodeSelectorRequirement requirement) {
    return NodeSelector.onField(
        requirement.getKey(), requirement.getOperator(), requirement.getValues());
  }

  private static Toleration of(io.fabric8.kubernetes.api.model.Toleration toleration) {
    return new Toleration(
        Objects.requireNonNullElse(toleration.getKey(), ""),
        Objects.requireNonNullElse(toleration.getOperator(), ""),
        Objects.requireNonNullElse(toleration.getValue(), ""),
        Optional.ofNullable(orNull(toleration.getEffect())).map(Effect::of));
  }

  private static io.fabric8.kubernetes.api.model.Toleration api(Toleration toleration) {
    return new TolerationBuilder()
        .withKey(toleration.key())
        .withOperator(toleration.operator())
        .withEffect(toleration.effect().map(DaemonTemplates::name).orElse(null))
        .build();
  }

  private static String name(Effect effect) {
    return switch (effect) {
      case NO_SCHEDULE -> "NoSchedule";
      case PREFER_NO_SCHEDULE -> "PreferNoSchedule";
      case NO_EXECUTE -> "NoExecute";
      case OTHER -> throw new IllegalArgumentException("an automatic toleration has an effect");
    };
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
