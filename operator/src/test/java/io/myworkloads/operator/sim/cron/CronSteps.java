package io.myworkloads.operator.sim.cron;

import io.myworkloads.api.v1.MissedRuns;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobSpec;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.CronSchedule;
import io.myworkloads.operator.core.cron.JobNames;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.GarbageCollector;
import io.myworkloads.operator.sim.ObjectWatch;
import io.myworkloads.operator.sim.SimulatedOperator;
import io.myworkloads.operator.sim.history.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/** What may happen to a MyCronJob and its MyJobs. */
final class CronSteps {
  private CronSteps() {}

  // time

  /** Minutes or hours in which the operator does not get to anything. */
  static final Step<CronCluster> SLEEP =
      new Step<>(
          "sleep",
          cluster -> {
            Random random = cluster.random();
            cluster.pass(
                random.nextInt(4) == 0
                    ? Duration.ofMinutes(random.nextLong(30, 400))
                    : Duration.ofSeconds(random.nextLong(10, 1200)));
            cluster.note(() -> "it is " + cluster.now());
          });

  /** Time in which the operator does all that is due. */
  static final Step<CronCluster> WORK =
      new Step<>(
          "work",
          cluster -> {
            cluster.operator().watches().forEach(watch -> watch.lag(false));
            cluster.goOnFor(Duration.ofSeconds(cluster.random().nextLong(10, 900)));
            cluster.note(() -> "it is " + cluster.now());
          });

  /** Somebody sets the clock, forward or back. */
  static final Step<CronCluster> CLOCK_SET =
      new Step<>(
          "clock set",
          cluster -> {
            if (cluster.random().nextInt(3) == 0) {
              cluster.setClock(Duration.ofSeconds(cluster.random().nextLong(-4000, 4000)));
            }
          });

  // MyJobs

  static final Step<CronCluster> JOB_ENDS =
      new Step<>(
          "MyJob ends",
          cluster ->
              cluster
                  .anyJob()
                  .filter(job -> !JobViews.of(job).finished())
                  .ifPresent(
                      job ->
                          cluster.end(
                              job,
                              cluster.random().nextInt(3) == 0
                                  ? JobView.End.FAILED
                                  : JobView.End.COMPLETE)));

  /** A user deletes a MyJob: at once, or once its Pods are gone. */
  static final Step<CronCluster> JOB_IS_DELETED =
      new Step<>(
          "MyJob is deleted",
          cluster ->
              cluster
                  .anyJob()
                  .filter(job -> !job.isMarkedForDeletion())
                  .ifPresent(
                      job -> {
                        boolean atOnce = cluster.random().nextBoolean();
                        if (atOnce) {
                          cluster.owners().remove(job);
                        } else {
                          cluster.owners().delete(job, GarbageCollector.FOREGROUND);
                        }
                        cluster.note(
                            () ->
                                "user deletes MyJob %s, at once: %s"
                                    .formatted(job.getMetadata().getName(), atOnce));
                      }));

  /** A user makes a MyJob of the object's template. */
  static final Step<CronCluster> MANUAL_JOB =
      new Step<>(
          "manual MyJob",
          cluster -> {
            String name = "manual-" + cluster.random().nextInt(2);
            if (cluster.jobs().objects().get(CronCluster.NAMESPACE, name).isEmpty()) {
              cluster.livingReport().ifPresent(report -> cluster.addManualJob(report, name));
            }
          });

  /** A MyJob of another's has a name that the object will want. */
  static final Step<CronCluster> NAME_IS_TAKEN =
      new Step<>(
          "name is taken",
          cluster ->
              cluster
                  .report()
                  .flatMap(CronCluster::schedule)
                  .flatMap(schedule -> nextName(schedule, cluster.now()))
                  .filter(
                      name -> cluster.jobs().objects().get(CronCluster.NAMESPACE, name).isEmpty())
                  .ifPresent(name -> cluster.addJob(name, List.of())));

  private static Optional<String> nextName(CronSchedule schedule, Instant now) {
    return schedule
        .next(now)
        .map(time -> JobNames.of(CronCluster.NAME, new Run.Scheduled(time), schedule.subMinute()));
  }

  static final Step<CronCluster> JOB_QUOTA =
      new Step<>(
          "quota of MyJobs",
          cluster -> {
            int most = cluster.random().nextInt(3) == 0 ? 1000 : cluster.random().nextInt(6);
            cluster.jobs().quota(CronCluster.NAMESPACE, most);
            cluster.note(() -> "quota of %d MyJobs".formatted(most));
          });

  // what reaches the operator of them

  static final Step<CronCluster> JOB_EVENTS =
      new Step<>(
          "events of MyJobs", cluster -> ClusterSteps.deliver(cluster, watch(cluster), "MyJobs"));

  /** The watch of MyJobs lags, breaks, or repeats itself. */
  static final Step<CronCluster> JOB_WATCH =
      new Step<>(
          "watch of MyJobs",
          cluster -> {
            switch (cluster.random().nextInt(4)) {
              case 0 -> {
                watch(cluster).lag(true);
                cluster.note(() -> "the watch of MyJobs lags");
              }
              case 1 -> {
                watch(cluster).repeat();
                cluster.note(() -> "MyJobs told again");
              }
              default -> {
                watch(cluster).relist();
                cluster.note(() -> "the watch of MyJobs dropped, all listed anew");
              }
            }
          });

