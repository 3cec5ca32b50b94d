package io.myworkloads.e2e.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs at their times: by the minute, by the second, in a time zone, by hand, and none at all. */
@WithOperator
class CronJobIT {
  private static final String ENDS =
      "{restartPolicy: Never, containers: [{name: main, image: 'busybox:1.35', command: [echo, done]}]}";

  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void makesOneMyJobAMinuteWhosePodsFinish() {
    TestCronJob cron =
        TestCronJob.named(
            kubectl, kubectl.applySample("batch-job-every-minute.yaml", MyCronJob.class));
    for (int runs = 1; runs <= 2; runs++) {
      cron.awaitSucceeded(runs);
    }
    List<MyJob> jobs = cron.jobs();
    assertThat(jobs).hasSize(2);
    assertThat(jobs.stream().map(TestCronJob::scheduled).map(Instant::getEpochSecond))
        .as("full minutes, one after the other")
        .allMatch(second -> second % 60 == 0)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(jobs)
        .allSatisfy(
            job -> {
              assertThat(job.getMetadata().getName())
                  .isEqualTo(cron.name() + "-" + TestCronJob.scheduled(job).getEpochSecond() / 60);
              assertThat(Instant.parse(job.getMetadata().getCreationTimestamp()))
                  .isBetween(
                      TestCronJob.scheduled(job), TestCronJob.scheduled(job).plusSeconds(10));
              assertThat(cron.pods(job)).hasSize(1);
            });
    MyCronJobStatus status = cron.status();
    assertThat(status.getLastScheduleTime())
        .isEqualTo(TestCronJob.scheduled(jobs.getLast()).toString());
    assertThat(status.getNextScheduleTime())
        .isEqualTo(TestCronJob.scheduled(jobs.getLast()).plusSeconds(60).toString());
    assertThat(status.getLastSuccessfulTime()).isNotNull();
    assertThat(kubectl.run("get", "mycj", cron.name()))
        .containsPattern("SCHEDULE +TIMEZONE +SUSPEND +ACTIVE +LAST SCHEDULE +NEXT SCHEDULE +AGE")
        .containsPattern("\\* \\* \\* \\* \\* +false +0 +\\d+s +20");
    cron.awaitEvent("SuccessfulCreate", "Created job " + jobs.getFirst().getMetadata().getName());
    cron.awaitEvent(
        "SawCompletedJob",
        "Saw completed job: %s, condition: Complete"
            .formatted(jobs.getFirst().getMetadata().getName()));

    kubectl.run("delete", "mycj", cron.name());
    cron.await(
        "its MyJobs and their Pods to be gone too",
        c -> {
          assertThat(c.jobs()).isEmpty();
          assertThat(kubectl.pods()).isEmpty();
        });
  }

  @Test
  void keepsAsManyFinishedMyJobsAsItIsTold() {
    TestCronJob cron =
        TestCronJob.apply(
            kubectl,
            "history",
            "*/2 * * * * *",
            "successfulJobsHistoryLimit: 2; failedJobsHistoryLimit: 0",
            ENDS);
    cron.awaitSucceeded(5);
    cron.patch("\"suspend\": true");
    cron.await("none to be active", c -> assertThat(c.status().getActiveCount()).isZero());
    cron.await("two to be left", c -> assertThat(c.jobs()).hasSize(2));
    cron.patch("\"successfulJobsHistoryLimit\": 0");
    cron.await(
        "none to be left",
        c -> {
          assertThat(c.jobs()).isEmpty();
          assertThat(kubectl.pods()).isEmpty();
        });
  }

  @Test
  void startsNothingWhileItIsSuspended() {
    TestCronJob cron =
        TestCronJob.apply(kubectl, "suspended", TestCronJob.EVERY_SECOND, "suspend: true", ENDS);
    cron.await(
        "word of it", c -> assertThat(c.condition("Scheduled").getReason()).isEqualTo("Suspended"));
    Instant seen = Instant.now();
    Waiting.until("3 s", Duration.ofSeconds(10), () -> Instant.now().isAfter(seen.plusSeconds(3)));
    assertThat(cron.jobs()).isEmpty();
    assertThat(cron.status().getNextScheduleTime()).isNull();

    cron.patch("\"suspend\": false");
    cron.awaitSucceeded(1);
  }

