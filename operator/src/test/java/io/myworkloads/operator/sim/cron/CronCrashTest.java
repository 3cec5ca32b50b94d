package io.myworkloads.operator.sim.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.cron.CronLog.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thing goes wrong, at each request in turn: no run is made twice or left out. */
class CronCrashTest {
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final int PERIODS = 4;

  @ParameterizedTest
  @EnumSource(
      names = {
        "CRASH_BEFORE",
        "CRASH_AFTER",
        "ANSWER_LOST",
        "REQUEST_LOST",
        "REPEATED",
        "CONFLICT",
        "FORBIDDEN",
        "THROTTLED",
        "SERVER_ERROR",
        "SERVER_ERROR_AFTERWARDS"
      })
  void startsEachRunOnce(Fault fault) {
    for (String policy : List.of("Allow", "Forbid", "Replace")) {
      int request = 0;
      while (live(policy, fault, request)) {
        request++;
      }
      assertThat(request).as("requests under " + policy).isGreaterThan(3 * PERIODS);
    }
  }

  /** Returns whether there were so many requests. */
  private static boolean live(String policy, Fault fault, int request) {
    var cluster = new CronCluster();
    var requests = new AtomicInteger();
    Faults once = r -> requests.getAndIncrement() == request ? fault : Fault.NONE;
    cluster.requests().fail(once);
    CronSimulationTest.watch(cluster);
    cluster.create(
        spec -> {
          spec.setSchedule("*/5 * * * *");
          spec.setConcurrencyPolicy(policy);
          spec.setSuccessfulJobsHistoryLimit(1);
        });
    cluster.startOperator();
    Instant begin = cluster.now();
    for (int period = 1; period <= PERIODS; period++) {
      cluster.goOnFor(PERIOD);
      endAll(cluster, period % 2 == 0 ? End.FAILED : End.COMPLETE);
    }
    cluster.trigger(report(cluster), "now");
    cluster.goOnFor(Duration.ofMinutes(2));
    endAll(cluster, End.COMPLETE);
    Instant end = cluster.now();
    CronSimulationTest.comeToRest(cluster);
    List<Made> made = cluster.log().of(report(cluster)).toList();
    assertThat(made.stream().map(Made::time).filter(time -> time != null && !time.isAfter(end)))
        .as("scheduled times run")
        .containsExactlyInAnyOrderElementsOf(
            CronCluster.schedule(report(cluster)).orElseThrow().last(begin, end, 100));
    assertThat(made.stream().map(Made::token).filter(Objects::nonNull)).containsExactly("now");
    return requests.get() > request;
  }

  private static void endAll(CronCluster cluster, End end) {
    cluster.allJobs().stream()
        .filter(job -> !JobViews.of(job).finished())
        .forEach(job -> cluster.end(job, end));
  }

  private static MyCronJob report(CronCluster cluster) {
    return cluster.report().orElseThrow();
  }
}
