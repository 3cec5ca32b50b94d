package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodPhase;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicasDecisionTest {
  private static final Map<String, String> DB = Map.of("app", "db");

  static Stream<DecisionCase> counts() {
    return Stream.of(
        new DecisionCase("as many as asked", seen().replicas(2).healthy(2), ""),
        new DecisionCase("none asked, none there", seen(), ""),
        new DecisionCase("all lack", seen().replicas(3), "create 3"),
        new DecisionCase("some lack", seen().replicas(3).healthy(1), "create 2"),
        new DecisionCase(
            "one too many",
            seen().replicas(1).pods(mine("a").aged("9h"), mine("b").aged("1s")),
            "delete b"),
        new DecisionCase("all too many", seen().pods(mine("a"), mine("b")), "delete a b"),
        new DecisionCase(
            "a failed one is replaced and stays",
            seen().replicas(1).pods(mine("a").failed()),
            "create 1"),
        new DecisionCase(
            "one that has succeeded is replaced and stays",
            seen().replicas(1).pods(mine("a").phase(PodPhase.SUCCEEDED)),
            "create 1"),
        new DecisionCase(
            "failed ones are never removed, however many",
            seen().pods(mine("a").failed(), mine("b").failed()),
            ""),
        new DecisionCase(
            "one of an unknown phase counts",
            seen().replicas(1).pods(mine("a").phase(PodPhase.UNKNOWN)),
            ""),
        new DecisionCase(
            // upstream's TestSyncReplicaSetDormancy
            "one lacks besides those that were just made",
            seen().replicas(3).pods(mine("a").unassigned(), mine("b").unassigned()),
            "create 1"),
        new DecisionCase(
            "a terminating one is replaced at once",
            seen().replicas(1).pods(mine("a").deleting()),
            "create 1"),
        new DecisionCase(
            "a terminating one is not too many", seen().pods(mine("a").deleting()), ""),
        new DecisionCase(
            "one that is not ready counts", seen().replicas(1).pods(mine("a").notReady()), ""),
        new DecisionCase(
            "one that is on no node counts", seen().replicas(1).pods(mine("a").unassigned()), ""),
        new DecisionCase(
            "others' Pods do not count",
            seen().replicas(1).pods(pod("a").ownedBy("you")),
            "create 1"),
        new DecisionCase(
            "foreign orphans do not count",
            seen().replicas(1).pods(pod("a").labels(DB)),
            "create 1"));
  }

  static Stream<DecisionCase> claims() {
    return Stream.of(
        new DecisionCase("an orphan fills the gap", seen().replicas(1).pods(pod("a")), "adopt a"),
        new DecisionCase(
            "an orphan fills a part of the gap",
            seen().replicas(3).pods(pod("a")),
            "adopt a, create 2"),
        new DecisionCase(
            "an orphan is adopted even where it is too many, and the order says who goes",
            seen().replicas(1).pods(mine("a"), pod("b").unassigned()),
            "adopt b, delete b"),
        new DecisionCase(
            "one that was relabelled is let go and replaced",
            seen().replicas(2).pods(mine("a"), mine("b").labels(DB)),
            "release b, create 1"),
        new DecisionCase(
            "one that was relabelled is let go where none is asked",
            seen().pods(mine("a").labels(DB)),
            "release a"),
        new DecisionCase(
            "adoption comes before release and creation",
            seen().replicas(3).pods(pod("a"), mine("b").labels(DB)),
            "adopt a, release b, create 2"),
        new DecisionCase(
            "a deleted orphan is left alone",
            seen().replicas(1).pods(pod("a").deleting()),
            "create 1"),
        new DecisionCase(
            "a failed orphan is left alone",
            seen().replicas(1).pods(pod("a").failed()),
            "create 1"),
        new DecisionCase(
            "an owner that is deleted does nothing",
            seen().replicas(3).ownerDeleting().pods(pod("a"), mine("b").labels(DB), mine("c")),
            ""),
        new DecisionCase(
            "an owner that is deleted does not even remove what is too much",
            seen().ownerDeleting().healthy(2),
            ""));
  }

  /** The rows of upstream's TestGetPodsToDelete in which the order matters, and more. */
  static Stream<DecisionCase> victims() {
    return Stream.of(
        new DecisionCase(
            "not ready before ready",
            seen().replicas(1).pods(mine("a"), mine("b").notReady(), mine("c").notReady()),
            "delete b c"),
        new DecisionCase(
            "unscheduled before scheduled",
            seen().replicas(1).pods(mine("a").pending(), mine("b").unassigned()),
            "delete b"),
        new DecisionCase(
            "pending before running",
            seen().replicas(1).pods(mine("a").notReady(), mine("b").pending()),
            "delete b"),
        new DecisionCase(
            "in the order of the rules",
            seen()
                .replicas(2)
                .pods(
                    mine("a").on("n1"),
                    mine("b").on("n2"),
                    mine("c").notReady(),
                    mine("d").pending(),
                    mine("e").unassigned()),
            "delete e d c"),
        new DecisionCase(
            "the crowded node is relieved",
            seen()
                .replicas(2)
                .pods(mine("a").on("n1"), mine("b").on("n2").aged("2h"), mine("c").on("n2")),
            "delete c"),
        new DecisionCase(
            "related owners' Pods crowd a node too",
            seen()
                .replicas(1)
                .pods(mine("a").on("n1"), mine("b").on("n2"))
                .neighbours(pod("x").ownedBy("you").on("n2")),
            "delete b"),
        new DecisionCase(
            "failed and deleted ones crowd nothing",
            seen()
                .replicas(1)
                .pods(mine("a").on("n1"), mine("b").on("n2"))
                .neighbours(
                    pod("x").ownedBy("you").on("n2").failed(),
                    pod("y").ownedBy("you").on("n2").deleting()),
            "delete a"),
        new DecisionCase(
            "the user's word counts for more than the crowd",
            seen()
                .replicas(2)
                .pods(mine("a").on("n1").cost(-5), mine("b").on("n2"), mine("c").on("n2")),
            "delete a"),
        new DecisionCase(
            "all go, and nobody asks in which order",
            seen().pods(mine("b"), mine("a").unassigned()),
            "delete b a"));
  }

  @ParameterizedTest
  @MethodSource({"counts", "claims", "victims"})
  void decides(DecisionCase c) {
    c.check();
  }

  /** Else each look at one of many related owners would cost as much as they all have Pods. */
  static Stream<DecisionCase> looksThatChooseNoPods() {
    return Stream.of(
        new DecisionCase("as many as asked", seen().replicas(2).healthy(2), ""),
        new DecisionCase("some lack", seen().replicas(3).healthy(1), "create 2"),
        new DecisionCase("all are too many", seen().healthy(2), "delete web-0 web-1"),
        new DecisionCase(
            "deletion waits", seen().replicas(1).healthy(2).failed(Reason.FAILED_DELETE, "1s"), ""),
        new DecisionCase(
            "the owner is deleted", seen().replicas(1).healthy(2).ownerDeleting(), ""));
  }

  @ParameterizedTest
  @MethodSource("looksThatChooseNoPods")
  void asksForRelatedOwnersOnlyToChoose(DecisionCase c) {
    ReplicasObservation seen = c.seen().neighboursUnasked().build();

    assertThat(DecisionCase.text(ReplicasDecision.actions(seen))).isEqualTo(c.actions());
    ReplicasDecision.lookAgain(seen);
    ReplicasStatusPolicy.status(seen);
  }

  @Test
  void makesNoMoreThan500AtATime() {
    assertThat(ReplicasDecision.actions(seen().replicas(1200).healthy(10).build()))
        .containsExactly(new PodAction.Create(500));
  }

  @Test
  void removesNoMoreThan500AtATime() {
    ReplicasObservation seen = seen().replicas(10).healthy(1200).build();

    assertThat(ReplicasDecision.actions(seen))
        .singleElement()
        .isInstanceOfSatisfying(
            PodAction.Delete.class, delete -> assertThat(delete.pods()).hasSize(500));
    assertThat(ReplicasDecision.lookAgain(seen)).contains(time("0s"));
  }

  @Test
  void removesNoMoreThan500AtATimeWhereAllGo() {
    assertThat(ReplicasDecision.actions(seen().healthy(501).build()))
        .singleElement()
        .isInstanceOfSatisfying(
            PodAction.Delete.class, delete -> assertThat(delete.pods()).hasSize(500));
  }
}
