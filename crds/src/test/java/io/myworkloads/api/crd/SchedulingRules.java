package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What upstream's API accepts of node selectors, affinity, tolerations, spreading and gates.
 *
 * <p>upstream: pkg/apis/core/validation/validation.go, validateAffinity, ValidateTolerations,
 * validateTopologySpreadConstraints
 */
final class SchedulingRules {
  private final Definitions definitions;
  private final Schema pod;

  private SchedulingRules(Definitions definitions) {
    this.definitions = definitions;
    this.pod = definitions.of("PodSpec");
  }

  static void narrow(Definitions definitions) {
    SchedulingRules rules = new SchedulingRules(definitions);
    SelectorSchema.narrow(
        definitions.of("LabelSelector"), definitions.of("LabelSelectorRequirement"));
    rules.nodes();
    rules.pods();
    rules.tolerations();
    rules.spreading();
    rules.gates();
  }

  private void nodes() {
    Formats.labels(pod.at("nodeSelector"));
    Schema term = definitions.of("NodeSelectorTerm");
    term.at("matchExpressions").maxItems(Bounds.SELECTOR_REQUIREMENTS);
    term.at("matchFields").maxItems(Bounds.SELECTOR_REQUIREMENTS);
    Schema field = definitions.copy("NodeSelectorRequirement", "NodeFieldRequirement");
    term.at("matchFields[]").type("NodeFieldRequirement");
    field.at("key").oneOf("metadata.name");
    field.at("operator").oneOf("In", "NotIn");
    field.required("values").at("values").minItems(1).maxItems(1);
    Formats.dnsName(field.at("values[]"));

    Schema requirement = definitions.of("NodeSelectorRequirement");
    SelectorSchema.requirement(requirement);
    requirement.at("operator").oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
    requirement.rule(
        "!(self.operator in ['Gt', 'Lt']) || (has(self.values) && self.values.size() == 1)",
        "must be specified single value when `operator` is 'Lt' or 'Gt'",
        ".values",
        Reason.FieldValueRequired);
    definitions
        .of("NodeSelector")
        .at("nodeSelectorTerms")
        .minItems(1)
        .maxItems(Bounds.AFFINITY_TERMS);
    definitions.of("PreferredSchedulingTerm").at("weight").minimum(1).maximum(100);
    definitions
        .of("NodeAffinity")
        .at("preferredDuringSchedulingIgnoredDuringExecution")
        .maxItems(Bounds.AFFINITY_TERMS);
  }

  private void pods() {
    for (String affinity : List.of("PodAffinity", "PodAntiAffinity")) {
      for (String terms :
          List.of(
              "requiredDuringSchedulingIgnoredDuringExecution",
              "preferredDuringSchedulingIgnoredDuringExecution")) {
        definitions.of(affinity).at(terms).maxItems(Bounds.AFFINITY_TERMS);
      }
    }
    definitions.of("WeightedPodAffinityTerm").at("weight").minimum(1).maximum(100);
    Schema term = definitions.of("PodAffinityTerm");
    Formats.qualifiedName(term.at("topologyKey"));
    term.at("namespaces[]").notEmpty();
    Formats.optionalDnsLabel(term.at("namespaces[]"));
  }

  private void tolerations() {
    pod.at("tolerations").maxItems(Bounds.TOLERATIONS);
    Schema toleration = definitions.of("Toleration");
    Formats.optionalQualifiedName(toleration.at("key"));
    Formats.labelValue(toleration.at("value"));
    toleration.at("effect").oneOf("", "NoSchedule", "PreferNoSchedule", "NoExecute");
    toleration.at("operator").oneOf("", "Equal", "Exists");
    toleration
        .rule(
            "(has(self.key) && self.key != '') || (has(self.operator) && self.operator == 'Exists')",
            "operator must be Exists when `key` is empty, which means \"match all values and all keys\"",
            ".operator")
        .rule(
            "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
            "effect must be 'NoExecute' when `tolerationSeconds` is set",
            ".effect")
        .rule(
            "!has(self.operator) || self.operator != 'Exists' || !has(self.value) || self.value == ''",
            "value must be empty when `operator` is 'Exists'",
            ".operator");
  }

  private void spreading() {
    pod.at("topologySpreadConstraints").maxItems(Bounds.AFFINITY_TERMS);
    Schema spread = definitions.of("TopologySpreadConstraint");
    spread.at("maxSkew").minimum(1);
    spread.at("minDomains").minimum(1);
    spread.at("topologyKey").notEmpty();
    spread.at("whenUnsatisfiable").oneOf("DoNotSchedule", "ScheduleAnyway");
    spread.at("nodeAffinityPolicy").oneOf("Honor", "Ignore");
    spread.at("nodeTaintsPolicy").oneOf("Honor", "Ignore");
  }

  private void gates() {
    Formats.qualifiedName(definitions.of("PodReadinessGate").at("conditionType"));
    Formats.qualifiedName(definitions.of("PodSchedulingGate").at("name"));
    pod.at("preemptionPolicy").oneOf("PreemptLowerPriority", "Never");
  }
}
