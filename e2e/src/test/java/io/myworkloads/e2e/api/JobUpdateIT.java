package io.myworkloads.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.CommandResult;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may be changed of a MyJob, and that batch/v1 Job says the same; and what no operator may
 * write into its status. The objects have another manager, so that nobody acts upon them.
 */
@WithOperator
class JobUpdateIT {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String INDEXED =
      "spec.completionMode: Indexed, spec.completions: 3, spec.parallelism: 3";
  private static final String SUSPENDED = "spec.suspend: true";
  private static final String IMMUTABLE = "field is immutable";

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final String namespace;

  JobUpdateIT(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = namespace;
  }

  /**
   * @param before changes of a valid MyJob, by path
   * @param patch a merge patch of its spec
   * @param field what the answer names; empty where the patch is accepted
   */
  record Update(String name, String before, String patch, String field, String message) {
    static Update accepted(String name, String before, String patch) {
      return new Update(name, before, patch, "", "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Update> updates() {
    String policy =
        "{\"rules\": [{\"action\": \"Count\", \"onPodConditions\": [{\"type\": \"A\", \"status\": \"True\"}]}]}";
    return Stream.of(
        new Update(
            "selector",
            "spec.manualSelector: true, spec.selector: {matchLabels: {app: kubia}}",
            "{\"selector\": {\"matchLabels\": {\"rel\": \"stable\"}}}",
            "spec.selector",
            IMMUTABLE),
        new Update(
            "mode",
            "spec.completions: 3",
            "{\"completionMode\": \"Indexed\"}",
            "spec.completionMode",
            IMMUTABLE),
        new Update(
            "completions",
            "spec.completions: 3",
            "{\"completions\": 4}",
            "spec.completions",
            IMMUTABLE),
        new Update(
            "indexes alone",
            INDEXED,
            "{\"completions\": 4}",
            "spec.completions",
            "can only be modified in tandem with spec.parallelism"),
        Update.accepted(
            "indexes and how many at a time", INDEXED, "{\"completions\": 4, \"parallelism\": 4}"),
        new Update(
            "a failure policy",
            "",
            "{\"podFailurePolicy\": " + policy + "}",
            "spec.podFailurePolicy",
            IMMUTABLE),
        new Update(
            "no failure policy",
            "spec.podFailurePolicy: " + policy,
            "{\"podFailurePolicy\": null}",
            "spec.podFailurePolicy",
            IMMUTABLE),
        new Update(
            "a success policy",
            INDEXED,
            "{\"successPolicy\": {\"rules\": [{\"succeededCount\": 1}]}}",
            "spec.successPolicy",
            IMMUTABLE),
        new Update(
            "a limit for each index",
            INDEXED,
            "{\"backoffLimitPerIndex\": 1}",
            "spec.backoffLimitPerIndex",
            IMMUTABLE),
        new Update(
            "another manager",
            "",
            "{\"managedBy\": \"example.com/other\"}",
            "spec.managedBy",
            IMMUTABLE),
        Update.accepted(
            "all that may change",
            INDEXED + ", spec.backoffLimitPerIndex: 1",
            "{\"parallelism\": 2, \"backoffLimit\": 3, \"activeDeadlineSeconds\": 9, \"ttlSecondsAfterFinished\": 9,"
                + " \"suspend\": true, \"maxFailedIndexes\": 2, \"podReplacementPolicy\": \"Failed\"}"));
  }

  static Stream<Update> templates() {
    return Stream.of(
            template("a node selector", "\"spec\": {\"nodeSelector\": {\"a\": \"b\"}}"),
            template("tolerations", "\"spec\": {\"tolerations\": null}"),
            template("node affinity", "\"spec\": {\"affinity\": {\"nodeAffinity\": null}}"),
            template(
                "a gate", "\"spec\": {\"schedulingGates\": [{\"name\": \"example.com/other\"}]}"),
            template("labels", "\"metadata\": {\"labels\": {\"a\": \"b\"}}"),
            template("annotations", "\"metadata\": {\"annotations\": {\"a\": \"b\"}}"))
        .flatMap(
            patch ->
                Stream.of(
                    new Update(
                        patch.name() + " while it runs",
                        "",
                        patch.patch(),
                        "spec.template",
                        IMMUTABLE),
                    Update.accepted(
                        patch.name() + " while it is suspended", SUSPENDED, patch.patch())));
  }

  static Stream<Update> fixedTemplates() {
    return Stream.of(
            template("the grace period", "\"spec\": {\"terminationGracePeriodSeconds\": 7}"),
            template(
                "Pod affinity",
                "\"spec\": {\"affinity\": {\"podAffinity\": null, \"podAntiAffinity\": null}}"),
            template("finalizers", "\"metadata\": {\"finalizers\": [\"example.com/other\"]}"),
            template("the host's processes", "\"spec\": {\"hostPID\": true}"))
        .flatMap(
            patch ->
                Stream.of("", SUSPENDED)
                    .map(
                        before ->
                            new Update(
                                patch.name() + " " + before,
                                before,
                                patch.patch(),
                                "spec.template",
                                IMMUTABLE)));
  }

  private static Update template(String name, String patch) {
    return Update.accepted(name, "", "{\"template\": {" + patch + "}}");
  }

  @ParameterizedTest
  @MethodSource({"updates", "templates", "fixedTemplates"})
  void answersAsJob(Update c) {
    Manifest manifest = manifest(c.before());
    CommandResult ours = patched(manifest, "myjob", "{\"spec\": " + c.patch() + "}");
    CommandResult upstreams = patched(manifest.asJob(), "job", "{\"spec\": " + c.patch() + "}");
    assertThat(ours.stderr()).contains(c.field()).contains(c.message());
    assertThat(ours.succeeded()).as(ours.stderr()).isEqualTo(c.field().isEmpty());
    assertThat(upstreams.succeeded()).as(upstreams.stderr()).isEqualTo(c.field().isEmpty());
  }

  static Stream<Update> statuses() {
    String start = "\"startTime\": \"2026-01-01T00:00:00Z\"";
    String complete =
        start
            + ", \"completionTime\": \"2026-01-01T00:01:00Z\", "
            + conditions("SuccessCriteriaMet", "Complete");
    return Stream.of(
        Update.accepted("complete", "", complete),
        Update.accepted("failed", "", start + ", " + conditions("FailureTarget", "Failed")),
        status(
            "complete at once",
            start + ", " + conditions("Complete"),
            "without the SuccessCriteriaMet=true condition"),
        status(
            "failed at once",
            start + ", " + conditions("Failed"),
            "without the FailureTarget=true condition"),
        status(
            "complete at no time",
            start + ", " + conditions("SuccessCriteriaMet", "Complete"),
            "completionTime is required"),
        status(
            "complete before it began",
            complete.replace("\"startTime\": \"2026-01-01", "\"startTime\": \"2026-01-02"),
            "must be equal to or after `startTime`"),
        status(
            "complete, and some still run",
            complete + ", \"active\": 1",
            "active>0 is invalid for finished job"),
        status(
            "complete, and some still end",
            complete + ", \"terminating\": 1",
            "terminating>0 is invalid for finished job"),
        status(
            "complete, and some are not counted",
            complete + ", \"uncountedTerminatedPods\": {\"failed\": [\"a\"]}",
            "must be empty for finished job"),
        status("more ready than active", "\"ready\": 1", "cannot set more ready pods than active"),
        status(
            "complete and failed",
            complete.replace("]", ", {\"type\": \"Failed\", \"status\": \"True\"}]"),
            "cannot set Complete=True and Failed=true conditions"),
        status(
            "indexes of one that has none",
            "\"completedIndexes\": \"1\"",
            "when non-indexed completion mode"),
        status(
            "failed indexes without a limit for each",
            "\"failedIndexes\": \"\"",
            "when backoffLimitPerIndex is null"));
  }

  private static Update status(String name, String status, String message) {
    return new Update(name, "", status, "status.", message);
  }

  private static String conditions(String first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others))
        .map("{\"type\": \"%s\", \"status\": \"True\"}"::formatted)
        .collect(Collectors.joining(", ", "\"conditions\": [", "]"));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void answersToAStatus(Update c) {
    CommandResult answer =
        patched(manifest(""), "myjob", "{\"status\": {" + c.patch() + "}}", "--subresource=status");
    assertThat(answer.stderr()).contains(c.field()).contains(c.message());
    assertThat(answer.succeeded()).as(answer.stderr()).isEqualTo(c.field().isEmpty());
  }

  private static Manifest manifest(String changes) {
    return Manifest.job()
        .withAll("{" + changes + "}")
        .with("metadata.name", "update-" + NAMES.incrementAndGet())
        .with("spec.managedBy", "example.com/nobody");
  }

  private CommandResult patched(Manifest manifest, String kind, String patch, String... options) {
    client.resource(manifest.toYaml()).inNamespace(namespace).create();
    Stream<String> command =
        Stream.of("patch", kind, manifest.at("metadata.name").asText(), "-n", namespace);
    Stream<String> dryRun = Stream.of("--dry-run=server", "--type=merge", "-p", patch);
    return cluster.kubectl(
        Stream.of(command, dryRun, Stream.of(options)).flatMap(s -> s).toArray(String[]::new));
  }
}
