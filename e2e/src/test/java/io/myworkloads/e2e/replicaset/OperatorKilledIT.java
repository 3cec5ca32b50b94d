package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.TestOperator;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator dies where it hurts most. */
@WithOperator
@Isolated("kills the operator that all tests share")
class OperatorKilledIT {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorKilledIT.class);
  private static final int REPLICAS = 100;
  private static final int KILLS = 5;

  /** A kill may come when all Pods are made already, and does not count then. */
  private static final int MOST_TRIES = 15;

  /**
   * Scales a set up and kills a process of the same node as soon as some of the Pods are made. All
   * of it is one script on the node, because a kill from outside takes longer than the scale-up.
   * Prints how many Pods there were after the kill.
   */
  private static final String KILL_DURING_SCALE_UP =
      """
      namespace=$1 set=$2 replicas=$3 some=$4 process=$5
      pipe=$(mktemp -u) && mkfifo $pipe && exec 3<>$pipe && rm $pipe
      kubectl get pods -n $namespace --watch -o name >&3 & watch=$!
      kubectl scale myrs $set -n $namespace --replicas=$replicas >/dev/null || exit 1
      timeout 60 head -n $some <&3 >/dev/null && kill -KILL $process || exit 2
      kubectl get pods -n $namespace -o name | wc -l
      kill $watch
      """;

  @Test
  void killedInTheMiddleOfAScaleUpItMakesNoPodTooMany(
      TestCluster cluster, TestOperator operator, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    TestReplicaSet set =
        kubectl.applySet(
            "hundred",
            """
            apiVersion: myworkloads.io/v1
            kind: MyReplicaSet
            metadata: {name: hundred}
            spec:
              replicas: 0
              selector: {matchLabels: {app: hundred}}
              template:
                metadata: {labels: {app: hundred}}
                spec: %s
            """
                .formatted(Pods.GATED));
    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      int kills = 0;
      for (int attempt = 1; kills < KILLS; attempt++) {
        assertThat(attempt).as("tries, with %d kills in the middle", kills).isLessThan(MOST_TRIES);
        set.scale(0);
        set.awaitPods(0);
        Pod leader = operator.awaitLeader();
        int made = killDuringScaleUp(cluster, set, leader, operator.processId(leader));
        LOG.atInfo().addKeyValue("pods", made).log("Operator killed");
        if (made < REPLICAS) {
          kills++;
        }
        if (attempt % 2 == 0) {
          // the kubelet would pause before it starts the same container a third time
          operator.remove(leader);
        }
        set.awaitPods(REPLICAS);
        Waiting.untilAsserted(
            "the watch to see all",
            TestReplicaSet.DEADLINE,
            () -> assertThat(watch.active()).isEqualTo(REPLICAS));
        assertThat(watch.most()).as("active Pods at any moment").isEqualTo(REPLICAS);
        assertThat(kubectl.pods()).hasSize(REPLICAS);
      }
    }
  }

  private static int killDuringScaleUp(
      TestCluster cluster, TestReplicaSet set, Pod operator, String process) {
    String printed =
        cluster
            .execOnNode(
                operator.getSpec().getNodeName(),
                "sh",
                "-c",
                KILL_DURING_SCALE_UP,
                "sh",
                set.kubectl().namespace(),
                set.name(),
                String.valueOf(REPLICAS),
                String.valueOf(REPLICAS / 10),
                process)
            .orFail();
    return Integer.parseInt(printed);
  }
}
