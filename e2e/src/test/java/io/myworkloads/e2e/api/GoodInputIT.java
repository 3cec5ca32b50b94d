package io.myworkloads.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.CommandResult;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is accepted of MyReplicaSets, and that all of it is kept. */
@WithOperator
class GoodInputIT {
  private static final String CONTAINER = "spec.template.spec.containers.0.";

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final String namespace;

  GoodInputIT(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = namespace;
  }

  @Test
  void everyFieldIsKept() {
    Manifest manifest = Manifest.everyField();
    Answer answer = Answer.to(manifest, client, namespace);
    assertThat(answer.message()).isEmpty();
    List<String> lost = new ArrayList<>();
    compare("spec", manifest.at("spec"), answer.stored().orElseThrow().path("spec"), lost);
    assertThat(lost).isEmpty();
    assertThat(Answer.to(manifest.asReplicaSet(), client, namespace).message()).isEmpty();
  }

  /** Defaults may have been added, but what was sent must be there. */
  private static void compare(String path, JsonNode sent, JsonNode stored, List<String> lost) {
    if (sent.isValueNode()) {
      if (!sent.equals(stored)) {
        lost.add(path + ": " + sent + " is " + stored);
      }
    } else if (sent.isArray()) {
      for (int i = 0; i < sent.size(); i++) {
        compare(path + "[" + i + "]", sent.get(i), stored.path(i), lost);
      }
    } else {
      sent.properties()
          .forEach(
              e -> compare(path + "." + e.getKey(), e.getValue(), stored.path(e.getKey()), lost));
    }
  }

  record Accepted(String name, String path, String yaml) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Accepted> accepted() {
    return Stream.of(
        new Accepted("no replicas", "spec.replicas", "0"),
        new Accepted("replicas left to the default", "spec.replicas", ""),
        new Accepted("only labels", "spec.selector.matchExpressions", ""),
        new Accepted("only expressions", "spec.selector.matchLabels", ""),
        new Accepted("a Pod may have more labels", "spec.template.metadata.labels.more", "x"),
        new Accepted("an empty label", "spec.template.metadata.labels.more", "''"),
        new Accepted("what kubectl writes", "spec.template.metadata.creationTimestamp", "null"),
        new Accepted("what Helm leaves empty", CONTAINER + "resources", "null"),
        new Accepted("restartPolicy left out", "spec.template.spec.restartPolicy", ""),
        new Accepted(
            "a probe of zeros",
            CONTAINER + "livenessProbe",
            "{httpGet: {port: 80}, successThreshold: 0, timeoutSeconds: 0, periodSeconds: 0, failureThreshold: 0}"),
        new Accepted(
            "a port's name with hyphens", CONTAINER + "livenessProbe.httpGet.port", "a-1-b"),
        new Accepted("the last port", CONTAINER + "livenessProbe.httpGet.port", "65535"),
        new Accepted("the longest name", CONTAINER + "name", "x".repeat(63)),
        new Accepted("a whole CPU", CONTAINER + "resources.limits.cpu", "1"),
        new Accepted("half a CPU as a number", CONTAINER + "resources.limits.cpu", "0.5"),
        new Accepted("memory in bytes", CONTAINER + "resources.limits.memory", "134217728"),
        new Accepted("a variable with a dot", CONTAINER + "env.0.name", "my.variable-1"),
        new Accepted("an empty volume", "spec.template.spec.volumes.0", "{name: tmp}"),
        new Accepted(
            "a node with a long name",
            "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0.matchFields.0.values.0",
            "ip-10-0-0-1." + "x".repeat(63) + ".internal"));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(Accepted c) {
    Manifest manifest = Manifest.everyField().with(c.path(), c.yaml());
    assertThat(Answer.to(manifest, client, namespace).message()).isEmpty();
    assertThat(Answer.to(manifest.asReplicaSet(), client, namespace).message()).isEmpty();
  }

  @Test
  void defaultsAreUpstreams() {
    JsonNode spec =
        Answer.to(
                Manifest.everyField().with("spec.replicas", "").with("spec.minReadySeconds", ""),
                client,
                namespace)
            .stored()
            .orElseThrow()
            .path("spec");
    assertThat(spec.path("replicas").asInt(-1)).isEqualTo(1);
    assertThat(spec.path("minReadySeconds").asInt(-1)).isEqualTo(0);
  }

