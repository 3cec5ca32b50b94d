package io.myworkloads.operator.sim.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobSpec;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.CronSchedule;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.cron.CronLog.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold of MyJobs and their MyCronJob: at every moment, or at the end. */
final class CronProperties {
  private CronProperties() {}

  // at every moment

  /** Whatever was lost or late, no run is made twice, and none that should not be. */
  static void startsEachRunOnce(CronCluster cluster, CronLog log) {
    log.onMade(
        job ->
            cluster
                .operator()
                .reconciled()
                .map(MyCronJob.class::cast)
                .ifPresent(
                    report ->
                        cluster.check(
                            () -> {
                              assertThat(job.of(report))
                                  .as("%s is made for the object in hand", job.name())
                                  .isTrue();
                              neverBefore(log, report, job);
                              asScheduled(cluster, report, job);
                              besideNoMoreThanAllowed(cluster, log, report, job);
                            })));
  }

  private static void neverBefore(CronLog log, MyCronJob report, Made job) {
    assertThat(log.of(report).filter(job::sameRun).filter(before -> !log.cannotBeKnown(before)))
        .as("made before %s for the same run", job)
        .isEmpty();
  }

  private static void asScheduled(CronCluster cluster, MyCronJob report, Made job) {
    Instant time = job.time();
    if (time == null) {
      assertThat(report.getMetadata().getAnnotations())
          .as("wish for %s", job.name())
          .containsEntry(MyWorkloads.TRIGGER_ANNOTATION, job.token());
      return;
    }
    MyCronJobSpec spec = report.getSpec();
    assertThat(spec.getSuspend()).as("suspended when %s is made", job.name()).isNotEqualTo(true);
    assertThat(time).as("time of %s", job.name()).isAfter(created(report));
    Duration late = Duration.between(time, cluster.now());
    assertThat(late).as("delay of %s", job.name()).isGreaterThanOrEqualTo(Duration.ZERO);
    if (spec.getStartingDeadlineSeconds() != null) {
      assertThat(late)
          .as("delay of %s", job.name())
          .isLessThanOrEqualTo(Duration.ofSeconds(spec.getStartingDeadlineSeconds()));
    }
  }

  private static void besideNoMoreThanAllowed(
      CronCluster cluster, CronLog log, MyCronJob report, Made job) {
    List<String> others =
        cluster.unfinished(report).stream()
            .filter(each -> log.isOurs(each.getMetadata().getUid()))
            .filter(each -> !isReplaced(report, each))
            .map(each -> each.getMetadata().getName())
            .toList();
    assertThat(others)
        .as(
            "those that run beside %s under %s",
            job.name(), report.getSpec().getConcurrencyPolicy())
        .hasSizeLessThan(most(report.getSpec()));
  }

  /** It is asked to go, and stays until its Pods are gone. */
  private static boolean isReplaced(MyCronJob report, MyJob job) {
    return "Replace".equals(report.getSpec().getConcurrencyPolicy()) && job.isMarkedForDeletion();
  }

  /** How many may run at a time. */
  static int most(MyCronJobSpec spec) {
    return Objects.equals(spec.getConcurrencyPolicy(), "Allow")
            || spec.getConcurrencyPolicy() == null
        ? Objects.requireNonNullElse(spec.getMaxConcurrentJobs(), Integer.MAX_VALUE)
        : 1;
  }

  /** What the operator deletes is the object's that it has in hand. */
  static void deletesNoneOfOthers(CronCluster cluster) {
    cluster
        .jobs()
        .objects()
        .watch(
            cluster.jobs().objects().version(),
            event -> {
              var request = cluster.requests().current();
              if (request != null && request.verb() == Verb.DELETE) {
                cluster.check(
                    () ->
                        assertThat(
                                cluster
                                    .operator()
                                    .reconciled()
                                    .map(report -> report.getMetadata().getUid()))
                            .as("owner of %s, which is deleted", request.name())
                            .hasValueSatisfying(
                                uid ->
                                    assertThat(JobViews.of(event.object()).ownedBy(uid)).isTrue()));
              }
            });
  }

