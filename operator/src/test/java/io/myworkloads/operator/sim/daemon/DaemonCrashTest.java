package io.myworkloads.operator.sim.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.RollbackTo;
import io.myworkloads.operator.sim.ClusterProperties;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.SimulatedNodes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator is killed once, at each of its requests in turn, while it makes, updates, rolls back
 * and deletes Pods and trims the history; wherever that is, the next one goes on.
 */
class DaemonCrashTest {
  private static final int MOST_REQUESTS = 1000;

  @ParameterizedTest
  @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
  void goesOnWhereverItIsKilled(Fault crash) {
    int request = 0;
    while (live(crash, request)) {
      request++;
    }
    assertThat(request).as("requests at which it was killed").isBetween(30, MOST_REQUESTS);
  }

  /** False where there is no such request. */
  private static boolean live(Fault crash, int request) {
    var cluster = new DaemonCluster();
    var requests = new AtomicInteger();
    Faults once = r -> requests.getAndIncrement() == request ? crash : Fault.NONE;
    cluster.requests().fail(once);
    cluster.create(spec -> spec.setRevisionHistoryLimit(1));
    DaemonProperties.neverOneTooManyOnANode(cluster);
    ClusterProperties.adoptedByTheLiving(cluster);
    cluster.startOperator();
    cluster.settle();
    cluster.change(set(cluster), spec -> DaemonCluster.image(spec, "agent:2"));
    cluster.settle();
    cluster.change(
        set(cluster),
        spec -> {
          DaemonCluster.rolling(spec, 0, 1);
          DaemonCluster.image(spec, "agent:3");
        });
    cluster.settle();
    cluster.change(set(cluster), spec -> spec.setRollbackTo(new RollbackTo()));
    cluster.nodes().put("n3", Map.of(), null, true);
    cluster.settle();
    assertThat(set(cluster).getSpec().getRollbackTo()).isNull();
    cluster
        .nodes()
        .put(
            "n0",
            Map.of(),
            new TaintBuilder().withKey(SimulatedNodes.UNTOLERATED).withEffect("NoExecute").build(),
            true);
    cluster.comeToRest(
        () -> {
          DaemonProperties.asAsked(cluster);
          ClusterProperties.gaveNothingUp(cluster);
        });
    return requests.get() > request;
  }

  private static MyDaemonSet set(DaemonCluster cluster) {
    return cluster.agent().orElseThrow();
  }
}
