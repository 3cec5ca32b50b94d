package io.myworkloads.e2e.bench;

import static io.myworkloads.e2e.bench.Goal.Relation.AT_MOST;

import io.myworkloads.e2e.bench.Contender.Kind;
import io.myworkloads.e2e.bench.Goal.Fixed;
import io.myworkloads.e2e.bench.Goal.Side;
import java.util.List;

/** CronJobs: many that are due in the same minute, and very many of which none is. */
final class CronJobsSuite {
  private CronJobsSuite() {}

  static Suite suite() {
    var due = new DueAtOnce(1000);
    var idle = new IdleSchedules(10_000);
    return new Suite(
        "cronjobs",
        new Kind("batch/v1", "CronJob"),
        List.of("cronjob-controller", "job-controller"),
        false,
        List.of(new Suite.Part(0, List.of(due)), new Suite.Part(0, List.of(idle))),
        List.of(
            Goal.ofLifted(
                "lateness of 1000 in the same minute, mean", due.name(), Figure.LATE, AT_MOST, 0.5),
            Goal.ofLifted("lateness of the last of 1000", due.name(), Figure.LATEST, AT_MOST, 1.0),
            Goal.ofLifted("requests a run", due.name(), Figure.REQUESTS, AT_MOST, 1.0),
            new Goal(
                "CPU with 10,000 idle ones, against 1 % of a core",
                new Side("ours", idle.name(), Figure.IDLE), new Fixed(1), AT_MOST, 1.0),
            new Goal(
                "memory an idle one, against 10 KiB",
                new Side("ours", idle.name(), Figure.MEMORY),
                new Fixed(10),
                AT_MOST,
                1.0)));
  }
}
