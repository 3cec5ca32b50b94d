package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the API refuses in a MyJob.
 *
 * <p>upstream: pkg/apis/batch/validation/validation.go, ValidateJob, ValidateJobSpec and
 * ValidateJobUpdate; pkg/registry/batch/job/strategy.go, generateSelector
 */
final class JobSchema {
  private static final String TEMPLATE = "self.spec.template";
  private static final String MANUAL = "(has(self.manualSelector) && self.manualSelector)";
  private static final String INDEXED = "self.completionMode == 'Indexed'";
  private static final String IMMUTABLE = "field is immutable";

  /** Of the Pod's spec, what a queue may still change before a suspended MyJob starts. */
  private static final List<String> SCHEDULING =
      List.of("nodeSelector", "tolerations", "schedulingGates");

  /** Affinity is checked by its parts; no rule can see into a map of quantities. */
  private static final Set<String> UNCHECKED = Set.of("affinity", "overhead");

  private JobSchema() {}

  static void complete(String kind, Schema root, Definitions definitions) {
    Schema spec = root.at("spec");
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
    spec.at("selector").replaceContent(SelectorSchema.of(kind, definitions));
    SelectorSchema.ifThereMustMatchTemplate(spec);
    selector(root, spec);
    restartPolicy(spec);
    indexed(root, spec);
    managedBy(spec);
    JobPolicySchema.failurePolicy(spec);
    JobPolicySchema.successPolicy(spec);
    replacement(spec);
    immutable(spec);
    template(root, spec.at("template"));
    JobStatusSchema.complete(root);
  }

  /** A selector is made up by the operator; one that is chosen must be said to be. */
  private static void selector(Schema root, Schema spec) {
    spec.rule(MANUAL + " || !has(self.selector)", "`selector` not auto-generated", ".selector")
        .rule(
            "!" + MANUAL + " || has(self.selector)",
            "when manualSelector is true",
            ".selector",
            Reason.FieldValueRequired)
        .rule("has(self.selector) == has(oldSelf.selector)", IMMUTABLE, ".selector");
    String labels = TEMPLATE + ".metadata.labels";
    String free =
        MANUAL.replace("self.", "self.spec.")
            + " || !has("
            + TEMPLATE
            + ".metadata) || !has("
            + labels
            + ") || ";
    root.rule(
        free
            + "!('controller-uid' in %1$s || 'batch.kubernetes.io/controller-uid' in %1$s)"
                .formatted(labels),
        "the label controller-uid is generated",
        ".spec.template.metadata.labels");
    root.ruleThatTells(
        free
            + "['job-name', 'batch.kubernetes.io/job-name'].all(l, !(l in %1$s) || %1$s[l] == self.metadata.name)"
                .formatted(labels),
        "\"the label job-name must be '\" + self.metadata.name + \"'\"",
        ".spec.template.metadata.labels");
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

  private static void indexed(Schema root, Schema spec) {
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
    // whatever else a host name must be, the API server asks of every name
    root.rule(
        notIndexed.replace("self.", "self.spec.")
            + "!has(self.spec.completions) || self.spec.completions == 0"
            + " || (!self.metadata.name.contains('.')"
            + " && self.metadata.name.size() + 1 + string(self.spec.completions - 1).size() <= 63)",
        "will not able to create pod with invalid DNS label: the name, '-' and the highest index",
        ".metadata.name");
    root.node()
        .withObject("/properties/metadata")
        .put("type", "object")
        .withObject("/properties/name")
        .put("type", "string")
        .put("maxLength", 253);
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

  private static void immutable(Schema spec) {
    for (String field :
        List.of(
            "completionMode",
            "podFailurePolicy",
            "backoffLimitPerIndex",
            "managedBy",
            "successPolicy")) {
      spec.rule("has(self.%1$s) == has(oldSelf.%1$s)".formatted(field), IMMUTABLE, "." + field);
      spec.at(field).rule("self == oldSelf", IMMUTABLE);
    }
    String unchanged = Path.of("self", "completions").unchanged();
    spec.rule(INDEXED + " || " + unchanged, IMMUTABLE, ".completions")
        .rule(
            "!(%s) || %s || !has(self.completions) || self.completions == (has(self.parallelism) ? self.parallelism : 1)"
                .formatted(INDEXED, unchanged),
            "can only be modified in tandem with spec.parallelism",
            ".completions");
  }

  /** upstream: validatePodTemplateUpdate, with AllowMutableSchedulingDirectives. */
  private static void template(Schema root, Schema template) {
    Stream<String> fixed =
        Stream.concat(
            template
                .at("spec")
                .propertyNames()
                .filter(name -> !SCHEDULING.contains(name) && !UNCHECKED.contains(name))
                .map(name -> "spec " + name),
            Stream.of(
                "spec affinity podAffinity",
                "spec affinity podAntiAffinity",
                "metadata finalizers"));
    Stream<String> movable =
        Stream.concat(
            SCHEDULING.stream().map(name -> "spec " + name),
            Stream.of("spec affinity nodeAffinity", "metadata labels", "metadata annotations"));
    template.rule(unchanged("self", fixed), IMMUTABLE);
    root.rule(
        "(oldSelf.spec.suspend && (!has(oldSelf.status) || !has(oldSelf.status.startTime))) || ("
            + unchanged("self.spec.template", movable)
            + ")",
        IMMUTABLE,
        ".spec.template");
  }

  private static String unchanged(String template, Stream<String> fields) {
    return fields
        .map(field -> Path.of(template, field.split(" ")).unchanged())
        .collect(Collectors.joining(" && "));
  }

  /**
   * Where a field is, that may be absent, and what it is in as well.
   *
   * @param present whether it is there, and {@code value} what it is, as expressions
   */
  private record Path(String present, String value) {
    static Path of(String parent, String... fields) {
      StringBuilder present = new StringBuilder();
      StringBuilder value = new StringBuilder(parent);
      for (String field : fields) {
        value.append(".").append(field);
        if (!field.equals("spec")) { // which is required
          present.append(present.isEmpty() ? "has(" : " && has(").append(value).append(")");
        }
      }
      return new Path(
          present.indexOf("&&") < 0 ? present.toString() : "(" + present + ")", value.toString());
    }

    String unchanged() {
      return "%1$s == %2$s && (!%1$s || %3$s == %4$s)"
          .formatted(
              present, present.replace("self", "oldSelf"), value, value.replace("self", "oldSelf"));
    }
  }
}
