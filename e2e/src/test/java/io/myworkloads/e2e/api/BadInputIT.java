package io.myworkloads.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.CommandResult;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is refused when a MyReplicaSet or a MyReplicationController is applied, at which field and
 * in which words. Each case changes one place of a valid object.
 */
@WithOperator
class BadInputIT {
  private static final String POD = "spec.template.spec.";
  private static final String CONTAINER = POD + "containers.0.";

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final String namespace;

  BadInputIT(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = namespace;
  }

  /**
   * @param path the place that is changed, and {@code yaml} what to
   * @param field the field that the answer names
   * @param message a part of what it says
   */
  record Refused(String name, String path, String yaml, String field, String message) {

    /** Refused at the place that was changed. */
    static Refused there(String name, String path, String yaml, String message) {
      return new Refused(name, path, yaml, path.replaceAll("\\.(\\d+)", "[$1]"), message);
    }

    /** Refused at a property of the place that was changed, or at another one. */
    static Refused at(String field, String name, String path, String yaml, String message) {
      return new Refused(
          name,
          path,
          yaml,
          field.startsWith(".") ? path.replaceAll("\\.(\\d+)", "[$1]") + field : field,
          message);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refused> specs() {
    return Stream.of(
        Refused.there("negative replicas", "spec.replicas", "-1", "greater than or equal to 0"),
        Refused.there(
            "more replicas than a number can say",
            "spec.replicas",
            "3000000000",
            "less than or equal to 2147483647"),
        Refused.there("replicas as text", "spec.replicas", "'3'", "must be of type integer"),
        Refused.there(
            "negative minReadySeconds", "spec.minReadySeconds", "-1", "greater than or equal to 0"),
        Refused.there("no selector", "spec.selector", "", "Required value"),
        Refused.there(
            "empty selector", "spec.selector", "{}", "empty selector is invalid for myreplicaset"),
        Refused.there(
            "selector of empty parts",
            "spec.selector",
            "{matchLabels: {}, matchExpressions: []}",
            "empty selector is invalid for myreplicaset"),
        Refused.there("no template", "spec.template", "", "Required value"),
        Refused.there("template without a Pod", POD.replaceAll("\\.$", ""), "", "Required value"),
        Refused.there("no spec", "spec", "", "Required value"));
  }

  static Stream<Refused> selectors() {
    String labels = "spec.template.metadata.labels";
    String mismatch = "`selector` does not match template `labels`";
    String expressions = "spec.selector.matchExpressions";
    return Stream.of(
        Refused.at(labels, "another label", "spec.selector.matchLabels", "{app: other}", mismatch),
        Refused.at(
            labels,
            "a label too many",
            "spec.selector.matchLabels",
            "{app: kubia, not: there}",
            mismatch),
        Refused.at(labels, "template without labels", labels, "", mismatch),
        Refused.at(labels, "template without metadata", "spec.template.metadata", "", mismatch),
        Refused.at(
            labels,
            "In none of the values",
            expressions,
            "[{key: rel, operator: In, values: [beta]}]",
            mismatch),
        Refused.at(
            labels,
            "In, without the label",
            expressions,
            "[{key: none, operator: In, values: [a]}]",
            mismatch),
        Refused.at(
            labels,
            "NotIn one of the values",
            expressions,
            "[{key: rel, operator: NotIn, values: [stable]}]",
            mismatch),
        Refused.at(
            labels,
            "Exists, without the label",
            expressions,
            "[{key: none, operator: Exists}]",
            mismatch),
        Refused.at(
            labels,
            "DoesNotExist, with the label",
            expressions,
            "[{key: app, operator: DoesNotExist}]",
            mismatch),
        Refused.at(
            labels,
            "only one of two is met",
            expressions,
            "[{key: app, operator: Exists}, {key: none, operator: Exists}]",
            mismatch),
        Refused.at(
            ".operator",
            "an operator of nodes",
            expressions + ".0",
            "{key: rel, operator: Gt, values: ['1']}",
            "supported values: \"In\", \"NotIn\", \"Exists\", \"DoesNotExist\""),
        Refused.at(
            ".values",
            "In without values",
            expressions + ".0",
            "{key: rel, operator: In}",
            "must be specified when `operator` is 'In' or 'NotIn'"),
        Refused.at(
            ".values",
            "NotIn without values",
            expressions + ".0",
            "{key: rel, operator: NotIn, values: []}",
            "must be specified when `operator` is 'In' or 'NotIn'"),
        Refused.at(
            ".values",
            "Exists with values",
            expressions + ".0",
            "{key: rel, operator: Exists, values: [stable]}",
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        Refused.at(".key", "no key", expressions + ".0", "{operator: Exists}", "Required value"),
        Refused.there("a key that is none", expressions + ".0.key", "a key", "should match"),
        Refused.there("a value that is none", expressions + ".0.values.1", "-a-", "should match"),
        Refused.there("a label's value that is none", labels + ".tier", "a b", "should match"),
        Refused.there(
            "a label's value that is too long",
            labels + ".tier",
            "x".repeat(64),
            "may not be more than 63"));
  }

  static Stream<Refused> pods() {
    return Stream.of(
        Refused.there(
            "restartPolicy Never",
            POD + "restartPolicy",
            "Never",
            "Unsupported value: \"Never\": supported values: \"Always\""),
        Refused.there(
            "restartPolicy OnFailure",
            POD + "restartPolicy",
            "OnFailure",
            "supported values: \"Always\""),
        Refused.there(
            "activeDeadlineSeconds",
            POD + "activeDeadlineSeconds",
            "5",
            "Forbidden: activeDeadlineSeconds in MyReplicaSet is not Supported"),
        Refused.there(
            "a debugging container",
            POD + "ephemeralContainers",
            "[{name: d, image: b}]",
            "ephemeral containers not allowed in pod template"),
        Refused.there("no containers", POD + "containers", "", "Required value"),
        Refused.there("an empty list of containers", POD + "containers", "[]", "at least 1 items"),
        Refused.there("a container without a name", CONTAINER + "name", "", "Required value"),
        Refused.there(
            "a name with capital letters",
            CONTAINER + "name",
            "Kubia",
            "a lowercase RFC 1123 label must consist of"),
        Refused.there(
            "a name of 64 letters", CONTAINER + "name", "x".repeat(64), "may not be more than 63"),
        Refused.there("a container without an image", CONTAINER + "image", "", "Required value"),
        Refused.there("an empty image", CONTAINER + "image", "''", "at least 1 chars"),
        Refused.there(
            "two containers of one name",
            POD + "containers.1",
            "{name: kubia, image: b}",
            "Duplicate value"),
        Refused.at(
            POD + "initContainers",
            "an init container of a container's name",
            POD + "initContainers.0.name",
            "kubia",
            "must not be that of another container"),
        Refused.at(
            POD + "initContainers[0].livenessProbe",
            "a liveness probe of an init container",
            POD + "initContainers.0.livenessProbe",
            "{exec: {command: [a]}}",
            "may not be set for init containers without restartPolicy=Always"),
        Refused.there(
            "a pull policy that is none",
            CONTAINER + "imagePullPolicy",
            "Sometimes",
            "supported values: \"Always\", \"IfNotPresent\", \"Never\""),
        Refused.there(
            "a port beyond the last",
            CONTAINER + "ports.0.containerPort",
            "65536",
            "must be between 1 and 65535, inclusive"),
        Refused.there(
            "a port's name without a letter", CONTAINER + "ports.0.name", "'80'", "should match"),
        Refused.there(
            "a variable with an equals sign", CONTAINER + "env.0.name", "A=B", "should match"),
        Refused.at(
            ".valueFrom",
            "a variable with two values",
            CONTAINER + "env.1",
            "{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}",
            "may not be specified when `value` is not empty"),
        Refused.at(
            ".valueFrom",
            "a variable with two sources",
            CONTAINER + "env.1",
            "{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: s, key: k}}}",
            "may not have more than one field specified at a time"),
        Refused.there(
            "an amount below zero",
            CONTAINER + "resources.limits.cpu",
            "-1",
            "greater than or equal to 0"),
        Refused.there(
            "an amount of things",
            CONTAINER + "resources.limits.cpu",
            "{cores: 1}",
            "must have at most 0"),
        Refused.there(
            "an amount that is none",
            CONTAINER + "resources.limits.memory",
            "64 MB",
            "should match"),
        Refused.there(
            "a volume of two sources",
            POD + "volumes.0",
            "{name: tmp, emptyDir: {}, hostPath: {path: /x}}",
            "may not specify more than 1 volume type"),
        Refused.at(
            ".operator",
            "a toleration of nothing",
            POD + "tolerations.0",
            "{effect: NoExecute}",
            "operator must be Exists when `key` is empty"),
        Refused.there(
            "a profile without its name",
            CONTAINER + "securityContext.seccompProfile.localhostProfile",
            "",
            "must be set when seccomp type is Localhost"));
  }

  static Stream<Refused> probes() {
    String liveness = CONTAINER + "livenessProbe";
    String readiness = CONTAINER + "readinessProbe";
    String startup = CONTAINER + "startupProbe";
    return Stream.of(
        Refused.there(
            "no handler",
            liveness,
            "{periodSeconds: 5}",
            "Required value: must specify a handler type"),
        Refused.at(
            ".tcpSocket",
            "HTTP and TCP",
            liveness,
            "{httpGet: {port: 80}, tcpSocket: {port: 80}}",
            "Forbidden: may not specify more than 1 handler type"),
        Refused.at(
            ".httpGet",
            "exec and HTTP",
            liveness,
            "{exec: {command: [a]}, httpGet: {port: 80}}",
            "may not specify more than 1 handler type"),
        Refused.at(
            ".grpc",
            "TCP and gRPC",
            readiness,
            "{tcpSocket: {port: 80}, grpc: {port: 80}}",
            "may not specify more than 1 handler type"),
        Refused.there(
            "HTTP port 0",
            liveness + ".httpGet.port",
            "0",
            "must be between 1 and 65535, inclusive"),
        Refused.there(
            "HTTP port 65536",
            liveness + ".httpGet.port",
            "65536",
            "must be between 1 and 65535, inclusive"),
        Refused.there("no HTTP port", liveness + ".httpGet.port", "", "Required value"),
        Refused.there(
            "a port's name of capital letters", liveness + ".httpGet.port", "HTTP", "should match"),
        Refused.there(
            "a port's name of 16 letters",
            liveness + ".httpGet.port",
            "x".repeat(16),
            "may not be more than 15"),
        Refused.there(
            "a scheme that is none",
            liveness + ".httpGet.scheme",
            "FTP",
            "supported values: \"HTTP\", \"HTTPS\""),
        Refused.there(
            "a header's name that is none",
            liveness + ".httpGet.httpHeaders.0.name",
            "X Probe",
            "should match"),
        Refused.there(
            "TCP port 0",
            readiness + ".tcpSocket.port",
            "0",
            "must be between 1 and 65535, inclusive"),
        Refused.there(
            "gRPC port 0", startup + ".grpc.port", "0", "must be between 1 and 65535, inclusive"),
        Refused.there(
            "gRPC port by name", startup + ".grpc.port", "http", "must be of type integer"),
        Refused.at(
            ".exec.command", "exec without a command", liveness, "{exec: {}}", "Required value"),
        Refused.at(
            ".exec.command",
            "exec of an empty command",
            liveness,
            "{exec: {command: []}}",
            "at least 1 items"),
        Refused.there(
            "negative failureThreshold",
            liveness + ".failureThreshold",
            "-1",
            "greater than or equal to 0"),
        Refused.there(
            "negative successThreshold",
            readiness + ".successThreshold",
            "-1",
            "greater than or equal to 0"),
        Refused.there(
            "negative periodSeconds",
            startup + ".periodSeconds",
            "-1",
            "greater than or equal to 0"),
        Refused.there(
            "negative timeoutSeconds",
            liveness + ".timeoutSeconds",
            "-1",
            "greater than or equal to 0"),
        Refused.there(
            "negative initialDelaySeconds",
            liveness + ".initialDelaySeconds",
            "-1",
            "greater than or equal to 0"),
        Refused.there(
            "liveness after two successes", liveness + ".successThreshold", "2", "must be 1"),
        Refused.there(
            "startup after two successes", startup + ".successThreshold", "2", "must be 1"),
        Refused.there(
            "no grace period",
            liveness + ".terminationGracePeriodSeconds",
            "0",
            "greater than or equal to 1"),
        Refused.there(
            "a grace period of readiness",
            readiness + ".terminationGracePeriodSeconds",
            "5",
            "must not be set for readinessProbes"),
        Refused.there(
            "a hook without a handler",
            CONTAINER + "lifecycle.preStop",
            "{}",
            "must specify a handler type"));
  }

  @ParameterizedTest
  @MethodSource({"specs", "selectors", "pods", "probes"})
  void refused(Refused c) {
    Manifest bad = Manifest.everyField().with(c.path(), c.yaml());
    assertThatItIsRefused(bad, c);
    assertThat(Answer.to(bad.asReplicaSet(), client, namespace).accepted())
        .as("apps/v1 ReplicaSet accepts it")
        .isFalse();
  }

  static Stream<Refused> replicationControllers() {
    String labels = "spec.template.metadata.labels";
    String mismatch = "`selector` does not match template `labels`";
    return Stream.of(
        Refused.there("negative replicas", "spec.replicas", "-1", "greater than or equal to 0"),
        Refused.there(
            "negative minReadySeconds", "spec.minReadySeconds", "-1", "greater than or equal to 0"),
        Refused.at(labels, "another label", "spec.selector", "{app: other}", mismatch),
        Refused.at(
            labels, "a label too many", "spec.selector", "{app: kubia, not: there}", mismatch),
        Refused.at(labels, "template without labels", labels, "", mismatch),
        Refused.at(labels, "template without metadata", "spec.template.metadata", "", mismatch),
        Refused.at(
            "spec.selector",
            "neither a selector nor labels",
            "spec",
            "{template: {spec: {containers: [{name: a, image: b}]}}}",
            "Required value"),
        Refused.at(
            "spec.selector",
            "an empty selector and no labels",
            "spec",
            "{selector: {}, template: {metadata: {labels: {}}, spec: {containers: [{name: a, image: b}]}}}",
            "Required value"),
        Refused.there(
            "a label's value that is a number", "spec.selector.app", "1", "must be of type string"),
        Refused.there("no template", "spec.template", "", "Required value"),
        Refused.there(
            "restartPolicy OnFailure",
            POD + "restartPolicy",
            "OnFailure",
            "Unsupported value: \"OnFailure\": supported values: \"Always\""),
        Refused.there(
            "activeDeadlineSeconds",
            POD + "activeDeadlineSeconds",
            "5",
            "Forbidden: activeDeadlineSeconds in MyReplicationController is not Supported"),
        Refused.there(
            "HTTP port 0",
            CONTAINER + "livenessProbe.httpGet.port",
            "0",
            "must be between 1 and 65535, inclusive"));
  }

  @ParameterizedTest
  @MethodSource("replicationControllers")
  void refusedOfAReplicationController(Refused c) {
    Manifest bad = Manifest.replicationController().with(c.path(), c.yaml());
    assertThatItIsRefused(bad, c);
    assertThat(Answer.to(bad.asReplicationController(), client, namespace).accepted())
        .as("v1 ReplicationController accepts it")
        .isFalse();
  }

  @Test
  void selectorOfAReplicaSetIsUnknownToAReplicationController() {
    Manifest bad = Manifest.replicationController().with("spec.selector", "{matchLabels: {a: b}}");
    assertThat(Answer.to(bad, client, namespace).message())
        .contains("unknown field \"spec.selector.matchLabels");
  }

  @Test
  void unchangedReplicationControllerIsAccepted() {
    Manifest good = Manifest.replicationController();
    assertThat(Answer.to(good, client, namespace).message()).isEmpty();
    assertThat(Answer.to(good.with("spec.selector", ""), client, namespace).message()).isEmpty();
    assertThat(Answer.to(good.asReplicationController(), client, namespace).message()).isEmpty();
  }

  /** Of fields that upstream has not. */
  static Stream<Refused> additions() {
    return Stream.of(
        Refused.there(
            "an unknown podReplacementPolicy",
            "spec.podReplacementPolicy",
            "Never",
            "Unsupported value: \"Never\": supported values: \"TerminatingOrFailed\", \"Failed\""),
        Refused.there(
            "an empty podReplacementPolicy",
            "spec.podReplacementPolicy",
            "''",
            "Unsupported value"),
        Refused.there(
            "failedPods that say nothing",
            "spec.failedPods",
            "{}",
            "must specify keep, ttlSeconds or both"),
        Refused.at(
            "spec.failedPods.keep",
            "a negative number to keep",
            "spec.failedPods",
            "{keep: -1}",
            "greater than or equal to 0"),
        Refused.at(
            "spec.failedPods.keep",
            "a number to keep as text",
            "spec.failedPods",
            "{keep: '1'}",
            "must be of type integer"),
        Refused.at(
            "spec.failedPods.ttlSeconds",
            "a negative time to stay",
            "spec.failedPods",
            "{ttlSeconds: -1}",
            "greater than or equal to 0"),
        Refused.at(
            "spec.failedPods.ttlSeconds",
            "a time to stay that is too long for a number",
            "spec.failedPods",
            "{ttlSeconds: 2147483648}",
            "less than or equal to 2147483647"),
        Refused.there(
            "replaced without a restart",
            "spec.replaceAfterRestarts",
            "0",
            "greater than or equal to 1"),
        Refused.there(
            "restarts as text", "spec.replaceAfterRestarts", "'3'", "must be of type integer"));
  }

  @ParameterizedTest
  @MethodSource("additions")
  void refusedOfBothKinds(Refused c) {
    assertThatItIsRefused(Manifest.everyField().with(c.path(), c.yaml()), c);
    assertThatItIsRefused(Manifest.replicationController().with(c.path(), c.yaml()), c);
  }

  private void assertThatItIsRefused(Manifest bad, Refused c) {
    Answer answer = Answer.to(bad, client, namespace);
    assertThat(answer.causes())
        .as(answer.message())
        .anySatisfy(
            cause -> {
              assertThat(cause.field()).isEqualTo(c.field());
              assertThat(cause.message()).contains(c.message());
            });
  }

  static Stream<Refused> unknown() {
    return Stream.of(
        Refused.at("spec.replica", "of the set", "spec.replica", "3", "unknown field"),
        Refused.at(
            "spec.template.spec.contaners", "of the Pod", POD + "contaners", "[]", "unknown field"),
        Refused.at(
            "spec.template.spec.containers[0].livenessProbe.httpGet.prot",
            "of a probe",
            CONTAINER + "livenessProbe.httpGet.prot",
            "80",
            "unknown field"),
        Refused.at(
            "spec.template.metadata.label",
            "of the template",
            "spec.template.metadata.label",
            "{}",
            "unknown field"),
        Refused.at(
            "spec.selector.app",
            "labels without matchLabels",
            "spec.selector.app",
            "kubia",
            "unknown field"));
  }

  @ParameterizedTest
  @MethodSource
  void unknown(Refused c) {
    Answer answer = Answer.to(Manifest.everyField().with(c.path(), c.yaml()), client, namespace);
    assertThat(answer.message()).contains("unknown field \"" + c.field() + "\"");
  }

  /** As a user sees it who applies a file with all the common mistakes. */
  @Test
  void onTheCommandLine() {
    List<String> names =
        List.of(
            "empty selector",
            "another label",
            "negative replicas",
            "restartPolicy Never",
            "HTTP and TCP",
            "HTTP port 0",
            "negative failureThreshold");
    List<Refused> cases =
        Stream.of(specs(), selectors(), pods(), probes(), unknown())
            .flatMap(c -> c)
            .filter(c -> names.contains(c.name()) || c.message().equals("unknown field"))
            .toList();
    String file =
        cases.stream()
            .map(c -> Manifest.everyField().with(c.path(), c.yaml()).toYaml())
            .collect(Collectors.joining());
    CommandResult apply = cluster.kubectlWithInput(file, "apply", "-n", namespace, "-f", "-");
    assertThat(apply.succeeded()).isFalse();
    assertThat(apply.stdout()).as("what was created").isEmpty();
    assertThat(cases)
        .hasSizeGreaterThan(names.size())
        .allSatisfy(c -> assertThat(apply.stderr()).contains(c.field()).contains(c.message()));
  }
}
