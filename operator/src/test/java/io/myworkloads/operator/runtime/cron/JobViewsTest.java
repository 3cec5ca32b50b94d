package io.myworkloads.operator.runtime.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.core.cron.JobView.Presence;
import io.myworkloads.operator.core.pods.ControllerRef;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobViewsTest {
  private static final String START = "startTime: '2026-07-01T10:00:00Z'";
  private static final Instant STARTED = Instant.parse("2026-07-01T10:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-07-01T10:05:00Z");

  record Case(
      String name, String status, End end, @Nullable Instant startTime, @Nullable Instant endTime) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case running(String name, String status) {
    return new Case(name, status, End.NONE, null, null);
  }

  private static String condition(String type, String status) {
    return "{type: %s, status: '%s', lastTransitionTime: '2026-07-01T10:05:00Z'}"
        .formatted(type, status);
  }

  static Stream<Case> statuses() {
    return Stream.of(
        running("none yet", ""),
        running("it has begun, which is worth no look", "status: {%s}".formatted(START)),
        running(
            "its end is foreseen, and Pods are still there",
            "status: {%s, conditions: [%s, %s]}"
                .formatted(
                    START,
                    condition("SuccessCriteriaMet", "True"),
                    condition("FailureTarget", "True"))),
        running(
            "it is suspended",
            "status: {conditions: [%s]}".formatted(condition("Suspended", "True"))),
        running(
            "an end that is said not to be so",
            "status: {%s, conditions: [%s]}".formatted(START, condition("Complete", "False"))),
        new Case(
            "a success ended when it says",
            "status: {%s, completionTime: '2026-07-01T10:05:00Z', conditions: [%s, %s]}"
                .formatted(
                    START,
                    "{type: SuccessCriteriaMet, status: 'True', lastTransitionTime: '2026-07-01T10:04:00Z'}",
                    "{type: Complete, status: 'True', lastTransitionTime: '2026-07-01T10:06:00Z'}"),
            End.COMPLETE,
            STARTED,
            ENDED),
        new Case(
            "a failure has no completion time: it ended when its condition came",
            "status: {%s, conditions: [%s]}".formatted(START, condition("Failed", "True")),
            End.FAILED,
            STARTED,
            ENDED),
        new Case(
            "it never began",
            "status: {conditions: [%s]}".formatted(condition("Failed", "True")),
            End.FAILED,
            null,
            ENDED));
  }

  private static MyJob job(String metadata, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: myworkloads.io/v1
        kind: MyJob
        metadata: {name: web-1, namespace: shop, uid: u1%s}
        spec: {completions: 2}
        %s
        """
            .formatted(metadata.isEmpty() ? "" : ", " + metadata, status),
        MyJob.class);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void readsHowItEnded(Case c) {
    JobView view = JobViews.of(job("", c.status()));
    assertThat(view.name()).isEqualTo("web-1");
    assertThat(view.presence()).isEqualTo(Presence.THERE);
    assertThat(view.controller()).isNull();
    assertThat(view.deleting()).isFalse();
    assertThat(view.end()).isEqualTo(c.end());
    assertThat(view.startTime()).isEqualTo(c.startTime());
    assertThat(view.endTime()).isEqualTo(c.endTime());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T10:00:00Z, 2026-07-01T10:00:00Z",
    "2026-07-01T12:00:00+02:00, 2026-07-01T10:00:00Z",
    "tomorrow,",
    "'',",
  })
  void readsForWhichTimeItWasMade(String annotation, @Nullable Instant time) {
    String metadata = "annotations: {%s: '%s'}".formatted(JobView.SCHEDULED, annotation);
    assertThat(JobViews.of(job(metadata, "")).scheduled()).isEqualTo(time);
  }

  @Test
  void readsWhoseItIsAndThatItGoes() {
    JobView view =
        JobViews.of(
            job(
                "deletionTimestamp: '2026-07-01T10:00:00Z', ownerReferences: ["
                    + "{apiVersion: v1, kind: ConfigMap, name: other, uid: o},"
                    + "{apiVersion: myworkloads.io/v1, kind: MyCronJob, name: web, uid: me, controller: true}]",
                ""));
    assertThat(view.controller())
        .isEqualTo(new ControllerRef("myworkloads.io/v1", "MyCronJob", "web", "me"));
    assertThat(view.ownedBy("me")).isTrue();
    assertThat(view.ownedBy("o")).isFalse();
    assertThat(view.deleting()).isTrue();
  }
}
