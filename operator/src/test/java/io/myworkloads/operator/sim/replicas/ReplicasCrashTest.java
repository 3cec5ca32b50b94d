package io.myworkloads.operator.sim.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.sim.ClusterProperties;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator is killed once, at each of its requests in turn, while it makes, adopts, releases
 * and deletes Pods; wherever that is, the next one goes on.
 */
class ReplicasCrashTest {
  private static final int MOST_REQUESTS = 1000;

  @ParameterizedTest
  @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
  void goesOnWhereverItIsKilled(Fault crash) {
    int request = 0;
    while (live(crash, request)) {
      request++;
    }
    assertThat(request).as("requests at which it was killed").isBetween(20, MOST_REQUESTS);
  }

  /** False where there is no such request. */
  private static boolean live(Fault crash, int request) {
    var cluster = new ReplicasCluster();
    var requests = new AtomicInteger();
    Faults once = r -> requests.getAndIncrement() == request ? crash : Fault.NONE;
    cluster.requests().fail(once);
    cluster.createWeb(5, spec -> {});
    cluster.createDb(3);
    ReplicasProperties.neverOneTooMany(cluster);
    ClusterProperties.adoptedByTheLiving(cluster);
    cluster.startOperator();
    cluster.settle();
    cluster.pods().add(ReplicasCluster.NAMESPACE, "orphan", Map.of("app", "web"));
    cluster.changeDb(cluster.db().orElseThrow(), 2, "a");
    cluster.settle();
    cluster.changeWeb(cluster.web().orElseThrow(), spec -> spec.setReplicas(2));
    cluster.settle();
    ReplicasSimulationTest.comeToRest(cluster);
    return requests.get() > request;
  }
}
