package io.myworkloads.operator.sim.replicas;

import io.myworkloads.operator.sim.ClusterProperties;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.history.Scenario;
import io.myworkloads.operator.sim.history.Simulation;
import io.myworkloads.operator.sim.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Histories of a MyReplicaSet and a MyReplicationController, as chance has them. */
class ReplicasSimulationTest {
  private static final int SCENARIOS = 5;

  /**
   * Pods die, nodes fail, answers are lost, the operator is killed and hears late; yet no Pod is
   * made that is one too many.
   */
  @Test
  void neverHasOnePodTooMany() {
    run(
        "neverHasOnePodTooMany",
        cluster -> {
          populate(cluster);
          ReplicasProperties.neverOneTooMany(cluster);
        },
        List.of(
            ClusterSteps.POD_DIES,
            ClusterSteps.POD_DIES,
            ClusterSteps.CRASHES,
            ClusterSteps.CRASHES,
            ClusterSteps.NODE_FAILS,
            ClusterSteps.QUOTA,
            ReplicasSteps.SCALE_UP,
            ReplicasSteps.SCALE_UP,
            ReplicasSteps.SCALE_DOWN,
            ReplicasSteps.TEMPLATE));
  }

  /** The same the other way round: it deletes none that is needed. */
  @Test
  void neverHasOnePodTooFew() {
    run(
        "neverHasOnePodTooFew",
        cluster -> {
          populate(cluster);
          cluster.settle();
          ReplicasProperties.neverOneTooFew(cluster);
        },
        List.of(
            ClusterSteps.READINESS,
            ClusterSteps.READINESS,
            ClusterSteps.DELETION_COST,
            ReplicasSteps.SCALE_DOWN,
            ReplicasSteps.SCALE_DOWN,
            ReplicasSteps.SCALE_UP));
  }

  /** Pods that crash too often are replaced: one at a time, with pauses, and told of before. */
  @Test
  void replacesAsItTells() {
    run(
        "replacesAsItTells",
        cluster -> {
          cluster.createWeb(
              cluster.random().nextInt(1, 5),
              spec -> spec.setReplaceAfterRestarts(cluster.random().nextInt(1, 4)));
          populate(cluster);
          cluster.settle();
          ReplicasProperties.replacedAsTold(cluster);
          ReplicasProperties.replacedWithPauses(cluster);
        },
        List.of(
            ClusterSteps.CRASHES,
            ClusterSteps.CRASHES,
            ClusterSteps.CRASHES,
            ClusterSteps.CRASHES,
            ClusterSteps.READINESS,
            ClusterSteps.WHILE,
            ClusterSteps.WHILE,
            ReplicasSteps.SCALE_UP));
  }

  /** Users do as they please, and what they ask for is reached all the same. */
  @Test
  void comesToRestWhateverUsersDo() {
    run("comesToRestWhateverUsersDo", ReplicasSimulationTest::populate, whateverUsersDo());
  }

  /** An operator that is shown the past does no lasting harm. */
  @Test
  void comesToRestAlsoAfterAnOlderView() {
    List<Step<? super ReplicasCluster>> steps = new ArrayList<>(whateverUsersDo());
    steps.add(ClusterSteps.STALE_RESTART);
    steps.add(ClusterSteps.STALE_RELIST);
    steps.add(ClusterSteps.LONG_TIME);
    Simulation.run(
        scenario(
            "comesToRestAlsoAfterAnOlderView",
            ReplicasCluster::new,
            ReplicasSimulationTest::populate,
            steps,
            cluster -> {
              ReplicasSteps.recreate(cluster);
              cluster.comeToRest(() -> ReplicasProperties.asAsked(cluster));
            }),
        SCENARIOS);
  }

  static List<Step<? super ReplicasCluster>> whateverUsersDo() {
    return List.of(
        ClusterSteps.POD_DIES,
        ClusterSteps.CRASHES,
        ClusterSteps.READINESS,
        ClusterSteps.NODE_FAILS,
        ClusterSteps.DELETION_COST,
        ClusterSteps.QUOTA,
        ClusterSteps.GARBAGE,
        ClusterSteps.GARBAGE,
        ReplicasSteps.SCALE_UP,
        ReplicasSteps.SCALE_DOWN,
        ReplicasSteps.TEMPLATE,
        ReplicasSteps.SELECTOR,
        ReplicasSteps.RELABEL,
        ReplicasSteps.RELABEL,
        ReplicasSteps.ORPHAN,
        ReplicasSteps.REMAKE,
        ReplicasSteps.DELETE_OWNER,
        ReplicasSteps.RECREATE_OWNER);
  }

  static void populate(ReplicasCluster cluster) {
    ReplicasSteps.recreate(cluster);
    ClusterProperties.adoptedByTheLiving(cluster);
    ClusterProperties.neverTakenAway(cluster);
    cluster.startOperator();
  }

  private static void run(
      String test, Consumer<ReplicasCluster> begin, List<Step<? super ReplicasCluster>> steps) {
    Simulation.run(
        scenario(test, ReplicasCluster::new, begin, steps, ReplicasSimulationTest::comeToRest),
        SCENARIOS);
  }

  static Scenario<ReplicasCluster> scenario(
      String test,
      Supplier<ReplicasCluster> world,
      Consumer<ReplicasCluster> begin,
      List<Step<? super ReplicasCluster>> steps,
      Consumer<ReplicasCluster> end) {
    List<Step<? super ReplicasCluster>> all = new ArrayList<>(ClusterSteps.ALWAYS);
    all.addAll(steps);
    return new Scenario<>("ReplicasSimulationTest#" + test, world, begin, all, end);
  }

  static void comeToRest(ReplicasCluster cluster) {
    ReplicasSteps.recreate(cluster);
    cluster.comeToRest(
        () -> {
          ReplicasProperties.asAsked(cluster);
          ClusterProperties.gaveNothingUp(cluster);
        });
  }
}
