package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;

/**
 * What the API refuses in a MyJob's podFailurePolicy and successPolicy.
 *
 * <p>upstream: pkg/apis/batch/validation/validation.go, validatePodFailurePolicy and
 * validateSuccessPolicy. A rule that needs more than its own policy names the list of rules, and
 * not the one rule: the API server lets no message name an item by its position.
 */
final class JobPolicySchema {
  private static final int MOST_RULES = 20;
  private static final int MOST_EXIT_CODES = 255;
  private static final int MOST_CONDITIONS = 20;
  private static final String INTERVAL = "[0-9]{1,9}(-[0-9]{1,9})?";
  private static final String EACH_SUCCESS_RULE =
      "!has(self.successPolicy) || !has(self.completions) || self.successPolicy.rules.all(r, ";

  private JobPolicySchema() {}

  static void failurePolicy(Schema spec) {
    Schema policy = spec.at("podFailurePolicy").closed().required("rules");
    policy.at("rules").maxItems(MOST_RULES).describe("The rules, in order.");
    Schema rule = policy.at("rules[]").closed().required("action");
    rule.at("action")
        .oneOf("Count", "FailIndex", "FailJob", "Ignore")
        .describe("What follows when the rule matches.");
    rule.rule(
            "!has(self.onExitCodes) || !has(self.onPodConditions) || self.onPodConditions.size() == 0",
            "specifying both OnExitCodes and OnPodConditions is not supported")
        .rule(
            "has(self.onExitCodes) || (has(self.onPodConditions) && self.onPodConditions.size() > 0)",
            "specifying one of OnExitCodes and OnPodConditions is required");
    exitCodes(rule.at("onExitCodes"));
    conditions(rule);
    String rules = "!has(self.podFailurePolicy) || self.podFailurePolicy.rules.all(r, ";
    String path = ".podFailurePolicy.rules";
    spec.rule(
            rules + "r.action != 'FailIndex' || has(self.backoffLimitPerIndex))",
            "action FailIndex requires the backoffLimitPerIndex to be set",
            path)
        .rule(
            rules
                + "!has(r.onExitCodes) || !has(r.onExitCodes.containerName)"
                + " || self.template.spec.containers.exists(c, c.name == r.onExitCodes.containerName)"
                + " || (has(self.template.spec.initContainers)"
                + " && self.template.spec.initContainers.exists(c, c.name == r.onExitCodes.containerName)))",
            "containerName must be one of the container or initContainer names in the pod template",
            path);
  }

  private static void exitCodes(Schema exitCodes) {
    exitCodes
        .closed()
        .required("operator", "values")
        .describe("Matches when a container ended with one of these codes, or with none of them.");
    exitCodes.at("containerName").maxLength(63).describe("Only this container counts.");
    exitCodes.at("operator").oneOf("In", "NotIn").describe("In or NotIn the values.");
    exitCodes.at("values[]").node().put("format", "int32");
    exitCodes
        .at("values")
        .maxItems(MOST_EXIT_CODES)
        .describe("Exit codes in rising order.")
        .rule("self.size() > 0", "at least one value is required")
        .rule("self.isSorted()", "must be ordered")
        .node()
        .put("x-kubernetes-list-type", "set");
    exitCodes.rule(
        "self.operator != 'In' || !(0 in self.values)",
        "must not be 0 for the In operator",
        ".values");
  }

  private static void conditions(Schema rule) {
    rule.at("onPodConditions")
        .maxItems(MOST_CONDITIONS)
        .describe("Matches when the Pod has one of these conditions.");
    Schema pattern = rule.at("onPodConditions[]").closed().required("type");
    Formats.qualifiedName(pattern.at("type").describe("The type of the condition."));
    pattern
        .at("status")
        .oneOf("False", "True", "Unknown")
        .describe("Its status.")
        .node()
        .put("default", "True");
  }

  static void successPolicy(Schema spec) {
    Schema policy = spec.at("successPolicy").closed().required("rules");
    policy
        .at("rules")
        .maxItems(MOST_RULES)
        .describe("The rules, in order.")
        .rule(
            "self.size() > 0",
            "at least one rules must be specified when the successPolicy is specified",
            "",
            Reason.FieldValueRequired);
    Schema rule = policy.at("rules[]").closed().int32("succeededCount");
    rule.at("succeededCount")
        .notNegative()
        .describe("How many indexes must have succeeded, of succeededIndexes if these are there.");
    rule.rule(
        "has(self.succeededCount) || has(self.succeededIndexes)",
        "at least one of succeededCount or succeededIndexes must be specified",
        "",
        Reason.FieldValueRequired);
    indexes(spec, rule);
    spec.rule(
        EACH_SUCCESS_RULE + "!has(r.succeededCount) || r.succeededCount <= self.completions)",
        "succeededCount must be less than or equal to the number of specified completions",
        ".successPolicy.rules");
  }

  private static void indexes(Schema spec, Schema rule) {
    String error = "error parsing succeededIndexes: ";
    rule.at("succeededIndexes")
        .maxLength(Bounds.SUCCEEDED_INDEXES)
        .describe("The indexes that must have succeeded, as 1,3-5,7.")
        .pattern("^(" + INTERVAL + "(," + INTERVAL + ")*)?$")
        .rule(
            "self == '' || [self.replace('-', ',').split(',')].all(l, l.all(i, n, i == 0 || int(l[i - 1]) < int(n)))",
            error + "non-increasing order");
    rule.rule(
        "!has(self.succeededCount) || !has(self.succeededIndexes)"
            + " || self.succeededCount <= (self.succeededIndexes == '' ? 0 : self.succeededIndexes.split(',').map(p,"
            + " p.contains('-') ? int(p.split('-')[1]) - int(p.split('-')[0]) + 1 : 1).sum())",
        "must be less than or equal to the number of indexes in the specified succeededIndexes field",
        ".succeededCount");
    spec.rule(
        EACH_SUCCESS_RULE
            + "!has(r.succeededIndexes) || r.succeededIndexes == ''"
            + " || int(r.succeededIndexes.substring([r.succeededIndexes.lastIndexOf(','), r.succeededIndexes.lastIndexOf('-')].max() + 1)) < self.completions)",
        error + "too large index",
        ".successPolicy.rules");
  }
}
