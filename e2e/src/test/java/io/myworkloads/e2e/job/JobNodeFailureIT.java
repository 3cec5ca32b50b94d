package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.e2e.cluster.AgentSpec;
import io.myworkloads.e2e.cluster.ClusterExtension;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A node that fails in mid-job: the work is done elsewhere. */
@WithOperator
@Isolated("other tests' Pods would be on the node that it stops")
class JobNodeFailureIT {
  private static final String FAILING = "failing";

  /** Work without end on the node that fails, and none elsewhere. */
  private static final String POD =
      """
      {restartPolicy: Never, terminationGracePeriodSeconds: 1,
          tolerations: [
            {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 1},
            {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 1}],
          containers: [{name: main, image: 'busybox:1.35',
            env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}],
            command: [sh, -c, "[ $NODE != %s ] || sleep 1000"]}]}"""
          .formatted(FAILING);

  @Test
  void theWorkIsFinishedOnOtherNodes(TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    List<String> others = List.of(cluster.serverNode(), ClusterExtension.AGENT);
    cluster.addAgent(AgentSpec.named(FAILING));
    try {
      others.forEach(cluster::cordon);
      TestJob hasty =
          TestJob.apply(
              kubectl,
              "hasty",
              "completions: 2; parallelism: 2; backoff: {initialSeconds: 0}",
              POD);
      // with a failure policy a Pod is replaced only when it has ended
      TestJob patient =
          TestJob.apply(
              kubectl,
              "patient",
              "backoffLimit: 0; podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}",
              POD);
      hasty.awaitPhase("Running", 2);
      patient.awaitPhase("Running", 1);
      others.forEach(cluster::uncordon);
      cluster.cordon(FAILING);

      cluster.stopAgent(FAILING);
      hasty.await(
          "all done on other nodes",
          job -> {
            assertThat(job.status().getSucceeded()).isEqualTo(2);
            assertThat(job.status().getTerminating()).isEqualTo(2);
            assertThat(job.holding("SuccessCriteriaMet")).isPresent();
          });
      assertThat(hasty.pods("Succeeded")).extracting(JobNodeFailureIT::node).isSubsetOf(others);
      assertThat(hasty.holding("Complete")).as("before the lost Pods have ended").isEmpty();
      patient.await(
          "its Pod to be on its way out",
          job -> assertThat(job.status().getTerminating()).isEqualTo(1));
      assertThat(patient.pods()).as("none beside one that may still run").hasSize(1);

      cluster.startAgent(FAILING);
      MyJobStatus status = hasty.awaitComplete();
      assertThat(status.getSucceeded()).isEqualTo(2);
      assertThat(status.getFailed()).as("the lost Pods").isEqualTo(2);
      status = patient.awaitComplete();
      assertThat(status.getFailed()).as("a disruption, which is ignored").isZero();
      assertThat(patient.pods("Succeeded"))
          .singleElement()
          .satisfies(pod -> assertThat(node(pod)).isIn(others));
    } finally {
      others.forEach(cluster::uncordon);
      cluster.removeAgent(FAILING);
    }
  }

  private static String node(Pod pod) {
    return pod.getSpec().getNodeName();
  }
}
