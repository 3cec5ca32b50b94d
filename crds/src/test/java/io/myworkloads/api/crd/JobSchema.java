package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the API refuses in a MyJob, beyond what {@link JobSpecSchema} says of its spec.
 *
 * <p>upstream: pkg/apis/batch/validation/validation.go, ValidateJob and ValidateJobUpdate;
 * pkg/registry/batch/job/strategy.go, generateSelector
 */
final class JobSchema {
  private static final String TEMPLATE = "self.spec.template";
  private static final String MANUAL = "(has(self.manualSelector) && self.manualSelector)";
  private static final String IMMUTABLE = "field is immutable";

  /** Of the Pod's spec, what a queue may still change before a suspended MyJob starts. */
  private static final List<String> SCHEDULING =
      List.of("nodeSelector", "tolerations", "schedulingGates");

  /** Affinity is checked by its parts; no rule can see into a map of quantities. */
  private static final Set<String> UNCHECKED = Set.of("affinity", "overhead");

  private JobSchema() {}

  static void complete(String kind, Schema root, Definitions definitions) {
    Schema spec = root.at("spec");
    JobSpecSchema.complete(spec, definitions);
    spec.at("selector").replaceContent(SelectorSchema.of(kind, definitions));
    SelectorSchema.ifThereMustMatchTemplate(spec);
    selector(root, spec);
    hostName(root);
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

  private static void hostName(Schema root) {
    String notIndexed = "!(" + JobSpecSchema.INDEXED.replace("self.", "self.spec.") + ") || ";
    // whatever else a host name must be, the API server asks of every name
    root.withName()
        .rule(
            notIndexed
                + "!has(self.spec.completions) || self.spec.completions == 0"
                + " || (!self.metadata.name.contains('.')"
                + " && self.metadata.name.size() + 1 + string(self.spec.completions - 1).size() <= 63)",
            "will not able to create pod with invalid DNS label: the name, '-' and the highest index",
            ".metadata.name");
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
    spec.rule(JobSpecSchema.INDEXED + " || " + unchanged, IMMUTABLE, ".completions")
        .rule(
            "!(%s) || %s || !has(self.completions) || self.completions == (has(self.parallelism) ? self.parallelism : 1)"
                .formatted(JobSpecSchema.INDEXED, unchanged),
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
        "(oldSelf.spec.suspend && (!has(oldSelf.status) || !has(oldSelf.status.startTime))) || "
            + unchanged("self.spec.template", movable),
        IMMUTABLE,
        ".spec.template");
  }

  /**
   * For each access to a field the API server makes a map of all fields that its object may have.
   * To compare what is set, as a whole, comes first: it spares a status write, which changes
   * nothing here, most of the time that its rules took.
   */
  private static String unchanged(String template, Stream<String> fields) {
    return fields
        .map(field -> Path.of(template, field.split(" ")).unchanged())
        .collect(
            Collectors.joining(
                " && ",
                "(%s == %s || ".formatted(template, template.replace("self", "oldSelf")),
                ")"));
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