  @Test
  void whatUpstreamHasNotIsKept() {
    for (Manifest of : List.of(Manifest.everyField(), Manifest.replicationController())) {
      Manifest manifest =
          of.with("spec.podReplacementPolicy", "Failed")
              .with("spec.failedPods", "{keep: 0, ttlSeconds: 0}")
              .with("spec.replaceAfterRestarts", "1");
      Answer answer = Answer.to(manifest, client, namespace);
      assertThat(answer.message()).isEmpty();
      List<String> lost = new ArrayList<>();
      compare("spec", manifest.at("spec"), answer.stored().orElseThrow().path("spec"), lost);
      assertThat(lost).isEmpty();
    }
  }

  @Test
  void whatUpstreamHasNotIsOffByDefault() {
    JsonNode spec =
        Answer.to(Manifest.everyField(), client, namespace).stored().orElseThrow().path("spec");
    assertThat(spec.path("podReplacementPolicy").asText()).isEqualTo("TerminatingOrFailed");
    assertThat(spec.has("failedPods")).isFalse();
    assertThat(spec.has("replaceAfterRestarts")).isFalse();
  }

  @Test
  void selectorCannotBeChangedAndTheRestCan() {
    create("immutable-selector");
    CommandResult selector =
        patch("immutable-selector", "{\"spec\": {\"selector\": {\"matchExpressions\": null}}}");
    assertThat(selector.succeeded()).isFalse();
    assertThat(selector.stderr()).contains("spec.selector: Invalid value: field is immutable");
    patch(
            "immutable-selector",
            "{\"spec\": {\"minReadySeconds\": 7, \"template\": {\"spec\": {\"hostname\": \"other\"}}}}")
        .orFail();
  }

  /** By a patch, which states no version: the operator writes a status at the same time. */
  @Test
  void statusThatCannotBeIsRefused() {
    create("impossible-status");
    CommandResult status =
        cluster.kubectl(
            "patch",
            "myrs",
            "impossible-status",
            "-n",
            namespace,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\": {\"replicas\": 1, \"readyReplicas\": 2, \"availableReplicas\": 3}}");
    assertThat(status.succeeded()).isFalse();
    assertThat(status.stderr())
        .contains("status.readyReplicas: Invalid value: cannot be greater than status.replicas")
        .contains("status.availableReplicas: Invalid value: cannot be greater than readyReplicas");
  }

  @Test
  void kubectlExplainsTheLastField() {
    String probe =
        cluster
            .kubectl("explain", "myrs.spec.template.spec.containers.livenessProbe.httpGet")
            .orFail();
    assertThat(probe)
        .containsPattern("httpHeaders\\s+<\\[\\]Object>")
        .containsPattern("port\\s+<[a-zA-Z]+> -required-")
        .containsPattern("scheme\\s+<string>")
        .contains("Path to access on the HTTP server.");
    assertThat(cluster.kubectl("explain", "myrs").orFail())
        .contains("MyReplicaSet keeps a number of Pods of one template alive");
  }

  @Test
  void namesAndColumnsAreThoseOfReplicaSets() {
    create("columns");
    assertThat(header("get", "myrs")).containsExactly("NAME", "DESIRED", "CURRENT", "READY", "AGE");
    assertThat(header("get", "myreplicasets", "-o", "wide"))
        .containsExactly(
            "NAME", "DESIRED", "CURRENT", "READY", "AGE", "CONTAINERS", "IMAGES", "SELECTOR");
    for (String category : List.of("all", "myworkloads", "myreplicaset")) {
      assertThat(cluster.kubectl("get", category, "-n", namespace, "-o", "name").orFail())
          .contains("myreplicaset.myworkloads.io/columns");
    }
  }

  private CommandResult patch(String name, String patch) {
    return cluster.kubectl("patch", "myrs", name, "-n", namespace, "--type=merge", "-p", patch);
  }

  private List<String> header(String... command) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of("-n", namespace));
    return List.of(
        cluster
            .kubectl(args.toArray(String[]::new))
            .orFail()
            .lines()
            .findFirst()
            .orElseThrow()
            .split(" +"));
  }

  /** For real, but without Pods. */
  private void create(String name) {
    Manifest manifest =
        Manifest.everyField().with("metadata", "{name: " + name + "}").with("spec.replicas", "0");
    client.resource(manifest.toYaml()).inNamespace(namespace).create();
  }
}
