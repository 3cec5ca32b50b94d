package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.e2e.cluster.CommandResult;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import org.junit.jupiter.api.Test;

/** What {@code kubectl wait} makes of the condition Available. */
@WithOperator
class AvailableIT {

  @Test
  void kubectlWaitsForAsManyAvailablePodsAsAreAskedFor(
      TestCluster cluster, @TestNamespace String namespace) {
    var kubectl = new Kubectl(cluster, namespace);
    TestReplicaSet set = kubectl.applySet("web", manifest(2, 1));
    await(kubectl, "90s").orFail();
    assertThat(set.status().getAvailableReplicas()).isEqualTo(2);

    // right after a change of the spec, whether the operator has seen it or not
    set.patch("merge", "{\"spec\": {\"replicas\": 3, \"minReadySeconds\": 3}}");
    await(kubectl, "90s").orFail();
    assertThat(set.status().getAvailableReplicas()).isEqualTo(3);
    assertThat(set.condition("Available"))
        .hasValueSatisfying(
            condition -> {
              assertThat(condition.getReason()).isEqualTo("MinimumReplicasAvailable");
              assertThat(condition.getObservedGeneration()).isEqualTo(2);
            });

    set.patch("merge", "{\"spec\": {\"replicas\": 4, \"minReadySeconds\": 3600}}");
    CommandResult tooSoon = await(kubectl, "2s");
    assertThat(tooSoon.succeeded()).isFalse();
    assertThat(tooSoon.stderr()).contains("timed out waiting for the condition");
  }

  private static CommandResult await(Kubectl kubectl, String timeout) {
    return kubectl
        .cluster()
        .kubectl(
            "wait",
            "-n",
            kubectl.namespace(),
            "--for=condition=Available",
            "myrs/web",
            "--timeout=" + timeout);
  }

  private static String manifest(int replicas, int minReadySeconds) {
    return """
    apiVersion: myworkloads.io/v1
    kind: MyReplicaSet
    metadata: {name: web}
    spec:
      replicas: %d
      minReadySeconds: %d
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: %s
    """
        .formatted(replicas, minReadySeconds, Pods.SLEEPING);
  }
}
