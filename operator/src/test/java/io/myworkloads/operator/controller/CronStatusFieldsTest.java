package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.core.cron.CronStatus;
import io.myworkloads.operator.core.cron.CronStatus.Counters;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the kind's status is read and written. */
class CronStatusFieldsTest {
  private static final Instant TIME = Instant.parse("2026-07-01T10:00:00Z");

  private static final CronStatus FULL =
      new CronStatus(
          List.of(new ActiveJob("u1", "shop", "web-1"), new ActiveJob("u2", "shop", "web-2")),
          TIME,
          TIME.plusSeconds(30),
          TIME.plusSeconds(60),
          TIME.minusSeconds(60),
          "now",
          new Counters(7, 3, 12, 2, Duration.ofSeconds(42)),
          List.of(Condition.of("Scheduled", true, "Scheduled", "as it should", 4, TIME)),
          4);

  private static MyCronJob cronJob(String template) {
    return Serialization.unmarshal(
        """
        apiVersion: myworkloads.io/v1
        kind: MyCronJob
        metadata: {name: web, namespace: shop, uid: me}
        spec:
          schedule: "0 * * * *"
          jobTemplate: %s
        """
            .formatted(template),
        MyCronJob.class);
  }

  @Test
  void anObjectWithoutAStatusHasNone() {
    assertThat(CronStatusFields.read(cronJob("{}"))).isEqualTo(CronStatus.NONE);
  }

  @Test
  void aStatusReadsAsItWasWritten() {
    MyCronJob cronJob = cronJob("{}");
    for (CronStatus status : List.of(FULL, CronStatus.NONE)) {
      cronJob.setStatus(CronStatusFields.write(cronJob, status));
      assertThat(CronStatusFields.read(cronJob)).isEqualTo(status);
    }
  }

  @Test
  void whatIsWrittenIsAsTheApiHasIt() {
    MyCronJobStatus status =
        CronStatusFields.write(
            cronJob(
                "{spec: {template: {spec: {containers: [{name: main, image: busybox}, {name: log, image: tail}]}}}}"),
            FULL);
    assertThat(status.getActive())
        .first()
        .isEqualTo(
            new ObjectReferenceBuilder()
                .withApiVersion("myworkloads.io/v1")
                .withKind("MyJob")
                .withNamespace("shop")
                .withName("web-1")
                .withUid("u1")
                .build());
    assertThat(status.getActiveCount()).isEqualTo(2);
    assertThat(status.getLastScheduleTime()).isEqualTo("2026-07-01T10:00:00Z");
    assertThat(status.getLastSuccessfulTime()).isEqualTo("2026-07-01T10:00:30Z");
    assertThat(status.getNextScheduleTime()).isEqualTo("2026-07-01T10:01:00Z");
    assertThat(status.getLastMissedTime()).isEqualTo("2026-07-01T09:59:00Z");
    assertThat(status.getLastTrigger()).isEqualTo("now");
    assertThat(status.getSucceeded()).isEqualTo(7);
    assertThat(status.getFailed()).isEqualTo(3);
    assertThat(status.getMissed()).isEqualTo(12);
    assertThat(status.getConsecutiveFailures()).isEqualTo(2);
    assertThat(status.getLastDurationSeconds()).isEqualTo(42);
    assertThat(status.getObservedGeneration()).isEqualTo(4);
    assertThat(status.getContainers()).isEqualTo("main,log");
    assertThat(status.getImages()).isEqualTo("busybox,tail");
  }

  /** A template without a Pod is refused by the schema; its columns are empty. */
  @Test
  void aTemplateWithoutPodsHasNoContainers() {
    for (String template : List.of("{}", "{spec: {completions: 1}}", "{spec: {template: {}}}")) {
      MyCronJobStatus status = CronStatusFields.write(cronJob(template), FULL);
      assertThat(status.getContainers()).as(template).isNullOrEmpty();
      assertThat(status.getImages()).as(template).isNullOrEmpty();
    }
  }

  /** As of a status that an operator of fewer fields, or upstream's tools, wrote. */
  @Test
  void aStatusOfUpstreamsFieldsAloneIsRead() {
    MyCronJob cronJob = cronJob("{}");
    var told = new MyCronJobStatus();
    told.setLastScheduleTime("2026-07-01T10:00:00Z");
    cronJob.setStatus(told);
    assertThat(CronStatusFields.read(cronJob))
        .isEqualTo(
            new CronStatus(List.of(), TIME, null, null, null, null, Counters.NONE, List.of(), 0));
  }
}
