package io.myworkloads.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.api.BadInputIT.Refused;
import io.myworkloads.e2e.cluster.CommandResult;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is accepted and what refused of MyDaemonSets where they differ from MyReplicaSets, and that
 * apps/v1 DaemonSet says the same. Each case changes one place of a valid object.
 */
@WithOperator
class DaemonSetInputIT {
  private static final String STRATEGY = "spec.updateStrategy";
  private static final String MAX_UNAVAILABLE = STRATEGY + ".rollingUpdate.maxUnavailable";
  private static final String MAX_SURGE = STRATEGY + ".rollingUpdate.maxSurge";
  private static final String NO_PERCENT =
      "a valid percent string must be a numeric string followed by an ending '%'";
  private static final String BOTH_ZERO = "cannot be 0 when maxSurge is 0";
  private static final String BOTH = "may not be set when maxUnavailable is non-zero";

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final String namespace;

  DaemonSetInputIT(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = namespace;
  }

  static Stream<Refused> specs() {
    String labels = "spec.template.metadata.labels";
    return Stream.of(
        Refused.there("no selector", "spec.selector", "", "Required value"),
        Refused.there(
            "empty selector", "spec.selector", "{}", "empty selector is invalid for mydaemonset"),
        Refused.at(
            labels,
            "another label",
            "spec.selector.matchLabels",
            "{app: other}",
            "`selector` does not match template `labels`"),
        Refused.there("no template", "spec.template", "", "Required value"),
        Refused.there(
            "restartPolicy Never",
            "spec.template.spec.restartPolicy",
            "Never",
            "Unsupported value: \"Never\": supported values: \"Always\""),
        Refused.there(
            "activeDeadlineSeconds",
            "spec.template.spec.activeDeadlineSeconds",
            "5",
            "Forbidden: activeDeadlineSeconds in MyDaemonSet is not Supported"),
        Refused.there(
            "negative minReadySeconds", "spec.minReadySeconds", "-1", "greater than or equal to 0"),
        Refused.there(
            "negative revisionHistoryLimit",
            "spec.revisionHistoryLimit",
            "-1",
            "greater than or equal to 0"),
        Refused.at(
            STRATEGY + ".type",
            "a strategy of Deployments",
            STRATEGY,
            "{type: Recreate}",
            "Unsupported value: \"Recreate\": supported values: \"RollingUpdate\", \"OnDelete\""));
  }

  /** The rows of upstream's TestDaemonSetUpdateMaxSurge, and what they lack. */
  static Stream<Refused> amounts() {
    return Stream.of(
        amount(MAX_UNAVAILABLE, "zero and no surge", "{maxUnavailable: 0}", BOTH_ZERO),
        amount(MAX_UNAVAILABLE, "zero percent and no surge", "{maxUnavailable: 0%}", BOTH_ZERO),
        amount(
            MAX_UNAVAILABLE, "zero and surge zero", "{maxUnavailable: 0, maxSurge: 0}", BOTH_ZERO),
        amount(
            MAX_UNAVAILABLE,
            "zero percent and surge zero percent",
            "{maxUnavailable: 0%, maxSurge: 0%}",
            BOTH_ZERO),
        amount(
            MAX_UNAVAILABLE,
            "zero and surge zero percent",
            "{maxUnavailable: 0, maxSurge: 0%}",
            BOTH_ZERO),
        amount(MAX_SURGE, "both", "{maxUnavailable: 1, maxSurge: 1}", BOTH),
        amount(MAX_SURGE, "both in percent", "{maxUnavailable: 1%, maxSurge: 1%}", BOTH),
        amount(MAX_SURGE, "surge beside the default", "{maxSurge: 1}", BOTH),
        amount(MAX_SURGE, "surge in percent beside the default", "{maxSurge: 1%}", BOTH),
        amount(
            MAX_UNAVAILABLE,
            "more than all",
            "{maxUnavailable: 101%}",
            "must not be greater than 100%"),
        amount(
            MAX_SURGE,
            "more than all as surge",
            "{maxUnavailable: 0, maxSurge: 101%}",
            "must not be greater than 100%"),
        amount(
            MAX_UNAVAILABLE,
            "negative",
            "{maxUnavailable: -1}",
            "must be greater than or equal to 0"),
        amount(
            MAX_SURGE,
            "negative surge",
            "{maxUnavailable: 0, maxSurge: -1}",
            "must be greater than or equal to 0"),
        amount(MAX_UNAVAILABLE, "a negative percentage", "{maxUnavailable: -1%}", NO_PERCENT),
        amount(MAX_UNAVAILABLE, "a number as text", "{maxUnavailable: '1'}", NO_PERCENT),
        amount(MAX_UNAVAILABLE, "a fraction in percent", "{maxUnavailable: 1.5%}", NO_PERCENT),
        amount(MAX_SURGE, "words", "{maxUnavailable: 0, maxSurge: a few}", NO_PERCENT),
        amount(
            MAX_UNAVAILABLE,
            "more than a number can say",
            "{maxUnavailable: 3000000000}",
            "must be a 32-bit integer"));
  }

  private static Refused amount(String field, String name, String rollingUpdate, String message) {
    return Refused.at(field, name, STRATEGY, "{rollingUpdate: " + rollingUpdate + "}", message);
  }

  @ParameterizedTest
  @MethodSource({"specs", "amounts"})
  void refused(Refused c) {
    Manifest bad = Manifest.daemonSet().with(c.path(), c.yaml());
    assertThatItIsRefused(bad, c);
    assertThat(Answer.to(bad.asDaemonSet(), client, namespace).accepted())
        .as("apps/v1 DaemonSet accepts it")
        .isFalse();
  }

