package io.myworkloads.operator.sim.daemon;

import io.myworkloads.operator.sim.ClusterProperties;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.history.Scenario;
import io.myworkloads.operator.sim.history.Simulation;
import io.myworkloads.operator.sim.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever happens to nodes, Pods, templates and the operator, each node comes to its Pod. */
class DaemonSimulationTest {
  /** Each scenario gets one of so many shares, as its histories take longer than the replicas'. */
  private static final int SHARES = 10;

  /** At no moment there is one too many on a node, as far as the operator could know. */
  @Test
  void neverHasOnePodTooManyOnANode() {
    run(
        "neverHasOnePodTooManyOnANode",
        cluster -> {
          populate(cluster);
          DaemonProperties.neverOneTooManyOnANode(cluster);
        },
        List.of(
            ClusterSteps.POD_DIES,
            ClusterSteps.POD_DIES,
            ClusterSteps.QUOTA,
            DaemonSteps.EVENTS,
            DaemonSteps.EVENTS,
            DaemonSteps.NODE_COMES,
            DaemonSteps.LABEL,
            DaemonSteps.TAINT,
            DaemonSteps.TEMPLATE,
            DaemonSteps.STRATEGY,
            DaemonSteps.ROLLBACK),
        DaemonSimulationTest::comeToRest);
  }

  @Test
  void comesToRestWhateverUsersDo() {
    run(
        "comesToRestWhateverUsersDo",
        DaemonSimulationTest::populate,
        whateverUsersDo(),
        DaemonSimulationTest::comeToRest);
  }

  /** An operator that is shown the past does no lasting harm. */
  @Test
  void comesToRestAlsoAfterAnOlderView() {
    List<Step<? super DaemonCluster>> steps = new ArrayList<>(whateverUsersDo());
    steps.add(ClusterSteps.STALE_RESTART);
    steps.add(ClusterSteps.STALE_RELIST);
    steps.add(ClusterSteps.LONG_TIME);
    run(
        "comesToRestAlsoAfterAnOlderView",
        DaemonSimulationTest::populate,
        steps,
        cluster -> {
          DaemonSteps.recreate(cluster);
          cluster.comeToRest(() -> DaemonProperties.asAsked(cluster));
        });
  }

  private static List<Step<? super DaemonCluster>> whateverUsersDo() {
    return List.of(
        ClusterSteps.POD_DIES,
        ClusterSteps.READINESS,
        ClusterSteps.NODE_FAILS,
        ClusterSteps.QUOTA,
        ClusterSteps.GARBAGE,
        ClusterSteps.GARBAGE,
        DaemonSteps.EVENTS,
        DaemonSteps.EVENTS,
        DaemonSteps.NODE_COMES,
        DaemonSteps.NODE_GOES,
        DaemonSteps.LABEL,
        DaemonSteps.TAINT,
        DaemonSteps.TEMPLATE,
        DaemonSteps.TEMPLATE,
        DaemonSteps.NODE_SELECTOR,
        DaemonSteps.STRATEGY,
        DaemonSteps.SUSPEND,
        DaemonSteps.ROLLBACK,
        DaemonSteps.REVISION_EDITED,
        DaemonSteps.DELETE_OWNER,
        DaemonSteps.RECREATE_OWNER);
  }

  private static void populate(DaemonCluster cluster) {
    DaemonSteps.recreate(cluster);
    ClusterProperties.adoptedByTheLiving(cluster);
    ClusterProperties.neverTakenAway(cluster);
    cluster.startOperator();
  }

  private static void comeToRest(DaemonCluster cluster) {
    DaemonSteps.recreate(cluster);
    cluster.comeToRest(
        () -> {
          DaemonProperties.asAsked(cluster);
          ClusterProperties.gaveNothingUp(cluster);
        });
  }

  private static void run(
      String test,
      Consumer<DaemonCluster> begin,
      List<Step<? super DaemonCluster>> steps,
      Consumer<DaemonCluster> end) {
    List<Step<? super DaemonCluster>> all = new ArrayList<>(ClusterSteps.ALWAYS);
    all.addAll(steps);
    Simulation.run(
        new Scenario<>("DaemonSimulationTest#" + test, DaemonCluster::new, begin, all, end),
        SHARES);
  }
}
