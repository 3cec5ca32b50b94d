package io.myworkloads.operator.sim.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.history.Scenario;
import io.myworkloads.operator.sim.history.Simulation;
import io.myworkloads.operator.sim.history.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Histories of a MyCronJob, as chance has them. */
class CronSimulationTest {
  /** Each scenario gets one of so many shares, as its histories take far longer than others. */
  private static final int SHARES = 40;

  private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofSeconds(130);

  /** Clocks change in Europe an hour after the second and the third. */
  private static final List<Instant> BEGINNINGS =
      List.of(
          Instant.parse("2026-01-01T12:00:00Z"),
          Instant.parse("2026-03-29T00:00:00Z"),
          Instant.parse("2026-10-25T00:00:00Z"));

  private static final List<Step<? super CronCluster>> WHAT_HAPPENS_TO_JOBS =
      List.of(
          CronSteps.SLEEP,
          CronSteps.SLEEP,
          CronSteps.SLEEP,
          CronSteps.WORK,
          CronSteps.WORK,
          CronSteps.JOB_EVENTS,
          CronSteps.JOB_EVENTS,
          CronSteps.JOB_EVENTS,
          CronSteps.JOB_WATCH,
          CronSteps.JOB_ENDS,
          CronSteps.JOB_ENDS,
          CronSteps.JOB_ENDS,
          CronSteps.JOB_ENDS,
          CronSteps.JOB_IS_DELETED,
          CronSteps.JOB_QUOTA,
          CronSteps.STANDBY);

  /**
   * MyJobs end and are deleted, answers are lost, the operator is killed and hears late; yet each
   * scheduled time has one MyJob, and no more run at a time than may.
   */
  @Test
  void startsEachRunOnce() {
    run("startsEachRunOnce", WHAT_HAPPENS_TO_JOBS);
  }

  /** The same whatever users ask for, and where they delete it and make another. */
  @Test
  void startsEachRunOnceWhateverUsersDo() {
    run("startsEachRunOnceWhateverUsersDo", whateverUsersDo());
  }

  /** The same where the operator is shown the past, hears nothing for long, and clocks are set. */
  @Test
  void startsEachRunOnceAlsoAfterAnOlderView() {
    Simulation.run(alsoAfterAnOlderView(CronCluster::new), SHARES);
  }

  static Scenario<CronCluster> alsoAfterAnOlderView(Supplier<CronCluster> world) {
    List<Step<? super CronCluster>> steps = new ArrayList<>(whateverUsersDo());
    steps.add(ClusterSteps.STALE_RESTART);
    steps.add(ClusterSteps.STALE_RESTART);
    steps.add(CronSteps.STALE_JOBS);
    steps.add(CronSteps.CLOCK_SET);
    return scenario("startsEachRunOnceAlsoAfterAnOlderView", world, steps);
  }

  private static List<Step<? super CronCluster>> whateverUsersDo() {
    List<Step<? super CronCluster>> steps = new ArrayList<>(WHAT_HAPPENS_TO_JOBS);
    steps.addAll(
        List.of(
            ClusterSteps.GARBAGE,
            ClusterSteps.GARBAGE,
            CronSteps.SUSPEND,
            CronSteps.SCHEDULE,
            CronSteps.POLICY,
            CronSteps.LIMITS,
            CronSteps.TRIGGER,
            CronSteps.TRIGGER,
            CronSteps.MANUAL_JOB,
            CronSteps.NAME_IS_TAKEN,
            CronSteps.DELETE,
            CronSteps.RECREATE));
    return steps;
  }

  private static void run(String test, List<Step<? super CronCluster>> steps) {
    Simulation.run(scenario(test, CronCluster::new, steps), SHARES);
  }

  private static Scenario<CronCluster> scenario(
      String test, Supplier<CronCluster> world, List<Step<? super CronCluster>> steps) {
    List<Step<? super CronCluster>> all = new ArrayList<>(ClusterSteps.ALWAYS);
    all.addAll(steps);
    return new Scenario<>(
        "CronSimulationTest#" + test,
        world,
        CronSimulationTest::populate,
        all,
        CronSimulationTest::comeToRest);
  }

  private static void populate(CronCluster cluster) {
    Instant begin = BEGINNINGS.get(cluster.random().nextInt(BEGINNINGS.size()));
    cluster.setClock(Duration.between(cluster.now(), begin));
    watch(cluster);
    CronSteps.recreate(cluster);
    cluster.startOperator();
  }

  /** From now on, what must hold at every moment is looked after. */
  static void watch(CronCluster cluster) {
    CronProperties.startsEachRunOnce(cluster, cluster.log());
    CronProperties.deletesNoneOfOthers(cluster);
    CronBooks.audit(cluster, cluster.log());
  }

  /** First what went wrong ends, then the MyJobs do, then the schedule. */
  static void comeToRest(CronCluster cluster) {
    cluster.recover();
    cluster.workOff();
    CronSteps.recreate(cluster);
    allDone(cluster);
    cluster.allJobs().stream()
        .filter(job -> !JobViews.of(job).finished())
        .forEach(job -> cluster.end(job, JobView.End.COMPLETE));
    allDone(cluster);
    cluster
        .livingReport()
        .ifPresent(report -> cluster.change(report, spec -> spec.setSuspend(true)));
    cluster.comeToRest(() -> CronProperties.asAsked(cluster, cluster.log()));
  }

  /** What is due is done, and then nothing is until the clock goes on. */
  private static void allDone(CronCluster cluster) {
    cluster.goOnFor(LONGER_THAN_ANY_PAUSE);
    cluster.afterStep();
    CronProperties.asAsked(cluster, cluster.log());
    long writes = cluster.requests().writes();
    cluster.startOperator();
    cluster.workOff();
    assertThat(cluster.requests().writes()).as("writes once settled").isEqualTo(writes);
  }
}
