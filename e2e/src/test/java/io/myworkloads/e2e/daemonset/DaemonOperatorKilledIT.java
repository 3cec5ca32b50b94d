package io.myworkloads.e2e.daemonset;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.TestOperator;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.PodWatch;
import io.myworkloads.e2e.replicaset.Pods;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator dies amid a rollout, and its successor brings it to an end. */
@WithOperator
@Isolated("kills the operator that all tests share")
class DaemonOperatorKilledIT {

  @Test
  void aRolloutGoesOnWhereItWas(
      TestCluster cluster, TestOperator operator, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    String[] nodes = {cluster.serverNode(), ClusterExtension.AGENT};
    // so long after the first node's Pod was made the second node's may be replaced
    TestDaemonSet set = TestDaemonSet.apply(kubectl, "led", List.of(nodes), "rollingUpdate: {}");
    set.patch("merge", "{\"spec\": {\"minReadySeconds\": 3}}");
    set.awaitReadyOn(nodes);
    try (PodWatch watch = new PodWatch(kubectl, set.uid())) {
      var leader = operator.awaitLeader();
      set.changeImage("busybox:1.36");
      set.awaitStatus(
          "one updated", status -> Objects.equals(status.getUpdatedNumberScheduled(), 1));
      operator.killAndRemove(leader);
      assertThat(set.pods())
          .extracting(Pods::image)
          .as("amid the rollout")
          .contains("busybox:1.35");

      set.awaitImageOn("busybox:1.36", nodes);
      assertThat(watch.seen()).as("two old ones and two new ones").hasSize(4);
      assertThat(watch.most()).isEqualTo(2);
      assertThat(set.revisions()).hasSize(2);
    }
  }
}
