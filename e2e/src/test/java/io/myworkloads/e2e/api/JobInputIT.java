package io.myworkloads.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is accepted and what refused of MyJobs when they are made, and that batch/v1 Job says the
 * same. The rows are those of upstream's validation, pkg/apis/batch/validation/validation.go.
 */
@WithOperator
class JobInputIT {
  private static final String INDEXED = "spec.completionMode: Indexed, spec.completions: 10, ";
  private static final String NOT_INDEXED = "requires indexed completion mode";
  private static final String RESTART_POLICY = "spec.template.spec.restartPolicy";
  private static final String LABELS = "spec.template.metadata.labels";

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final String namespace;

  JobInputIT(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = namespace;
  }

  /**
   * @param changes of a valid MyJob, by path
   * @param field the field that the answer names
   * @param message a part of what it says
   */
  record Refused(String name, String changes, String field, String message) {
    Manifest manifest() {
      return Manifest.job().withAll("{" + changes + "}");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refused> specs() {
    String restart = "valid values: \"OnFailure\", \"Never\"";
    String many = INDEXED.replace("10", "100001") + "spec.backoffLimitPerIndex: 1, ";
    String whenMany =
        "must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index";
    String hostname = "will not able to create pod with invalid DNS label";
    return Stream.of(
        new Refused(
            "Pods that never end",
            RESTART_POLICY + ": Always",
            RESTART_POLICY,
            "Required value: " + restart),
        new Refused("no restart policy", RESTART_POLICY + ": ''", RESTART_POLICY, restart),
        new Refused(
            "a policy that is none",
            RESTART_POLICY + ": Sometimes",
            RESTART_POLICY,
            "supported values"),
        negative("parallelism"),
        negative("completions"),
        negative("backoffLimit"),
        negative("activeDeadlineSeconds"),
        negative("ttlSecondsAfterFinished"),
        new Refused(
            "a mode that is none",
            "spec.completionMode: Sorted",
            "spec.completionMode",
            "Unsupported value: \"Sorted\": supported values: \"NonIndexed\", \"Indexed\""),
        new Refused(
            "indexes without an end",
            "spec.completionMode: Indexed, spec.parallelism: 2",
            "spec.completions",
            "Required value: when completion mode is Indexed"),
        new Refused(
            "100,001 indexes at a time",
            INDEXED + "spec.parallelism: 100001",
            "spec.parallelism",
            "must be less than or equal to 100000 when completion mode is Indexed"),
        new Refused(
            "more indexes may fail than there are",
            INDEXED + "spec.backoffLimitPerIndex: 1, spec.maxFailedIndexes: 11",
            "spec.maxFailedIndexes",
            "must be less than or equal to completions"),
        new Refused(
            "failed indexes without a limit for each",
            INDEXED + "spec.maxFailedIndexes: 1",
            "spec.backoffLimitPerIndex",
            "Required value: when maxFailedIndexes is specified"),
        new Refused(
            "100,001 indexes, and no limit of failed ones",
            many,
            "spec.maxFailedIndexes",
            "must be specified when completions is above 100000"),
        new Refused(
            "100,001 indexes, and too high a limit of failed ones",
            many + "spec.maxFailedIndexes: 10001",
            "spec.maxFailedIndexes",
            whenMany),
        new Refused(
            "100,001 indexes, and too many at a time",
            many + "spec.maxFailedIndexes: 1, spec.parallelism: 10001",
            "spec.parallelism",
            whenMany),
        new Refused(
            "a limit for each index without indexes",
            "spec.backoffLimitPerIndex: 1",
            "spec.backoffLimitPerIndex",
            NOT_INDEXED),
        new Refused(
            "failed indexes without indexes",
            "spec.maxFailedIndexes: 1",
            "spec.maxFailedIndexes",
            NOT_INDEXED),
        new Refused(
            "another manager without a domain",
            "spec.managedBy: kueue",
            "spec.managedBy",
            "must be a domain-prefixed path (such as \"acme.io/foo\")"),
        new Refused(
            "another manager of a long name",
            "spec.managedBy: acme.io/" + "x".repeat(60),
            "spec.managedBy",
            "Too long: may not be more than 63 bytes"),
        new Refused(
            "a name that leaves no room for an index",
            INDEXED + "metadata.name: " + "x".repeat(62),
            "metadata.name",
            hostname),
        new Refused(
            "a name with a dot, and indexes",
            INDEXED + "metadata.name: a.b",
            "metadata.name",
            hostname));
  }

  private static Refused negative(String field) {
    return new Refused(
        "negative " + field,
        "spec." + field + ": -1",
        "spec." + field,
        "greater than or equal to 0");
  }

  static Stream<Refused> selectors() {
    String mismatch = "`selector` does not match template `labels`";
    return Stream.of(
        new Refused(
            "a selector that is not said to be one's own",
            "spec.selector: {matchLabels: {app: kubia}}",
            "spec.selector",
            "`selector` not auto-generated"),
        new Refused(
            "no selector of one's own",
            "spec.manualSelector: true",
            "spec.selector",
            "Required value"),
        new Refused(
            "a selector of other labels",
            "spec.manualSelector: true, spec.selector: {matchLabels: {app: other}}",
            LABELS,
            mismatch),
        new Refused(
            "a selector of other expressions",
            "spec.manualSelector: true, spec.selector: {matchExpressions: [{key: none, operator: Exists}]}",
            LABELS,
            mismatch));
  }

  static Stream<Refused> failurePolicies() {
    String codes = ".rules[0].onExitCodes";
    return Stream.of(
        new Refused(
            "a failure policy, and Pods that are restarted",
            "spec.podFailurePolicy: {rules: []}, " + RESTART_POLICY + ": OnFailure",
            RESTART_POLICY,
            "only \"Never\" is supported when podFailurePolicy is specified"),
        failurePolicy(
            "no action",
            "{onExitCodes: {operator: In, values: [1]}}",
            ".rules[0].action",
            "Required value"),
        failurePolicy(
            "an action that is none",
            "{action: Retry, onExitCodes: {operator: In, values: [1]}}",
            ".rules[0].action",
            "supported values: \"Count\", \"FailIndex\", \"FailJob\", \"Ignore\""),
        failurePolicy(
            "an index fails that has no limit",
            "{action: FailIndex, onExitCodes: {operator: In, values: [1]}}",
            ".rules",
            "requires the backoffLimitPerIndex to be set"),
        failurePolicy(
            "codes and conditions",
            "{action: Count, onExitCodes: {operator: In, values: [1]}, onPodConditions: [{type: A, status: 'True'}]}",
            ".rules[0]",
            "specifying both OnExitCodes and OnPodConditions is not supported"),
        failurePolicy(
            "neither codes nor conditions",
            "{action: Count, onPodConditions: []}",
            ".rules[0]",
            "specifying one of OnExitCodes and OnPodConditions is required"),
        failurePolicy(
            "codes without an operator",
            "{action: Count, onExitCodes: {values: [1]}}",
            codes + ".operator",
            "Required value"),
        failurePolicy(
            "an operator that is none",
            "{action: Count, onExitCodes: {operator: Is, values: [1]}}",
            codes + ".operator",
            "supported values: \"In\", \"NotIn\""),
        failurePolicy(
            "a container that is not there",
            "{action: Count, onExitCodes: {containerName: none, operator: In, values: [1]}}",
            ".rules",
            "must be one of the container or initContainer names in the pod template"),
        failurePolicy(
            "no codes",
            "{action: Count, onExitCodes: {operator: In, values: []}}",
            codes + ".values",
            "at least one value is required"),
        failurePolicy(
            "256 codes",
            "{action: Count, onExitCodes: {operator: In, values: %s}}"
                .formatted(Stream.iterate(1, i -> i + 1).limit(256).toList()),
            codes + ".values",
            "Too many: 256: must have at most 255 items"),
        failurePolicy(
            "success as a failure",
            "{action: Count, onExitCodes: {operator: In, values: [0, 1]}}",
            codes + ".values",
            "must not be 0 for the In operator"),
        failurePolicy(
            "a code twice",
            "{action: Count, onExitCodes: {operator: In, values: [1, 1]}}",
            codes + ".values[1]",
            "Duplicate value: 1"),
        failurePolicy(
            "codes without order",
            "{action: Count, onExitCodes: {operator: In, values: [2, 1]}}",
            codes + ".values",
            "must be ordered"),
        failurePolicy(
            "21 conditions",
            "{action: Count, onPodConditions: [%s]}"
                .formatted(repeated("{type: A, status: 'True'}")),
            ".rules[0].onPodConditions",
            "Too many: 21: must have at most 20 items"),
        failurePolicy(
            "a condition that is none",
            "{action: Count, onPodConditions: [{type: a b, status: 'True'}]}",
            ".rules[0].onPodConditions[0].type",
            "should match"),
        failurePolicy(
            "a status that is none",
            "{action: Count, onPodConditions: [{type: A, status: 'Yes'}]}",
            ".rules[0].onPodConditions[0].status",
            "supported values: \"False\", \"True\", \"Unknown\""),
        failurePolicy(
            "21 rules",
            repeated("{action: Count, onPodConditions: [{type: A, status: 'True'}]}"),
            ".rules",
            "Too many: 21: must have at most 20 items"),
        new Refused(
            "replacement of Pods that have not failed",
            "spec.podFailurePolicy: {rules: []}, spec.podReplacementPolicy: TerminatingOrFailed",
            "spec.podReplacementPolicy",
            "supported values: \"Failed\""),
        new Refused(
            "a replacement policy that is none",
            "spec.podReplacementPolicy: Never",
            "spec.podReplacementPolicy",
            "supported values: \"Failed\", \"TerminatingOrFailed\""));
  }

  /** So often that it is too often. */
  private static String repeated(String item) {
    return String.join(",", Collections.nCopies(21, item));
  }

  private static Refused failurePolicy(String name, String rules, String field, String message) {
    return new Refused(
        name,
        "spec.podFailurePolicy: {rules: [" + rules + "]}",
        "spec.podFailurePolicy" + field,
        message);
  }

  static Stream<Refused> successPolicies() {
    String indexes = ".rules[0].succeededIndexes";
    String order = "error parsing succeededIndexes: non-increasing order";
    return Stream.of(
        new Refused(
            "without indexes",
            "spec.successPolicy: {rules: [{succeededCount: 1}]}",
            "spec.successPolicy",
            NOT_INDEXED),
        successPolicy("no rules", "", ".rules", "at least one rules must be specified"),
        successPolicy(
            "21 rules",
            repeated("{succeededCount: 1}"),
            ".rules",
            "Too many: 21: must have at most 20 items"),
        successPolicy(
            "an empty rule",
            "{}",
            ".rules[0]",
            "at least one of succeededCount or succeededIndexes must be specified"),
        successPolicy("no numbers", "{succeededIndexes: a}", indexes, "should match"),
        successPolicy("three limits", "{succeededIndexes: 1-2-3}", indexes, "should match"),
        successPolicy("falling", "{succeededIndexes: '2,1'}", indexes, order),
        successPolicy("twice the same", "{succeededIndexes: '1,1'}", indexes, order),
        successPolicy("a falling interval", "{succeededIndexes: 3-2}", indexes, order),
        successPolicy("an empty interval", "{succeededIndexes: 2-2}", indexes, order),
        successPolicy(
            "an index beyond the last", "{succeededIndexes: 1-10}", ".rules", "too large index"),
        successPolicy(
            "a negative count",
            "{succeededCount: -1}",
            ".rules[0].succeededCount",
            "greater than or equal to 0"),
        successPolicy(
            "more than there are",
            "{succeededCount: 11}",
            ".rules",
            "must be less than or equal to the number of specified completions"),
        successPolicy(
            "more than are named",
            "{succeededIndexes: 1-3, succeededCount: 4}",
            ".rules[0].succeededCount",
            "the number of indexes in the specified succeededIndexes field"));
  }

  private static Refused successPolicy(String name, String rules, String field, String message) {
    return new Refused(
        name,
        INDEXED + "spec.successPolicy: {rules: [" + rules + "]}",
        "spec.successPolicy" + field,
        message);
  }

  @ParameterizedTest
  @MethodSource({"specs", "selectors", "failurePolicies", "successPolicies"})
  void refused(Refused c) {
    assertThatItIsRefused(c);
    assertThat(Answer.to(c.manifest().asJob(), client, namespace).accepted())
        .as("batch/v1 Job accepts it")
        .isFalse();
  }

  static Stream<Refused> ownFields() {
    return Stream.of(
        negative("ttlSecondsAfterSuccess"),
        negative("ttlSecondsAfterFailure"),
        own("backoff.initialSeconds", "-1", "greater than or equal to 0"),
        own("backoff.maxSeconds", "-1", "greater than or equal to 0"),
        own("backoff.factor", "0.5", "greater than or equal to 1"),
        own("backoff.jitter", "1.5", "less than or equal to 1"),
        own("podRetention.succeeded", "-1", "greater than or equal to 0"),
        own("podRetention.failed", "-1", "greater than or equal to 0"),
        new Refused(
            "a label that is made up",
            LABELS + ": {controller-uid: x}",
            LABELS,
            "the label controller-uid is generated"),
        new Refused(
            "the name of another as a label",
            LABELS + ": {batch.kubernetes.io/job-name: other}",
            LABELS,
            "the label job-name must be 'every-field'"),
        new Refused(
            "a selector of anything",
            "spec.manualSelector: true, spec.selector: {}",
            "spec.selector",
            "empty selector is invalid for myjob"));
  }

  private static Refused own(String field, String value, String message) {
    String parent = field.substring(0, field.indexOf('.'));
    return new Refused(
        field,
        "spec.%s: {%s: %s}".formatted(parent, field.substring(parent.length() + 1), value),
        "spec." + field,
        message);
  }

  @ParameterizedTest
  @MethodSource
  void ownFields(Refused c) {
    assertThatItIsRefused(c);
  }

  private void assertThatItIsRefused(Refused c) {
    Answer answer = Answer.to(c.manifest(), client, namespace);
    assertThat(answer.causes())
        .as(answer.message())
        .anySatisfy(
            cause -> {
              assertThat(cause.field()).isEqualTo(c.field());
              assertThat(cause.message()).contains(c.message());
            });
  }

  static Stream<String> accepted() {
    return Stream.of(
        "",
        RESTART_POLICY + ": OnFailure",
        "spec.completions: 0, spec.parallelism: 0",
        INDEXED + "spec.backoffLimitPerIndex: 0, spec.maxFailedIndexes: 10",
        INDEXED + "spec.successPolicy: {rules: [{succeededIndexes: ''}]}",
        INDEXED + "spec.successPolicy: {rules: [{succeededIndexes: '0,2-3', succeededCount: 3}]}",
        "spec.podFailurePolicy: {rules: []}",
        "spec.podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: NotIn, values: [0, 1]}}]}",
        "spec.podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}",
        "spec.managedBy: kueue.x-k8s.io/multikueue",
        "spec.manualSelector: true, spec.selector: {matchLabels: {app: kubia}}",
        "metadata.name: a.b");
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String changes) {
    Manifest good = Manifest.job().withAll("{" + changes + "}");
    assertThat(Answer.to(good, client, namespace).message()).isEmpty();
    assertThat(Answer.to(good.asJob(), client, namespace).message()).isEmpty();
  }

  @Test
  void defaultsAreThoseThatDependOnNoOtherField() {
    JsonNode spec =
        Answer.to(
                Manifest.job()
                    .withAll(
                        "{spec.backoff: {}, spec.podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: A}]}]}}"),
                client,
                namespace)
            .stored()
            .orElseThrow()
            .path("spec");
    assertThat(spec.path("completionMode").asText()).isEqualTo("NonIndexed");
    assertThat(spec.path("suspend").asBoolean(true)).isFalse();
    assertThat(spec.path("manualSelector").asBoolean(true)).isFalse();
    assertThat(spec.at("/podFailurePolicy/rules/0/onPodConditions/0/status").asText())
        .isEqualTo("True");
    assertThat(spec.path("backoff").toString())
        .isEqualTo("{\"factor\":2,\"initialSeconds\":10,\"jitter\":0,\"maxSeconds\":600}");
    assertThat(spec.has("parallelism") || spec.has("backoffLimit")).isFalse();
  }

  @Test
  void columnsAreThoseOfJobs() {
    Manifest job =
        Manifest.job().withAll("{metadata: {name: columns}, spec.managedBy: example.com/nobody}");
    client.resource(job.toYaml()).inNamespace(namespace).create();
    assertThat(header("get", "myjob"))
        .containsExactly("NAME", "STATUS", "COMPLETIONS", "PROGRESS", "DURATION", "AGE");
    assertThat(header("get", "myjobs", "-o", "wide"))
        .endsWith("AGE", "CONTAINERS", "IMAGES", "SELECTOR");
  }

  private String[] header(String... command) {
    String[] args =
        Stream.concat(Stream.of(command), Stream.of("-n", namespace)).toArray(String[]::new);
    return cluster.kubectl(args).orFail().lines().findFirst().orElseThrow().split(" {2,}");
  }
}
