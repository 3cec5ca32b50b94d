package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.nodes.NodeViewBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a template's own words about nodes are read; what follows is Placement's affair. */
class DaemonTemplatesTest {

  /**
   * A template and a node.
   *
   * @param spec of the template, besides its containers
   */
  record Case(String name, String spec, NodeView node, Verdict verdict) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static NodeView node() {
    return NodeViewBuilder.node("n1").label("disk", "ssd").label("cores", "8").build();
  }

  private static NodeView tainted(String taint) {
    return NodeViewBuilder.node("n1").tainted(taint).build();
  }

  private static String affinity(String terms) {
    return "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [%s]}}}"
        .formatted(terms);
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing is asked", "terminationGracePeriodSeconds: 1", node(), Verdict.RUN),
        new Case("its name", "nodeName: n1", node(), Verdict.RUN),
        new Case("another's name", "nodeName: n2", node(), Verdict.LEAVE),
        new Case("an empty name", "nodeName: ''", node(), Verdict.RUN),
        new Case("its label", "nodeSelector: {disk: ssd}", node(), Verdict.RUN),
        new Case("another label", "nodeSelector: {disk: hdd}", node(), Verdict.LEAVE),
        new Case(
            "an expression that holds",
            affinity("{matchExpressions: [{key: cores, operator: Gt, values: ['4']}]}"),
            node(),
            Verdict.RUN),
        new Case(
            "one that does not",
            affinity("{matchExpressions: [{key: disk, operator: NotIn, values: [ssd]}]}"),
            node(),
            Verdict.LEAVE),
        new Case(
            "one term of two",
            affinity(
                "{matchFields: [{key: metadata.name, operator: In, values: [n9]}]}, {matchExpressions: [{key: disk, operator: Exists}]}"),
            node(),
            Verdict.RUN),
        new Case(
            "label and field of one term",
            affinity(
                "{matchFields: [{key: metadata.name, operator: In, values: [n9]}], matchExpressions: [{key: disk, operator: Exists}]}"),
            node(),
            Verdict.LEAVE),
        new Case(
            "what is only preferred",
            "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: no, operator: Exists}]}}]}}",
            node(),
            Verdict.RUN),
        new Case("a taint", "nodeSelector: {}", tainted("a=b:NoSchedule"), Verdict.KEEP),
        new Case(
            "a taint that it tolerates",
            "tolerations: [{key: a, operator: Equal, value: b, effect: NoSchedule}]",
            tainted("a=b:NoSchedule"),
            Verdict.RUN),
        new Case(
            "one of any effect",
            "tolerations: [{key: a, operator: Exists}]",
            tainted("a:NoExecute"),
            Verdict.RUN),
        new Case(
            "all of them",
            "tolerations: [{operator: Exists}]",
            tainted("a:NoExecute"),
            Verdict.RUN),
        new Case(
            "a node without network",
            "hostNetwork: false",
            tainted("node.kubernetes.io/network-unavailable:NoSchedule"),
            Verdict.KEEP),
        new Case(
            "a node without network, where the Pod uses the host's",
            "hostNetwork: true",
            tainted("node.kubernetes.io/network-unavailable:NoSchedule"),
            Verdict.RUN));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void placement(Case c) {
    assertThat(DaemonTemplates.placement(template(c.spec())).verdict(c.node()))
        .isEqualTo(c.verdict());
  }

  @Test
  void podsHaveTheRevisionAndTheAutomaticTolerationsBesidesTheirOwn() {
    PodTemplateSpec template =
        template(
            "tolerations: [{key: a, operator: Exists}, {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute}]");
    PodTemplateSpec ofPods = DaemonTemplates.ofPods(template, "5d58");

    assertThat(ofPods.getMetadata().getLabels())
        .containsEntry("app", "agent")
        .containsEntry("controller-revision-hash", "5d58");
    assertThat(ofPods.getSpec().getTolerations())
        .extracting(toleration -> toleration.getKey())
        .containsExactly(
            "a",
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable",
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/pid-pressure",
            "node.kubernetes.io/unschedulable");
    assertThat(ofPods.getSpec().getContainers()).isEqualTo(template.getSpec().getContainers());
    assertThat(template.getSpec().getTolerations()).as("the template itself").hasSize(2);
  }

  private static PodTemplateSpec template(String spec) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            metadata: {labels: {app: agent}}
            spec:
              containers: [{name: main, image: busybox}]
              %s
            """
                .formatted(spec),
            PodTemplateSpec.class);
  }
}