  // at the end

  /** All that was due is done, and told as it is. */
  static void asAsked(CronCluster cluster, CronLog log) {
    cluster.report().ifPresent(report -> asAsked(cluster, log, report));
  }

  private static void asAsked(CronCluster cluster, CronLog log, MyCronJob report) {
    MyCronJobSpec spec = report.getSpec();
    MyCronJobStatus status = Objects.requireNonNull(report.getStatus());
    List<MyJob> running =
        cluster.unfinished(report).stream()
            .filter(job -> log.isOurs(job.getMetadata().getUid()))
            .toList();
    assertThat(status.getActive())
        .as("active")
        .extracting(ObjectReference::getUid)
        .containsExactlyInAnyOrderElementsOf(
            running.stream().map(job -> job.getMetadata().getUid()).toList());
    assertThat(status.getObservedGeneration())
        .as("observedGeneration")
        .isEqualTo(report.getMetadata().getGeneration());
    keeps(cluster, report, End.COMPLETE, spec.getSuccessfulJobsHistoryLimit());
    keeps(cluster, report, End.FAILED, spec.getFailedJobsHistoryLimit());
    CronCluster.schedule(report)
        .ifPresent(
            schedule -> {
              if (running.size() < most(spec) || "Replace".equals(spec.getConcurrencyPolicy())) {
                nothingIsDue(cluster, report, status, schedule);
              }
            });
  }

  private static void keeps(
      CronCluster cluster, MyCronJob report, End end, @Nullable Integer limit) {
    assertThat(
            cluster.jobs(report).stream()
                .map(JobViews::of)
                .filter(job -> job.end() == end && !job.deleting())
                .map(JobView::name))
        .as("MyJobs that are kept, %s", end)
        .hasSizeLessThanOrEqualTo(Objects.requireNonNull(limit));
  }

  private static void nothingIsDue(
      CronCluster cluster, MyCronJob report, MyCronJobStatus status, CronSchedule schedule) {
    MyCronJobSpec spec = report.getSpec();
    if (Boolean.TRUE.equals(spec.getSuspend()) || stopped(spec, status)) {
      assertThat(status.getNextScheduleTime()).as("next time").isNull();
      return;
    }
    assertThat(schedule.latest(decided(report), cluster.now()))
        .as("what is due after %s", decided(report))
        .isEmpty();
    if (schedule.next(Instant.EPOCH).isPresent()) {
      assertThat(status.getNextScheduleTime()).as("next time").isNotNull();
    }
    String token = token(report);
    if (!token.isEmpty()) {
      assertThat(status.getLastTrigger()).as("wish that was met last").isEqualTo(token);
    }
  }

  static String token(MyCronJob report) {
    return report.getMetadata().getAnnotations() == null
        ? ""
        : report.getMetadata().getAnnotations().getOrDefault(MyWorkloads.TRIGGER_ANNOTATION, "");
  }

  private static boolean stopped(MyCronJobSpec spec, MyCronJobStatus status) {
    return spec.getSuspendAfterFailures() != null
        && Objects.requireNonNullElse(status.getConsecutiveFailures(), 0)
            >= spec.getSuspendAfterFailures();
  }

  // what a status says

  static Instant created(MyCronJob report) {
    return Instant.parse(report.getMetadata().getCreationTimestamp());
  }

  /** Up to here all is decided. */
  static Instant decided(MyCronJob report) {
    MyCronJobStatus status = report.getStatus();
    Instant decided = created(report);
    if (status != null) {
      for (Optional<String> time :
          List.of(
              Optional.ofNullable(status.getLastScheduleTime()),
              Optional.ofNullable(status.getLastMissedTime()))) {
        Instant told = time.map(Instant::parse).orElse(decided);
        decided = told.isAfter(decided) ? told : decided;
      }
    }
    return decided;
  }
}
