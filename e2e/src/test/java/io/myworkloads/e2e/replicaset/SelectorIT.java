package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which Pods a set takes for its own: those that every part of its selector matches. */
@WithOperator
class SelectorIT {
  private Kubectl kubectl;

  @BeforeEach
  void namespace(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  record Operator(String name, String expression, String matching, String other, String template) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operator> operators() {
    return Stream.of(
        new Operator("In", "values: [web, edge]", "tier: edge", "tier: database", "tier: web"),
        new Operator("NotIn", "values: [database]", "zone: a", "tier: database", "tier: web"),
        new Operator("Exists", "", "tier: whatever", "zone: a", "tier: web"),
        new Operator("DoesNotExist", "", "zone: a", "tier: web", "zone: b"));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void adoptsThePodsThatMatchAndNoOther(Operator operator) {
    kubectl.apply(pod("matching", operator.matching()) + pod("other", operator.other()));
    TestReplicaSet set =
        kubectl.applySet(
            "set",
            """
            apiVersion: myworkloads.io/v1
            kind: MyReplicaSet
            metadata: {name: set}
            spec:
              replicas: 2
              selector:
                matchLabels: {app: set}
                matchExpressions: [{key: tier, operator: %s, %s}]
              template:
                metadata: {labels: {app: set, %s}}
                spec: %s
            """
                .formatted(
                    operator.name(), operator.expression(), operator.template(), Pods.GATED));

    List<Pod> pods = set.awaitPods(2);

    assertThat(pods).extracting(pod -> pod.getMetadata().getName()).contains("matching");
    assertThat(kubectl.pods()).hasSize(3);
    assertThat(Pods.owners(kubectl.pod("other"))).isEmpty();
  }

  @Test
  void podLeavesByAnyPartOfTheSelector() {
    TestReplicaSet set = kubectl.applySample("kubia-replicaset-matchexpressions.yaml");
    set.awaitReady(3);
    assertThat(kubectl.run("get", "myrs", set.name(), "-o", "wide"))
        .contains("app in (kubia-matchexpressions)", "env", "!retired", "tier notin (backend)");

    Set<String> before = set.podUids();
    set.label(set.pods().getFirst(), "env=production");
    for (String label : List.of("tier=backend", "env-", "retired=yes", "app=other")) {
      Pod leaving = set.pods().getFirst();
      set.label(leaving, label);
      Waiting.untilAsserted(
          "the Pod with " + label + " to be released",
          TestReplicaSet.DEADLINE,
          () -> assertThat(Pods.owners(kubectl.pod(leaving.getMetadata().getName()))).isEmpty());
      set.awaitReady(3);
    }
    assertThat(kubectl.pods()).hasSize(7);
    assertThat(Pods.uids(kubectl.pods())).containsAll(before);
  }

  @Test
  void podsMadeBeforehandAreAdopted() {
    TestReplicaSet set = kubectl.applySample("kubia-replicaset-adoption.yaml");
    set.awaitReady(3);
    assertThat(kubectl.pods())
        .hasSize(3)
        .allMatch(pod -> Pods.isControlledBy(pod, set.uid()))
        .extracting(pod -> pod.getMetadata().getName())
        .contains("kubia-manual-1", "kubia-manual-2");
    Waiting.untilAsserted(
        "the event of the one new Pod",
        TestReplicaSet.DEADLINE,
        () -> assertThat(set.events("SuccessfulCreate")).hasSize(1));
  }

  private static String pod(String name, String label) {
    return """
           apiVersion: v1
           kind: Pod
           metadata: {name: %s, labels: {app: set, %s}}
           spec: %s
           ---
           """
        .formatted(name, label, Pods.GATED);
  }
}
