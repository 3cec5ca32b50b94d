package io.myworkloads.operator.sim.jobs;

import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.history.Scenario;
import io.myworkloads.operator.sim.history.Simulation;
import io.myworkloads.operator.sim.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Histories of a MyJob, as chance has them. */
class JobsSimulationTest {
  /** With those of other kinds, whose histories are as many. */
  private static final int SCENARIOS = 8;

  private static final List<Step<? super JobsCluster>> WHAT_HAPPENS_TO_PODS =
      List.of(
          JobsSteps.POD_ENDS,
          JobsSteps.POD_ENDS,
          JobsSteps.POD_ENDS,
          JobsSteps.POD_ENDS,
          JobsSteps.POD_IS_DELETED,
          ClusterSteps.NODE_FAILS,
          ClusterSteps.QUOTA);

  /**
   * Pods end and are deleted, answers are lost, the operator is killed and hears late; yet as many
   * succeed as are asked for, and each is counted once.
   */
  @Test
  void countsEachPodOnce() {
    run(
        "countsEachPodOnce",
        WHAT_HAPPENS_TO_PODS,
        cluster -> {
          JobsProperties.ended(cluster);
          JobsProperties.noneTooMany(cluster);
        });
  }

  /** The same whatever users ask for, and where they delete it and make another. */
  @Test
  void countsEachPodOnceWhateverUsersDo() {
    run("countsEachPodOnceWhateverUsersDo", whateverUsersDo(), JobsProperties::ended);
  }

  /** The same where the operator is shown the past, and where it hears nothing for long. */
  @Test
  void countsEachPodOnceAlsoAfterAnOlderView() {
    List<Step<? super JobsCluster>> steps = new ArrayList<>(whateverUsersDo());
    steps.add(ClusterSteps.STALE_RESTART);
    steps.add(ClusterSteps.STALE_RESTART);
    steps.add(ClusterSteps.LAG);
    steps.add(ClusterSteps.LONG_TIME);
    run("countsEachPodOnceAlsoAfterAnOlderView", steps, JobsProperties::ended);
  }

  private static List<Step<? super JobsCluster>> whateverUsersDo() {
    List<Step<? super JobsCluster>> steps = new ArrayList<>(WHAT_HAPPENS_TO_PODS);
    steps.addAll(
        List.of(
            ClusterSteps.GARBAGE,
            ClusterSteps.GARBAGE,
            JobsSteps.SCALE,
            JobsSteps.SUSPEND,
            JobsSteps.DELETE,
            JobsSteps.RECREATE));
    return steps;
  }

  private static void run(
      String test, List<Step<? super JobsCluster>> steps, Consumer<JobsCluster> asAsked) {
    List<Step<? super JobsCluster>> all = new ArrayList<>(ClusterSteps.ALWAYS);
    all.addAll(steps);
    Simulation.run(
        new Scenario<>(
            "JobsSimulationTest#" + test,
            JobsCluster::new,
            JobsSimulationTest::populate,
            all,
            cluster -> comeToRest(cluster, asAsked)),
        SCENARIOS);
  }

  static void populate(JobsCluster cluster) {
    JobsSteps.recreate(cluster);
    JobsProperties.countsEachPodOnce(cluster);
    cluster.startOperator();
  }

  /** First what went wrong ends, then the work does. */
  static void comeToRest(JobsCluster cluster, Consumer<JobsCluster> asAsked) {
    cluster.recover();
    cluster.settle();
    JobsSteps.recreate(cluster);
    JobsProperties.end(cluster);
    cluster.comeToRest(() -> asAsked.accept(cluster));
  }
}
