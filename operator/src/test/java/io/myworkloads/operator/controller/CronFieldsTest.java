package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.operator.core.cron.ConcurrencyPolicy;
import io.myworkloads.operator.core.cron.CronSpec;
import io.myworkloads.operator.core.cron.DueRuns;
import io.myworkloads.operator.core.cron.FailureLimit;
import io.myworkloads.operator.core.cron.JobHistory;
import io.myworkloads.operator.core.cron.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the kind's fields are read. */
class CronFieldsTest {
  private static final ZoneId OURS = ZoneId.of("Asia/Kolkata");

  private static MyCronJob cronJob(String spec) {
    return cronJob("", spec);
  }

  private static MyCronJob cronJob(String metadata, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: myworkloads.io/v1
        kind: MyCronJob
        metadata: {name: web, namespace: shop, uid: me%s}
        spec:
          %s
        """
            .formatted(metadata, String.join("\n  ", spec.split("; "))),
        MyCronJob.class);
  }

  private static CronSpec read(String spec) {
    return CronFields.spec(cronJob("schedule: '0 * * * *'; jobTemplate: {}; " + spec), OURS);
  }

  @Test
  void whatIsNotAskedForIsAsUpstreamHasIt() {
    CronSpec spec = read("suspend: false");
    assertThat(spec.suspended()).isFalse();
    assertThat(spec.times())
        .isEqualTo(new DueRuns(null, DueRuns.Missed.LATEST, 10, null, null, Duration.ZERO));
    assertThat(spec.concurrency())
        .isEqualTo(new ConcurrencyPolicy(ConcurrencyPolicy.Kind.ALLOW, null));
    assertThat(spec.failureLimit()).isEqualTo(new FailureLimit(null));
  }

  /** An object from before the CRD had its defaults; upstream's controller keeps all then, too. */
  @Test
  void anObjectWithoutHistoryLimitsKeepsAll() {
    assertThat(read("suspend: false").history()).isEqualTo(new JobHistory(null, null));
  }

  @Test
  void whatIsAskedForIsRead() {
    CronSpec spec =
        read(
            "timeZone: Europe/Rome; suspend: true; startingDeadlineSeconds: 90; concurrencyPolicy: Replace;"
                + " successfulJobsHistoryLimit: 0; failedJobsHistoryLimit: 7; maxConcurrentJobs: 2;"
                + " missedRuns: {policy: All, limit: 4}; notBefore: '2026-01-01T00:00:00Z';"
                + " notAfter: '2026-12-31T23:00:00-01:00'; suspendAfterFailures: 5");
    assertThat(spec.timetable())
        .isInstanceOfSatisfying(
            Timetable.Usable.class,
            usable -> assertThat(usable.zone()).isEqualTo(ZoneId.of("Europe/Rome")));
    assertThat(spec.suspended()).isTrue();
    assertThat(spec.times())
        .isEqualTo(
            new DueRuns(
                Duration.ofSeconds(90),
                DueRuns.Missed.ALL,
                4,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                Duration.ZERO));
    assertThat(spec.concurrency())
        .isEqualTo(new ConcurrencyPolicy(ConcurrencyPolicy.Kind.REPLACE, 2));
    assertThat(spec.history()).isEqualTo(new JobHistory(0, 7));
    assertThat(spec.failureLimit()).isEqualTo(new FailureLimit(5));
  }

  @ParameterizedTest
  @CsvSource({"Allow, ALLOW", "Forbid, FORBID", "Replace, REPLACE"})
  void readsThePolicyOfConcurrency(String text, ConcurrencyPolicy.Kind kind) {
    assertThat(read("concurrencyPolicy: " + text).concurrency().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"Latest, LATEST", "All, ALL", "None, NONE"})
  void readsThePolicyOfMissedRuns(String text, DueRuns.Missed missed) {
    DueRuns times = read("missedRuns: {policy: %s}".formatted(text)).times();
    assertThat(times.missed()).isEqualTo(missed);
    assertThat(times.limit()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule: '0 * * * *'                        | Asia/Kolkata",
        "schedule: '0 * * * *'; timeZone: Etc/UTC     | Etc/UTC",
        "schedule: '@every 90m'; timeZone: Asia/Tokyo | Asia/Tokyo",
        "schedule: '*/10 * * * * *'                   | Asia/Kolkata"
      })
  void aScheduleWithoutAZoneIsInTheOperators(String spec, ZoneId zone) {
    assertThat(CronFields.spec(cronJob(spec), OURS).timetable())
        .isInstanceOfSatisfying(
            Timetable.Usable.class, usable -> assertThat(usable.zone()).isEqualTo(zone));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule: 'hourly'                                | UnparseableSchedule",
        "schedule: 'TZ=UTC 0 * * * *'                      | UnparseableSchedule",
        "schedule: '0 * * * *'; timeZone: Middle/Earth     | UnknownTimeZone",
        "schedule: '0 * * * *'; timeZone: '+01:00'         | UnknownTimeZone"
      })
  void whatCannotBeReadOfAScheduleIsNoErrorOfTheWholeSpec(String spec, String reason) {
    assertThat(CronFields.spec(cronJob(spec), OURS).timetable())
        .isInstanceOfSatisfying(
            Timetable.Unusable.class, unusable -> assertThat(unusable.reason()).isEqualTo(reason));
  }

  record Invalid(String spec, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Invalid> invalid() {
    return Stream.of(
        new Invalid(
            "concurrencyPolicy: Sometimes",
            "spec.concurrencyPolicy: Unsupported value: \"Sometimes\""),
        new Invalid(
            "missedRuns: {policy: First}", "spec.missedRuns.policy: Unsupported value: \"First\""),
        new Invalid("notBefore: tomorrow", "spec.notBefore: Invalid value: \"tomorrow\""),
        new Invalid("notAfter: '2026-01-01'", "spec.notAfter: Invalid value: \"2026-01-01\""));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatIsNotKnownIsSaidByItsName(Invalid c) {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> read(c.spec()))
        .withMessage(c.message());
  }

  @Test
  void whatTheSchemaRequiresIsMissedByItsName() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> CronFields.spec(cronJob("suspend: false"), OURS))
        .withMessage("spec.schedule: Required value");
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> CronFields.template(cronJob("schedule: '0 * * * *'")))
        .withMessage("spec.jobTemplate: Required value");
  }

  @Test
  void jitterIsTheSameForEachRunOfAnObjectAndSpreadOverObjects() {
    List<Duration> delays =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> {
                  MyCronJob cronJob = cronJob("schedule: '0 * * * *'; jitterSeconds: 9");
                  cronJob.getMetadata().setUid("uid-" + i);
                  Duration delay = CronFields.spec(cronJob, ZoneOffset.UTC).times().delay();
                  assertThat(CronFields.spec(cronJob, ZoneOffset.UTC).times().delay())
                      .isEqualTo(delay);
                  return delay;
                })
            .toList();
    assertThat(Set.copyOf(delays))
        .containsExactlyInAnyOrder(
            IntStream.range(0, 10).mapToObj(Duration::ofSeconds).toArray(Duration[]::new));
  }

  @Test
  void readsTheWishOfAUser() {
    assertThat(CronFields.trigger(cronJob("schedule: x"))).isNull();
    assertThat(CronFields.trigger(cronJob(", annotations: {a: b}", "schedule: x"))).isNull();
    assertThat(
            CronFields.trigger(
                cronJob(", annotations: {myworkloads.io/trigger: now}", "schedule: x")))
        .isEqualTo("now");
  }
}
