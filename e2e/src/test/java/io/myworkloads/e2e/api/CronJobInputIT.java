package io.myworkloads.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is accepted and what refused of MyCronJobs when they are made, and that batch/v1 CronJob
 * says the same. The rows are those of upstream's validation,
 * pkg/apis/batch/validation/validation.go.
 */
@WithOperator
class CronJobInputIT {
  private static final String SCHEDULE = "spec.schedule";
  private static final String TIME_ZONE = "spec.timeZone";

  private final KubernetesClient client;
  private final String namespace;

  CronJobInputIT(TestCluster cluster, @TestNamespace String namespace) {
    this.client = cluster.client();
    this.namespace = namespace;
  }

  /**
   * @param changes of a valid MyCronJob, by path
   * @param field the field that the answer names
   * @param message a part of what it says
   */
  record Refused(String name, String changes, String field, String message) {
    Manifest manifest() {
      return Manifest.cronJob().withAll("{" + changes + "}");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Refused schedule(String schedule, String message) {
    return new Refused(schedule, SCHEDULE + ": '" + schedule + "'", SCHEDULE, message);
  }

  private static Refused negative(String field) {
    return new Refused(
        field + " below 0",
        "spec." + field + ": -1",
        "spec." + field,
        "should be greater than or equal to 0");
  }

  static Stream<Refused> asOfCronJob() {
    String noZoneInIt = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
    return Stream.of(
        new Refused("no schedule", SCHEDULE + ": ''", SCHEDULE, "Required value"),
        schedule("TZ=UTC 0 * * * *", noZoneInIt),
        schedule("CRON_TZ=UTC 0 * * * *", noZoneInIt),
        schedule("@fortnightly", "unrecognized descriptor: @fortnightly"),
        schedule(
            "@every day", "failed to parse duration @every day: time: invalid duration \"day\""),
        new Refused(
            "an empty time zone",
            TIME_ZONE + ": ''",
            TIME_ZONE,
            "timeZone must be nil or non-empty string"),
        new Refused(
            "the time zone of a machine",
            TIME_ZONE + ": local",
            TIME_ZONE,
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"),
        new Refused(
            "a time zone outside of its folder",
            TIME_ZONE + ": ../UTC",
            TIME_ZONE,
            "unknown time zone ../UTC"),
        new Refused(
            "a policy that is none",
            "spec.concurrencyPolicy: Skip",
            "spec.concurrencyPolicy",
            "Unsupported value: \"Skip\": supported values: \"Allow\", \"Forbid\", \"Replace\""),
        new Refused(
            "a selector",
            "spec.jobTemplate.spec.selector: {matchLabels: {app: kubia}}",
            "spec.jobTemplate.spec.selector",
            "`selector` will be auto-generated"),
        new Refused(
            "a selector by hand",
            "spec.jobTemplate.spec.manualSelector: true",
            "spec.jobTemplate.spec.manualSelector",
            "supported values: \"nil\", \"false\""),
        new Refused(
            "Pods that never end",
            "spec.jobTemplate.spec.template.spec.restartPolicy: Always",
            "spec.jobTemplate.spec.template.spec.restartPolicy",
            "valid values: \"OnFailure\", \"Never\""),
        new Refused(
            "a name of 53 characters",
            "metadata.name: " + "x".repeat(53),
            "metadata.name",
            "must be no more than 52 characters"));
  }

  @ParameterizedTest
  @MethodSource
  void asOfCronJob(Refused c) {
    assertThatItIsRefused(c, c.manifest());
    assertThatItIsRefused(c, c.manifest().asCronJob());
  }

  /** The verdict and the field are upstream's; the words are those of a schema. */
  static Stream<Refused> inOtherWords() {
    return Stream.of(
        schedule("* * * *", "expected 5 to 6 fields: [* * * *]"),
        schedule("60 * * * *", "minute: expected values from 0 to 59"),
        schedule("* 24 * * *", "hour: expected values from 0 to 23"),
        schedule("* * 0 * *", "day of the month: expected values from 1 to 31"),
        schedule("* * * 13 *", "month: expected values from 1 to 12 or JAN to DEC"),
        schedule("* * * * 7", "day of the week: expected values from 0 to 6 or SUN to SAT"),
        schedule("*/0 * * * *", "minute: expected values from 0 to 59"),
        schedule("1-2-3 * * * *", "minute: expected values from 0 to 59"),
        negative("startingDeadlineSeconds"),
        negative("successfulJobsHistoryLimit"),
        negative("failedJobsHistoryLimit"));
  }

  @ParameterizedTest
  @MethodSource
  void inOtherWords(Refused c) {
    assertThatItIsRefused(c, c.manifest());
    assertThat(Answer.to(c.manifest().asCronJob(), client, namespace).causes())
        .extracting(Answer.Cause::field)
        .containsOnly(c.field());
  }

  static Stream<Refused> ownFields() {
    return Stream.of(
        schedule("60 * * * * *", "second: expected values from 0 to 59"),
        new Refused(
            "runs side by side that shall replace each other",
            "spec.concurrencyPolicy: Replace, spec.maxConcurrentJobs: 2",
            "spec.maxConcurrentJobs",
            "may only be set when concurrencyPolicy is Allow"),
        new Refused(
            "a policy of missed runs that is none",
            "spec.missedRuns: {policy: First}",
            "spec.missedRuns.policy",
            "supported values: \"Latest\", \"All\", \"None\""),
        new Refused(
            "an end before the beginning",
            "spec.notBefore: '2026-02-01T00:00:00Z', spec.notAfter: '2026-01-01T00:00:00Z'",
            "spec.notAfter",
            "must not be before `notBefore`"));
  }

  @ParameterizedTest
  @MethodSource
  void ownFields(Refused c) {
    assertThatItIsRefused(c, c.manifest());
  }

  private void assertThatItIsRefused(Refused c, Manifest manifest) {
    Answer answer = Answer.to(manifest, client, namespace);
    assertThat(answer.causes())
        .as(answer.message())
        .anySatisfy(
            cause -> {
              assertThat(cause.field()).isEqualTo(c.field());
              assertThat(cause.message()).contains(c.message());
            });
  }

  static Stream<String> accepted() {
    return Stream.of(
        "",
        SCHEDULE + ": '@hourly'",
        SCHEDULE + ": '@every 1h30m'",
        SCHEDULE + ": ' 0,,+5/10,030-59/7  *-x/2 ? jan-DEC Sun,1-5 '",
        SCHEDULE + ": '0 0 30 2 *'",
        TIME_ZONE + ": Europe/Ljubljana",
        TIME_ZONE + ": Etc/GMT+5",
        "spec.concurrencyPolicy: Forbid, spec.successfulJobsHistoryLimit: 0",
        "metadata.name: " + "x".repeat(52));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String changes) {
    Manifest good = Manifest.cronJob().withAll("{" + changes + "}");
    assertThat(Answer.to(good, client, namespace).message()).isEmpty();
    assertThat(Answer.to(good.asCronJob(), client, namespace).message()).isEmpty();
  }

  @Test
  void defaultsAreThoseOfCronJob() {
    JsonNode ours = stored(Manifest.cronJob());
    JsonNode upstream = stored(Manifest.cronJob().asCronJob());
    for (String field :
        new String[] {
          "concurrencyPolicy", "suspend", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"
        }) {
      assertThat(ours.path(field)).as(field).isEqualTo(upstream.path(field));
    }
  }

  private JsonNode stored(Manifest manifest) {
    return Answer.to(manifest, client, namespace).stored().orElseThrow().path("spec");
  }
}
