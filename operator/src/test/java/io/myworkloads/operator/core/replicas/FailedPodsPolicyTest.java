package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailedPodsPolicyTest {

  /**
   * What goes, and when to look again.
   *
   * @param deleted names
   * @param lookAgain empty where only an event can change anything; {@code 0s} where more is to do
   */
  record Case(String name, ObservationBuilder seen, String deleted, String lookAgain) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static PodViewBuilder[] failedFor(String... times) {
    return Stream.of(times).map(t -> mine("f-" + t).failedFor(t)).toArray(PodViewBuilder[]::new);
  }

  static Stream<Case> numbers() {
    return Stream.of(
        new Case("nothing said: all stay", seen().pods(failedFor("1h", "99h")), "", ""),
        new Case(
            "as many as are kept", seen().failedPods(2, "").pods(failedFor("1h", "2h")), "", ""),
        new Case("fewer than are kept", seen().failedPods(9, "").pods(failedFor("1h")), "", ""),
        new Case(
            "those go that ended first",
            seen().failedPods(2, "").pods(failedFor("3h", "1h", "4h", "2h")),
            "f-3h f-4h",
            "0s"),
        new Case(
            "none is kept",
            seen().failedPods(0, "").pods(failedFor("1h", "0s")),
            "f-0s f-1h",
            "0s"),
        new Case(
            "who ended together goes by creation",
            seen()
                .failedPods(1, "")
                .pods(
                    mine("old").failedFor("1h").aged("3h"),
                    mine("young").failedFor("1h").aged("2h")),
            "old",
            "0s"),
        new Case(
            "who was made together too goes by UID, for the order of a cache is none",
            seen().failedPods(1, "").pods(mine("a").failedFor("1h"), mine("b").failedFor("1h")),
            "a",
            "0s"),
        new Case(
            "one that does not say when it ended has ended when it was made",
            seen()
                .failedPods(1, "")
                .pods(mine("refused").failed().aged("2h"), mine("f").failedFor("3h")),
            "f",
            "0s"));
  }

  static Stream<Case> times() {
    return Stream.of(
        new Case(
            "its time is not over: to the millisecond",
            seen().failedPods(null, "60s").pods(failedFor("59.3s")),
            "",
            "0.7s"),
        new Case(
            "its time is just over",
            seen().failedPods(null, "60s").pods(failedFor("60s")),
            "f-60s",
            "0s"),
        new Case(
            "no time at all", seen().failedPods(null, "0s").pods(failedFor("0s")), "f-0s", "0s"),
        new Case(
            "the next one's time",
            seen().failedPods(null, "60s").pods(failedFor("10s", "50s", "30s")),
            "",
            "10s"),
        new Case(
            "a node's clock that is ahead",
            seen().failedPods(null, "60s").pods(failedFor("-5s")),
            "",
            "65s"),
        new Case(
            "both rules: each takes its own",
            seen().failedPods(2, "60s").pods(failedFor("10s", "20s", "30s", "90s")),
            "f-30s f-90s",
            "0s"),
        new Case(
            "both rules: kept by number, over by time",
            seen().failedPods(5, "60s").pods(failedFor("10s", "90s")),
            "f-90s",
            "0s"),
        new Case(
            "longer than anybody waits",
            seen().failedPods(null, Integer.MAX_VALUE + "s").pods(failedFor("0s")),
            "",
            Integer.MAX_VALUE + "s"));
  }

  static Stream<Case> others() {
    return Stream.of(
        new Case(
            "another owner's",
            seen().failedPods(0, "0s").pods(pod("a").ownedBy("you").failed()),
            "",
            ""),
        new Case("an orphan", seen().failedPods(0, "0s").pods(pod("a").failed()), "", ""),
        new Case(
            "one that was relabelled",
            seen().failedPods(0, "0s").pods(mine("a").failed().labels(Map.of("app", "db"))),
            "",
            ""),
        new Case(
            "one that is being deleted",
            seen().failedPods(0, "0s").pods(mine("a").failed().deleting()),
            "",
            ""),
        new Case(
            "one that is being deleted is none of those kept",
            seen()
                .failedPods(1, "")
                .pods(mine("a").failedFor("1s").deleting(), mine("b").failedFor("9s")),
            "",
            ""),
        new Case(
            "one that has succeeded",
            seen().failedPods(0, "0s").pods(mine("a").phase(PodPhase.SUCCEEDED)),
            "",
            ""),
        new Case("one that runs", seen().replicas(1).failedPods(0, "0s").healthy(1), "", ""),
        new Case(
            "of an owner that is deleted",
            seen().ownerDeleting().failedPods(0, "9s").pods(mine("a").failedFor("5s")),
            "",
            ""),
        new Case(
            "while deletions fail",
            seen().failedPods(0, "").pods(mine("a").failed()).failed(Reason.FAILED_DELETE, "3s"),
            "",
            "3s"),
        new Case(
            "while creations fail: who is deleted may be what the quota waits for",
            seen()
                .replicas(1)
                .failedPods(0, "")
                .pods(mine("a").failed())
                .failed(Reason.FAILED_CREATE, "3s"),
            "a",
            "0s"));
  }

  @ParameterizedTest
  @MethodSource({"numbers", "times", "others"})
  void deletes(Case c) {
    ReplicasObservation seen = c.seen().build();
    assertThat(deleted(seen).stream().map(PodView::name).collect(Collectors.joining(" ")))
        .isEqualTo(c.deleted());
    if (c.lookAgain().isEmpty()) {
      assertThat(ReplicasDecision.lookAgain(seen)).isEmpty();
    } else {
      assertThat(ReplicasDecision.lookAgain(seen)).contains(time(c.lookAgain()));
    }
  }

  @Test
  void deletesNoMoreThan500AtATime() {
    ObservationBuilder seen = seen().failedPods(100, "");
    IntStream.range(0, 700).forEach(i -> seen.pods(mine("f-" + i).failedFor(i + "s")));
    assertThat(deleted(seen.build())).hasSize(500);
  }

  @Test
  void comesAfterTheReplacement() {
    assertThat(
            ReplicasDecision.actions(
                seen().replicas(1).failedPods(0, "").pods(mine("a").failed()).build()))
        .extracting(action -> (Object) action.getClass())
        .containsExactly(PodAction.Create.class, PodAction.Delete.class);
  }

  @Test
  void saysWhyAFailedPodIsStillThere() {
    ObservationBuilder seen =
        seen().failedPods(0, "").pods(mine("a").failed()).failed(Reason.FAILED_DELETE, "3s");
    assertThat(ReplicasStatusPolicy.status(seen.build()).conditions())
        .anySatisfy(
            condition -> {
              assertThat(condition.type()).isEqualTo("ReplicaFailure");
              assertThat(condition.reason()).isEqualTo("FailedDelete");
              assertThat(condition.message()).isEqualTo("no room");
              assertThat(condition.lastTransition()).isEqualTo(NOW);
            });
  }

  private static List<PodView> deleted(ReplicasObservation seen) {
    return ReplicasDecision.actions(seen).stream()
        .flatMap(
            action ->
                action instanceof PodAction.Delete(List<PodView> pods)
                    ? pods.stream()
                    : Stream.of())
        .toList();
  }
}
