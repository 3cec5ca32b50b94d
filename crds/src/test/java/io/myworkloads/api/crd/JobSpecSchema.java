package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What the API refuses in the spec of a MyJob, in one that a MyJob is made from as well: nothing
 * here compares it with an earlier one, or with the object that it is in.
 *
 * <p>upstream: pkg/apis/batch/validation/validation.go, validateJobSpec
 */
final class JobSpecSchema {
  static final String INDEXED = "self.completionMode == 'Indexed'";

  private JobSpecSchema() {}

  static void complete(Schema spec, Definitions definitions) {
    spec.int32(
            "parallelism",
            "completions",
            "backoffLimit",
            "backoffLimitPerIndex",
            "maxFailedIndexes",
            "ttlSecondsAfterFinished",
            "ttlSecondsAfterSuccess",
            "ttlSecondsAfterFailure")
        .int64("activeDeadlineSeconds");
    spec.at("backoff").int32("initialSeconds", "maxSeconds");
    spec.at("podRetention").int32("succeeded", "failed");
    spec.at("template").replaceContent(PodTemplateSchema.of(definitions));
    restartPolicy(spec);
    indexed(spec);
    managedBy(spec);
    JobPolicySchema.failurePolicy(spec);
    JobPolicySchema.successPolicy(spec);
    replacement(spec);
  }

  private static void restartPolicy(Schema spec) {
    String path = ".template.spec.restartPolicy";
    String policy = "self" + path;
    String isSet = "has(" + policy + ") && !(" + policy + " in ['', 'Always'])";
    spec.rule(isSet, "valid values: \"OnFailure\", \"Never\"", path, Reason.FieldValueRequired)
        .rule(
            "!(" + isSet + ") || " + policy + " in ['OnFailure', 'Never']",
            "supported values: \"OnFailure\", \"Never\"",
            path)
        .rule(
            "!has(self.podFailurePolicy) || !has(%1$s) || %1$s != 'OnFailure'".formatted(policy),
            "only \"Never\" is supported when podFailurePolicy is specified",
            path);
  }

  private static void indexed(Schema spec) {
    spec.at("completionMode").oneOf("NonIndexed", "Indexed");
    String notIndexed = "!(" + INDEXED + ") || ";
    String notMany =
        notIndexed
            + "!has(self.backoffLimitPerIndex) || !has(self.completions) || self.completions <= 100000 || ";
    String whenMany =
        "must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index";
    spec.rule(
            notIndexed + "has(self.completions)",
            "when completion mode is Indexed",
            ".completions",
            Reason.FieldValueRequired)
        .rule(
            notIndexed + atMost("parallelism", "100000"),
            "must be less than or equal to 100000 when completion mode is Indexed",
            ".parallelism")
        .rule(
            notIndexed
                + "!has(self.completions) || "
                + atMost("maxFailedIndexes", "self.completions"),
            "must be less than or equal to completions",
            ".maxFailedIndexes")
        .rule(
            notIndexed + atMost("maxFailedIndexes", "100000"),
            "must be less than or equal to 100000",
            ".maxFailedIndexes")
        .rule(
            notMany + "has(self.maxFailedIndexes)",
            "must be specified when completions is above 100000",
            ".maxFailedIndexes",
            Reason.FieldValueRequired)
        .rule(notMany + atMost("maxFailedIndexes", "10000"), whenMany, ".maxFailedIndexes")
        .rule(notMany + atMost("parallelism", "10000"), whenMany, ".parallelism")
        .rule(
            "!has(self.maxFailedIndexes) || has(self.backoffLimitPerIndex)",
            "when maxFailedIndexes is specified",
            ".backoffLimitPerIndex",
            Reason.FieldValueRequired);
    for (String field : List.of("backoffLimitPerIndex", "maxFailedIndexes", "successPolicy")) {
      spec.rule(
          INDEXED + " || !has(self." + field + ")",
          "requires indexed completion mode",
          "." + field);
    }
  }

  private static String atMost(String field, String most) {
    return "!has(self." + field + ") || self." + field + " <= " + most;
  }

  private static void managedBy(Schema spec) {
    spec.at("managedBy")
        .maxLength(63)
        .rule(
            "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/"
                + "[A-Za-z0-9/._~%!$&\\'()*+,;=:-]+$')",
            "must be a domain-prefixed path (such as \"acme.io/foo\")");
  }

  private static void replacement(Schema spec) {
    spec.at("podReplacementPolicy").oneOf("Failed", "TerminatingOrFailed");
    spec.rule(
        "!has(self.podFailurePolicy) || !has(self.podReplacementPolicy) || self.podReplacementPolicy == 'Failed'",
        "supported values: \"Failed\"",
        ".podReplacementPolicy");
  }
}