  @Test
  void readsItsScheduleInItsTimeZone() {
    ZoneId zone = ZoneId.of("Asia/Kathmandu"); // a quarter of an hour apart from all full hours
    ZonedDateTime due = ZonedDateTime.now(zone).plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
    TestCronJob cron =
        TestCronJob.apply(
            kubectl,
            "zoned",
            "%d %d %d * * *".formatted(due.getSecond(), due.getMinute(), due.getHour()),
            "timeZone: " + zone,
            ENDS);
    cron.awaitSucceeded(1);
    assertThat(cron.jobs())
        .singleElement()
        .satisfies(
            job ->
                assertThat(job.getMetadata().getAnnotations().values())
                    .as("the time as its zone has it")
                    .anyMatch(value -> value.endsWith("+05:45")));
    assertThat(cron.jobs()).extracting(TestCronJob::scheduled).containsExactly(due.toInstant());
    assertThat(cron.status().getNextScheduleTime())
        .isEqualTo(due.plusDays(1).toInstant().toString());
  }

  @Test
  void runsNowForEachTokenOnce() {
    TestCronJob cron = TestCronJob.apply(kubectl, "by-hand", TestCronJob.NEXT_YEAR, "", ENDS);
    cron.trigger("one");
    cron.awaitSucceeded(1);
    cron.trigger("two");
    cron.awaitSucceeded(2);
    assertThat(cron.status().getLastTrigger()).isEqualTo("two");
    assertThat(cron.jobs()).hasSize(2);
    assertThat(cron.jobs())
        .allSatisfy(
            job ->
                assertThat(job.getMetadata().getAnnotations())
                    .containsEntry("cronjob.kubernetes.io/instantiate", "manual"));
  }

  @Test
  void saysWhyAScheduleDoesNotWorkAndGoesOnWhenItDoes() {
    TestCronJob cron = TestCronJob.apply(kubectl, "wrong", "0 0 5-1 * *", "", ENDS);
    cron.awaitEvent("UnparseableSchedule", "unparseable schedule: \"0 0 5-1 * *\"");
    assertThat(cron.condition("Scheduled").getMessage())
        .contains("beginning of range (5) beyond end of range (1)");

    cron.patch("\"timeZone\": \"Europe/Atlantis\"");
    cron.awaitEvent("UnknownTimeZone", "unknown time zone Europe/Atlantis");
    assertThat(cron.jobs()).isEmpty();

    cron.patch("\"schedule\": \"* * * * * *\", \"timeZone\": null");
    cron.awaitSucceeded(1);
    assertThat(cron.condition("Scheduled").getStatus()).isEqualTo("True");
  }

  @Test
  void saysThatAScheduleNeverFires() {
    TestCronJob cron = TestCronJob.apply(kubectl, "never", "0 0 30 2 *", "", ENDS);
    cron.await(
        "word of it",
        c -> {
          assertThat(c.condition("Scheduled").getStatus()).isEqualTo("False");
          assertThat(c.condition("Scheduled").getReason()).isEqualTo("NeverFires");
        });
    assertThat(kubectl.run("get", "mycj", "never")).containsPattern("0 0 30 2 \\*");
  }

  @Test
  void leavesAForeignMyJobOfARunsNameAloneAndGoesOn() {
    Instant first = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
    Instant second = first.plusSeconds(4);
    String name = "taken-" + first.getEpochSecond();
    kubectl.apply(
        """
        apiVersion: myworkloads.io/v1
        kind: MyJob
        metadata: {name: %s}
        spec: {suspend: true, template: {spec: %s}}
        """
            .formatted(name, ENDS));
    TestCronJob cron =
        TestCronJob.apply(
            kubectl,
            "taken",
            TestCronJob.at(first)
                .replaceFirst("^\\d+", first.atZone(ZoneId.of("UTC")).getSecond() + "/4"),
            "timeZone: Etc/UTC",
            ENDS);
    cron.awaitSucceeded(1);
    assertThat(cron.jobs())
        .extracting(job -> job.getMetadata().getName())
        .startsWith("taken-" + second.getEpochSecond());
    cron.awaitEvent("FailedCreate", name);
    assertThat(kubectl.run("get", "myjob", name, "-o", "jsonpath={.metadata.ownerReferences}"))
        .isEmpty();
  }

  @Test
  void tellsOfAMyJobThatIsTakenAway() {
    TestCronJob cron =
        TestCronJob.apply(kubectl, "robbed", TestCronJob.NEXT_YEAR, "", Pods.GATED_ONCE);
    cron.trigger("go");
    cron.await("its MyJob", c -> assertThat(c.status().getActive()).hasSize(1));
    String job = cron.jobs().getFirst().getMetadata().getName();
    kubectl.run("delete", "myjob", job);
    cron.awaitEvent("MissingJob", "Active job went missing: " + job);
    cron.await("nothing active", c -> assertThat(c.status().getActive()).isEmpty());
    assertThat(cron.jobs()).isEmpty();
  }
}