  /** MyJobs are listed as they were before. */
  static final Step<CronCluster> STALE_JOBS =
      new Step<>(
          "relist of older MyJobs",
          cluster -> {
            watch(cluster).relistAt(cluster.olderVersion(20));
            cluster.note(() -> "the watch of MyJobs dropped, all listed as it was before");
          });

  private static ObjectWatch<MyJob> watch(CronCluster cluster) {
    return cluster.operator().cron().watch();
  }

  /** A second operator begins to watch, sees some of what happens, or takes over. */
  static final Step<CronCluster> STANDBY =
      new Step<>(
          "standby",
          cluster -> {
            SimulatedOperator standby = cluster.standBy();
            if (cluster.random().nextInt(3) == 0) {
              cluster.takeOver();
              return;
            }
            for (ObjectWatch<?> watch : standby.watches()) {
              for (int i = cluster.random().nextInt(watch.due() + 1); i > 0; i--) {
                watch.deliver();
              }
            }
            cluster.note(() -> "the second operator sees some of it");
          });

  // the object

  static final Step<CronCluster> SUSPEND =
      changing("suspend", (random, spec) -> spec.setSuspend(random.nextInt(3) == 0));

  static final Step<CronCluster> SCHEDULE = changing("schedule", CronSteps::schedule);

  static final Step<CronCluster> POLICY = changing("policy", CronSteps::policy);

  static final Step<CronCluster> LIMITS = changing("limits", CronSteps::limits);

  static final Step<CronCluster> TRIGGER =
      new Step<>(
          "trigger",
          cluster ->
              cluster
                  .livingReport()
                  .ifPresent(report -> cluster.trigger(report, token(cluster, report))));

  /** A new wish, the same as before, or none any more. */
  private static String token(CronCluster cluster, MyCronJob report) {
    return switch (cluster.random().nextInt(4)) {
      case 0 -> "";
      case 1 -> CronProperties.token(report);
      default -> "wish-" + cluster.owners().objects(MyCronJob.class).version();
    };
  }

  static final Step<CronCluster> DELETE =
      new Step<>(
          "delete",
          cluster -> {
            if (cluster.random().nextInt(3) == 0) {
              cluster.livingReport().ifPresent(report -> ClusterSteps.deleteOwner(cluster, report));
            }
          });

  /** A user makes one of the name of one that is gone. */
  static final Step<CronCluster> RECREATE = new Step<>("recreate", CronSteps::recreate);

  static void recreate(CronCluster cluster) {
    if (cluster.report().isEmpty()) {
      cluster.create(
          spec -> {
            schedule(cluster.random(), spec);
            policy(cluster.random(), spec);
            limits(cluster.random(), spec);
          });
    }
  }

  private static Step<CronCluster> changing(String name, BiConsumer<Random, MyCronJobSpec> change) {
    return new Step<>(
        name,
        cluster ->
            cluster
                .livingReport()
                .ifPresent(
                    report ->
                        cluster.change(report, spec -> change.accept(cluster.random(), spec))));
  }

  private static void schedule(Random random, MyCronJobSpec spec) {
    spec.setSchedule(
        List.of(
                "*/5 * * * *",
                "* * * * *",
                "*/20 * * * * *",
                "*/7 * * * *",
                "30 1-3 * * *",
                "0 * * * *",
                "@every 90s",
                "61 * * * *",
                "0 0 30 2 *")
            .get(random.nextInt(9)));
    spec.setTimeZone(
        switch (random.nextInt(5)) {
          case 0 -> "Europe/Berlin";
          case 1 -> "Nowhere/Atlantis";
          default -> null;
        });
  }

  private static void policy(Random random, MyCronJobSpec spec) {
    spec.setConcurrencyPolicy(
        List.of("Allow", "Forbid", "Forbid", "Replace").get(random.nextInt(4)));
    spec.setMaxConcurrentJobs(
        spec.getConcurrencyPolicy() != null
                && spec.getConcurrencyPolicy().equals("Allow")
                && random.nextBoolean()
            ? random.nextInt(1, 3)
            : null);
  }

  private static void limits(Random random, MyCronJobSpec spec) {
    spec.setStartingDeadlineSeconds(random.nextInt(3) == 0 ? random.nextLong(10, 600) : null);
    spec.setSuccessfulJobsHistoryLimit(random.nextInt(3));
    spec.setFailedJobsHistoryLimit(random.nextInt(3));
    spec.setSuspendAfterFailures(random.nextInt(5) == 0 ? random.nextInt(2, 4) : null);
    if (random.nextInt(3) == 0) {
      var missed = new MissedRuns();
      missed.setPolicy(List.of("Latest", "All", "None").get(random.nextInt(3)));
      missed.setLimit(random.nextInt(1, 4));
      spec.setMissedRuns(missed);
    } else {
      spec.setMissedRuns(null);
    }
  }
}
