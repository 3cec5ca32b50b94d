package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestGetTargetNodeName and TestReplaceDaemonSetPodNodeNameNodeAffinity. */
class TargetNodeTest {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String ONLY_N1 =
      "{nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]}";

  record Case(String name, String spec, @Nullable String target) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case affinity(String name, String terms, @Nullable String target) {
    return new Case(
        name,
        "{affinity: {nodeAffinity: {%s: {nodeSelectorTerms: %s}}}}".formatted(REQUIRED, terms),
        target);
  }

  static Stream<Case> pods() {
    return Stream.of(
        new Case("a node", "{nodeName: n1}", "n1"),
        new Case(
            "a node, whatever the affinity says",
            "{nodeName: n1, affinity: {nodeAffinity: {%s: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n2]}]}]}}}}"
                .formatted(REQUIRED),
            "n1"),
        affinity(
            "a name", "[{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]", "n1"),
        affinity(
            "a name in the second term",
            "[{matchExpressions: [{key: a, operator: Exists}]}, {matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]",
            "n1"),
        affinity(
            "two names",
            "[{matchFields: [{key: metadata.name, operator: In, values: [n1, n2]}]}]",
            null),
        affinity(
            "all but a name",
            "[{matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}]",
            null),
        affinity("labels alone", "[{matchExpressions: [{key: a, operator: Exists}]}]", null),
        affinity("no terms", "[]", null),
        new Case("no node affinity", "{affinity: {podAffinity: {}}}", null),
        new Case("nothing", "{}", null));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void reads(Case c) {
    String manifest =
        "---\n{metadata: {name: a, namespace: shop, uid: u}, spec: %s}".formatted(c.spec());

    assertThat(PodViews.of(Serialization.unmarshal(manifest, Pod.class)).targetNode())
        .isEqualTo(c.target());
  }

  record Replaced(String name, @Nullable String template, String result) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Replaced> affinities() {
    String only = "{nodeAffinity: {%s: %s}}".formatted(REQUIRED, ONLY_N1);
    String preferred =
        "preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: a, operator: Exists}]}}]";
    return Stream.of(
        new Replaced("nothing", null, only),
        new Replaced("an empty one", "{}", only),
        new Replaced("an empty one of nodes", "{nodeAffinity: {}}", only),
        new Replaced(
            "terms are replaced",
            "{nodeAffinity: {%s: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}, {matchFields: [{key: metadata.name, operator: In, values: [n2]}]}]}}}"
                .formatted(REQUIRED),
            only),
        new Replaced(
            "preferred terms stay",
            "{nodeAffinity: {%s}}".formatted(preferred),
            "{nodeAffinity: {%s, %s: %s}}".formatted(preferred, REQUIRED, ONLY_N1)),
        new Replaced(
            "affinity to Pods stays",
            "{podAffinity: {%s: [{topologyKey: zone}]}}".formatted(REQUIRED),
            "{podAffinity: {%s: [{topologyKey: zone}]}, nodeAffinity: {%s: %s}}"
                .formatted(REQUIRED, REQUIRED, ONLY_N1)));
  }

  @ParameterizedTest
  @MethodSource("affinities")
  void writes(Replaced c) {
    Affinity template =
        c.template() == null
            ? null
            : Serialization.unmarshal("---\n" + c.template(), Affinity.class);
    Affinity result = Serialization.unmarshal("---\n" + c.result(), Affinity.class);

    assertThat(TargetNode.affinity(template, "n1")).isEqualTo(result);
  }
}
