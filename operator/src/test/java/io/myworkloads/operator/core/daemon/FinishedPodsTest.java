package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of Pods that have ended. */
class FinishedPodsTest {
  static Stream<PlanCase> finished() {
    return Stream.of(
        new PlanCase(
            "a failed one goes, and then another comes",
            seen().nodes("n1").pods(updated("a", "n1").failed()),
            "delete a"),
        new PlanCase(
            "one that succeeded goes",
            seen().nodes("n1").pods(updated("a", "n1").phase(PodPhase.SUCCEEDED)),
            "delete a"),
        new PlanCase(
            "a failed one beside a healthy one",
            seen().nodes("n1").pods(updated("a", "n1").failed(), updated("b", "n1")),
            "delete a"),
        new PlanCase(
            "one failed one at a time",
            seen().nodes("n1").pods(updated("a", "n1").failed(), updated("b", "n1").failed()),
            "delete a"),
        new PlanCase(
            "a failed one within the pause",
            seen().nodes("n1").pause("n1", "4s", "3s").pods(updated("a", "n1").failed()),
            ""),
        new PlanCase(
            "a failed one at the end of the pause",
            seen().nodes("n1").pause("n1", "4s", "4s").pods(updated("a", "n1").failed()),
            "delete a"),
        new PlanCase(
            "another node's pause",
            seen().nodes("n1").pause("n2", "4s", "3s").pods(updated("a", "n1").failed()),
            "delete a"),
        new PlanCase(
            "one that succeeded knows no pause",
            seen()
                .nodes("n1")
                .pause("n1", "4s", "3s")
                .pods(updated("a", "n1").phase(PodPhase.SUCCEEDED)),
            "delete a"),
        new PlanCase(
            "none is made within the pause",
            seen()
                .nodes("n1")
                .pause("n1", "4s", "3s")
                .pods(updated("a", "n1").failed())
                .maxSurge(1),
            ""),
        new PlanCase(
            "where surge is allowed the next one is made at once",
            seen().nodes("n1").pods(updated("a", "n1").failed()).maxSurge(1),
            "create on n1, delete a"));
  }

  @ParameterizedTest
  @MethodSource({"finished"})
  void decides(PlanCase c) {
    c.check();
  }

  @Test
  void tellsOfFinishedPodsThatItDeletesAndOfNoOthers() {
    ObservationBuilder seen = seen();
    IntStream.range(0, 260)
        .forEach(i -> seen.nodes("n" + i).pods(updated("p" + i, "n" + i).failed()));

    DaemonDecision.Plan plan = DaemonDecision.plan(seen.build());

    assertThat(plan.finished()).hasSize(250).allMatch(FinishedPod::failed);
    assertThat(plan.failedPods().pauses()).hasSize(250);
  }

  @Test
  void tellsOfFinishedPodsInUpstreamsWords() {
    ObservationBuilder seen =
        seen()
            .nodes("n1", "n2")
            .pods(updated("a", "n1").failed(), updated("b", "n2").phase(PodPhase.SUCCEEDED));

    List<FinishedPod> finished = DaemonDecision.plan(seen.build()).finished();

    assertThat(finished)
        .extracting(FinishedPod::reason, FinishedPod::message)
        .containsExactly(
            tuple(
                "FailedDaemonPod",
                "Found failed daemon pod shop/a on node n1, will try to kill it"),
            tuple(
                "SucceededDaemonPod",
                "Found succeeded daemon pod shop/b on node n2, will try to delete it"));
  }

  /** upstream: TestDaemonKillFailedPodsBackoff. */
  @Test
  void pausesLongerFromFailureToFailureUpToAQuarterOfAnHour() {
    FailedPodBackoff backoff = FailedPodBackoff.none(7);
    var now = PodViewBuilder.NOW;
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      backoff = backoff.replacedOn(List.of("n1"), now);
      longest = Duration.between(now, backoff.pausedUntil("n1", now).orElseThrow());
      assertThat(longest.toSeconds()).isEqualTo(Math.min(1L << i, 900));
      now = now.plus(longest);
    }
    assertThat(longest).isEqualTo(Duration.ofMinutes(15));
    assertThat(backoff.pausedUntil("n1", now)).isEmpty();
    assertThat(backoff.at(7)).isEqualTo(backoff);
    assertThat(backoff.at(8).pauses()).as("of another generation").isEmpty();
    assertThat(backoff.replacedOn(List.of("n2"), now.plus(Duration.ofMinutes(31))).pauses())
        .as("what is long ago is forgotten")
        .containsOnlyKeys("n2");
  }
}
