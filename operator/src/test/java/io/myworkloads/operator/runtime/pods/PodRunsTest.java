package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.operator.core.pods.PodRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PodRunsTest {
  private static final String OWNER =
      "ownerReferences: [{apiVersion: myworkloads.io/v1, kind: MyJob, name: pi, uid: me, controller: true}]";
  private static final String TRACKED = "finalizers: [myworkloads.io/job-tracking]";

  @Test
  void readsAllOfAPodThatFailed() {
    assertThat(
            run(
                """
                metadata:
                  %s
                  %s
                  annotations:
                    batch.kubernetes.io/job-completion-index: "3"
                    batch.kubernetes.io/job-index-failure-count: "2"
                    batch.kubernetes.io/job-index-ignored-failure-count: "1"
                status:
                  phase: Failed
                  reason: Evicted
                  message: low on memory
                  conditions:
                  - {type: DisruptionTarget, status: "True"}
                  - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T12:00:09Z"}
                  initContainerStatuses:
                  - {name: setup, restartCount: 4, state: {terminated: {exitCode: 0, finishedAt: "2026-01-01T13:00:00Z"}}}
                  containerStatuses:
                  - {name: a, restartCount: 1, state: {terminated: {exitCode: 5, reason: Error, message: oh, finishedAt: "2026-01-01T12:00:01Z"}}}
                  - {name: b, restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed, finishedAt: "2026-01-01T12:00:02Z"}}}
                """
                    .formatted(OWNER, TRACKED)))
        .isEqualTo(
            new PodRun(
                true,
                3,
                2,
                1,
                Instant.parse("2026-01-01T12:00:02Z"),
                5,
                List.of(
                    new PodRun.Exit("a", 5, "Error", "oh"),
                    new PodRun.Exit("b", 0, "Completed", ""),
                    new PodRun.Exit("setup", 0, "", ""),
                    new PodRun.Exit("", 0, "Evicted", "low on memory")),
                Map.of("DisruptionTarget", "True", "Ready", "False")));
  }

  @Test
  void keepsNothingOfAPodThatNobodyWaitsFor() {
    assertThat(PodRuns.of(pod("metadata: {uid: u}"))).isNull();
    assertThat(PodRuns.of(pod("metadata: {" + OWNER.replace("MyJob", "MyReplicaSet") + "}")))
        .isNull();
    assertThat(
            PodRuns.of(pod("metadata: {" + OWNER.replace("myworkloads.io/v1", "batch/v1") + "}")))
        .isNull();
  }

  @Test
  void keepsLittleOfAPodThatIsAccountedFor() {
    PodRun run =
        run(
            """
            metadata: {%s}
            status:
              phase: Failed
              containerStatuses:
              - {name: a, restartCount: 0, state: {terminated: {exitCode: 5, finishedAt: "2026-01-01T12:00:01Z"}}}
            """
                .formatted(OWNER));
    assertThat(run.tracked()).isFalse();
    assertThat(run.finished()).isEqualTo("2026-01-01T12:00:01Z");
    assertThat(run.exits()).isEmpty();
    assertThat(run.conditions()).isEmpty();
  }

  @Test
  void waitsForAnOrphanThatHasTheFinalizer() {
    assertThat(run("metadata: {" + TRACKED + "}").tracked()).isTrue();
  }

  @ParameterizedTest(name = "\"{0}\": {1}")
  @CsvSource({"0, 0", "99999, 99999", "-1, -1", "a, -1", "'', -1", "99999999999, -1"})
  void readsTheIndex(String annotation, int index) {
    assertThat(
            run("metadata: {%s, annotations: {batch.kubernetes.io/job-completion-index: \"%s\"}}"
                    .formatted(OWNER, annotation))
                .index())
        .isEqualTo(index);
  }

  /** The rows of upstream's TestGetFinishedTime. */
  record Finished(String name, String status, String at) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Finished> times() {
    String ready =
        "conditions: [{type: Ready, status: \"False\", lastTransitionTime: \"2026-01-01T12:00:07Z\"}]";
    return Stream.of(
        new Finished(
            "the last container",
            "containerStatuses: [%s, %s]".formatted(ended("a", 3), ended("b", 2)),
            "2026-01-01T12:00:03Z"),
        new Finished(
            "a sidecar ends later",
            "containerStatuses: [%s], initContainerStatuses: [%s]"
                .formatted(ended("a", 3), ended("sidecar", 4)),
            "2026-01-01T12:00:04Z"),
        new Finished(
            "an init container does not count",
            "containerStatuses: [%s], initContainerStatuses: [%s]"
                .formatted(ended("a", 3), ended("setup", 4)),
            "2026-01-01T12:00:03Z"),
        new Finished(
            "one has not ended",
            "containerStatuses: [%s, {name: b}], %s".formatted(ended("a", 3), ready),
            "2026-01-01T12:00:07Z"),
        new Finished("nothing is known of containers", ready, "2026-01-01T12:00:07Z"),
        new Finished("nothing is known but the deletion", "message: x", "2026-01-01T11:59:30Z"));
  }

  private static String ended(String name, int second) {
    return "{name: %s, state: {terminated: {exitCode: 0, finishedAt: \"2026-01-01T12:00:0%dZ\"}}}"
        .formatted(name, second);
  }

  @ParameterizedTest
  @MethodSource("times")
  void readsWhenItEnded(Finished c) {
    assertThat(
            run("""
                    metadata: {%s, deletionTimestamp: "2026-01-01T12:00:00Z", deletionGracePeriodSeconds: 30}
                    spec: {initContainers: [{name: setup}, {name: sidecar, restartPolicy: Always}]}
                    status: {phase: Failed, %s}
                    """
                    .formatted(OWNER, c.status()))
                .finished())
        .isEqualTo(c.at());
  }

  @Test
  void aPodThatRunsHasNotEnded() {
    assertThat(run("metadata: {" + OWNER + "}\nstatus: {phase: Running}").finished()).isNull();
  }

  @Test
  void keepsTheEndOfLongLastWords() {
    String words = "x".repeat(3000) + "the end";
    PodRun run =
        run(
            """
            metadata: {%s}
            status: {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 1, message: "%s"}}}]}
            """
                .formatted(TRACKED, words));
    assertThat(run.exits().getFirst().message()).hasSize(1024).endsWith("xthe end");
  }

  private static PodRun run(String yaml) {
    return Objects.requireNonNull(PodRuns.of(pod(yaml)));
  }

  private static Pod pod(String yaml) {
    return Serialization.unmarshal(yaml, Pod.class);
  }
}