  static Stream<Refused> ownFields() {
    return Stream.of(
        amount(
            STRATEGY + ".rollingUpdate.partition",
            "negative partition",
            "{partition: -1}",
            "greater than or equal to 0"),
        amount(
            STRATEGY + ".rollingUpdate.nodeSelector.zone",
            "a node's label that is none",
            "{nodeSelector: {zone: a b}}",
            "should match"),
        amount(STRATEGY + ".rollingUpdate.paused", "paused as text", "{paused: 'yes'}", "boolean"),
        Refused.at(
            "spec.rollbackTo.revision",
            "a negative revision",
            "spec.rollbackTo",
            "{revision: -1}",
            "greater than or equal to 0"),
        Refused.there("suspend as text", "spec.suspend", "'yes'", "must be of type boolean"));
  }

  @ParameterizedTest
  @MethodSource
  void ownFields(Refused c) {
    assertThatItIsRefused(Manifest.daemonSet().with(c.path(), c.yaml()), c);
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

  static Stream<String> acceptedStrategies() {
    return Stream.of(
        "",
        "{}",
        "{type: ''}",
        "{type: RollingUpdate}",
        "{rollingUpdate: {maxUnavailable: 1}}",
        "{rollingUpdate: {maxUnavailable: 1%}}",
        "{rollingUpdate: {maxUnavailable: 100%}}",
        "{rollingUpdate: {maxUnavailable: 500, maxSurge: 0%}}",
        "{rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}",
        "{rollingUpdate: {maxUnavailable: 0%, maxSurge: 100%}}",
        "{type: OnDelete}",
        "{type: OnDelete, rollingUpdate: {maxUnavailable: 0}}",
        "{type: OnDelete, rollingUpdate: {maxUnavailable: 1, maxSurge: 1}}");
  }

  @ParameterizedTest
  @MethodSource("acceptedStrategies")
  void accepted(String strategy) {
    Manifest manifest = Manifest.daemonSet().with(STRATEGY, strategy);
    assertThat(Answer.to(manifest, client, namespace).message()).isEmpty();
    assertThat(Answer.to(manifest.asDaemonSet(), client, namespace).message()).isEmpty();
  }

  @Test
  void ownFieldsAreKept() {
    Manifest manifest =
        Manifest.daemonSet()
            .with("spec.suspend", "true")
            .with("spec.respectDrain", "true")
            .with("spec.rollbackTo", "{revision: 3}")
            .with(
                STRATEGY,
                "{rollingUpdate: {paused: true, partition: 2, nodeSelector: {zone: a}, skipUnreadyNodes: true}}");
    JsonNode spec = Answer.to(manifest, client, namespace).stored().orElseThrow().path("spec");
    assertThat(spec.path("suspend").asBoolean()).isTrue();
    assertThat(spec.path("respectDrain").asBoolean()).isTrue();
    assertThat(spec.at("/rollbackTo/revision").asInt()).isEqualTo(3);
    JsonNode rolling = spec.at("/updateStrategy/rollingUpdate");
    assertThat(rolling.path("paused").asBoolean()).isTrue();
    assertThat(rolling.path("partition").asInt()).isEqualTo(2);
    assertThat(rolling.at("/nodeSelector/zone").asText()).isEqualTo("a");
    assertThat(rolling.path("skipUnreadyNodes").asBoolean()).isTrue();
  }

  @Test
  void defaultsAreUpstreams() {
    JsonNode spec = defaulted("");
    assertThat(spec.path("minReadySeconds").asInt(-1)).isZero();
    assertThat(spec.path("revisionHistoryLimit").asInt(-1)).isEqualTo(10);
    assertThat(spec.at("/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
    JsonNode strategy = defaulted("{rollingUpdate: {}}").path("updateStrategy");
    assertThat(strategy.at("/rollingUpdate/maxUnavailable").asInt(-1)).isEqualTo(1);
    assertThat(strategy.at("/rollingUpdate/maxSurge").asInt(-1)).isZero();
  }

  private JsonNode defaulted(String strategy) {
    Manifest manifest =
        Manifest.daemonSet().with("spec.minReadySeconds", "").with(STRATEGY, strategy);
    return Answer.to(manifest, client, namespace).stored().orElseThrow().path("spec");
  }

  @Test
  void columnsAreThoseOfDaemonSets() {
    create("columns");
    assertThat(header("get", "myds"))
        .containsExactly(
            "NAME",
            "DESIRED",
            "CURRENT",
            "READY",
            "UP-TO-DATE",
            "AVAILABLE",
            "NODE SELECTOR",
            "AGE");
    assertThat(header("get", "mydaemonsets", "-o", "wide"))
        .endsWith("AGE", "CONTAINERS", "IMAGES", "SELECTOR");
  }

  @Test
  void selectorCannotBeChanged() {
    create("immutable-selector");
    CommandResult selector =
        cluster.kubectl(
            "patch",
            "myds",
            "immutable-selector",
            "-n",
            namespace,
            "--type=merge",
            "-p",
            "{\"spec\": {\"selector\": {\"matchExpressions\": null}}}");
    assertThat(selector.succeeded()).isFalse();
    assertThat(selector.stderr()).contains("spec.selector: Invalid value: field is immutable");
  }

  private String[] header(String... command) {
    String[] args =
        Stream.concat(Stream.of(command), Stream.of("-n", namespace)).toArray(String[]::new);
    return cluster.kubectl(args).orFail().lines().findFirst().orElseThrow().split(" {2,}");
  }

  /** For real, but without Pods. */
  private void create(String name) {
    Manifest manifest =
        Manifest.daemonSet()
            .with("metadata", "{name: " + name + "}")
            .with("spec.template.spec.nodeSelector", "{no: node}");
    client.resource(manifest.toYaml()).inNamespace(namespace).create();
  }
}
