package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.Locale;

/**
 * The selector of a kind that owns Pods: not empty, and true of the template.
 *
 * <p>upstream: pkg/apis/apps/validation/validation.go, ValidateReplicaSetSpec and
 * ValidateReplicaSetUpdate; pkg/apis/core/validation/validation.go,
 * ValidateReplicationControllerSpec; apimachinery, pkg/apis/meta/v1/validation,
 * ValidateLabelSelectorRequirement
 */
final class SelectorSchema {
  private static final String MISMATCH = "`selector` does not match template `labels`";
  private static final String LABELS = "self.template.metadata.labels";
  private static final String HAS_LABELS = "has(self.template.metadata) && has(" + LABELS + ")";

  private SelectorSchema() {}

  /** A selector that is required and immutable. */
  static Schema of(String kind, Definitions definitions) {
    Schema selector = definitions.inline("LabelSelector");
    return selector
        .rule(
            "(has(self.matchLabels) && self.matchLabels.size() > 0)"
                + " || (has(self.matchExpressions) && self.matchExpressions.size() > 0)",
            "empty selector is invalid for " + kind.toLowerCase(Locale.ROOT))
        .rule("self == oldSelf", "field is immutable");
  }

  /** Any selector of labels, in a template's affinity too. */
  static void narrow(Schema selector, Schema requirement) {
    Formats.labels(selector.at("matchLabels"));
    selector.at("matchExpressions").maxItems(Bounds.SELECTOR_REQUIREMENTS);
    requirement(requirement);
    requirement.at("operator").oneOf("In", "NotIn", "Exists", "DoesNotExist");
  }

  /** What the requirements of labels and of nodes have in common. */
  static void requirement(Schema requirement) {
    Formats.qualifiedName(requirement.at("key"));
    requirement.at("values").maxItems(Bounds.SELECTOR_VALUES);
    Formats.labelValue(requirement.at("values[]"));
    requirement
        .rule(
            "!(self.operator in ['In', 'NotIn']) || (has(self.values) && self.values.size() > 0)",
            "must be specified when `operator` is 'In' or 'NotIn'",
            ".values",
            Reason.FieldValueRequired)
        .rule(
            "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || self.values.size() == 0",
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ".values",
            Reason.FieldValueForbidden);
  }

  /**
   * @param spec has the selector and the template
   */
  static void mustMatchTemplate(Schema spec) {
    mustMatchTemplate(spec, "");
  }

  /** As {@link #mustMatchTemplate}, of a selector that is optional. */
  static void ifThereMustMatchTemplate(Schema spec) {
    mustMatchTemplate(spec, "!has(self.selector) || ");
  }

  private static void mustMatchTemplate(Schema spec, String unless) {
    String has = "(" + HAS_LABELS + " && e.key in " + LABELS + ")";
    String hasOneOf =
        "("
            + HAS_LABELS
            + " && e.key in "
            + LABELS
            + " && has(e.values) && "
            + LABELS
            + "[e.key] in e.values)";
    labelsMustMatch(spec, unless, "self.selector.matchLabels")
        .rule(
            unless
                + "!has(self.selector.matchExpressions) || self.selector.matchExpressions.all(e, e.operator == 'In' ? "
                + hasOneOf
                + " : e.operator == 'NotIn' ? !"
                + hasOneOf
                + " : e.operator == 'Exists' ? "
                + has
                + " : !"
                + has
                + ")",
            MISMATCH,
            ".template.metadata.labels");
  }

  /**
   * A selector of labels alone, optional and mutable. A schema cannot copy the template's labels
   * into it, as upstream's defaults do: it may only demand that there are some.
   *
   * @param spec has the selector and the template
   */
  static void labelsOrThoseOfTemplate(Schema spec) {
    Schema selector = spec.at("selector");
    Formats.labels(selector);
    selector.node().put("x-kubernetes-map-type", "atomic");
    labelsMustMatch(spec, "", "self.selector")
        .rule(
            "(has(self.selector) && self.selector.size() > 0) || ("
                + HAS_LABELS
                + " && "
                + LABELS
                + ".size() > 0)",
            "the template has no labels that could stand for it",
            ".selector",
            Reason.FieldValueRequired);
  }

  private static Schema labelsMustMatch(Schema spec, String unless, String selected) {
    return spec.rule(
        unless
            + "!has(%1$s) || %1$s.size() == 0 || (%2$s && %1$s.all(k, k in %3$s && %3$s[k] == %1$s[k]))"
                .formatted(selected, HAS_LABELS, LABELS),
        MISMATCH,
        ".template.metadata.labels");
  }
}
