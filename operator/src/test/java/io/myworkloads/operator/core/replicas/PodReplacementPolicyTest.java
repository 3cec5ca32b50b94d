package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodAction;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodReplacementPolicyTest {

  /**
   * How many Pods are made, and how many are held back.
   *
   * @param toldHeldBack as the condition Available tells it; 0 where it says nothing of it
   */
  record Case(String name, ObservationBuilder seen, int made, int toldHeldBack) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static ObservationBuilder asked(int replicas) {
    return seen().replicas(replicas).podReplacement(PodReplacementPolicy.FAILED);
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "left to itself, a terminating one is replaced at once",
            seen().replicas(1).pods(mine("a").deleting()),
            1,
            0),
        new Case("none was there", asked(3), 3, 0),
        new Case("a terminating one is waited for", asked(1).pods(mine("a").deleting()), 0, 1),
        new Case(
            "one that is on no node, too: it may be bound yet",
            asked(1).pods(mine("a").unassigned().deleting()),
            0,
            1),
        new Case(
            "those that lack anyhow are made",
            asked(3).pods(mine("a"), mine("b").deleting()),
            1,
            1),
        new Case("a failed one is replaced", asked(1).pods(mine("a").failed()), 1, 0),
        new Case(
            "one that is terminating and has failed is replaced",
            asked(1).pods(mine("a").failed().deleting()),
            1,
            0),
        new Case(
            "scaled down and up again: those on their way out are waited for",
            asked(3).pods(mine("a"), mine("b").deleting(), mine("c").deleting()),
            0,
            2),
        new Case(
            "scaled down and up beyond: the rest is made",
            asked(5).pods(mine("a"), mine("b").deleting(), mine("c").deleting()),
            2,
            2),
        new Case(
            "scaled down and up by less than are on their way out",
            asked(2).pods(mine("a"), mine("b").deleting(), mine("c").deleting()),
            0,
            1),
        new Case(
            "on the way down nothing is held back",
            asked(1).pods(mine("a"), mine("b").deleting(), mine("c").deleting()),
            0,
            0),
        new Case("on the way to nothing", asked(0).pods(mine("a").deleting()), 0, 0),
        new Case(
            "another owner's is none of ours",
            asked(1).pods(pod("a").ownedBy("you").deleting()),
            1,
            0),
        new Case("an orphan is none of ours", asked(1).pods(pod("a").deleting()), 1, 0),
        new Case(
            "one that was relabelled before it was deleted is none of ours any more",
            asked(1).pods(mine("a").labels(Map.of("app", "db")).deleting()),
            1,
            0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void makes(Case c) {
    ReplicasObservation seen = c.seen().build();
    int made =
        ReplicasDecision.actions(seen).stream()
            .mapToInt(action -> action instanceof PodAction.Create(int count) ? count : 0)
            .sum();
    assertThat(made).isEqualTo(c.made());
    String told = ReplicasStatusPolicy.status(seen).conditions().getFirst().message();
    if (c.toldHeldBack() == 0) {
      assertThat(told).doesNotContain("terminating");
    } else {
      assertThat(told).endsWith(", made when terminating ones have ended: " + c.toldHeldBack());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void neverMakesMoreThanMayRunBesideTheTerminating(Case c) {
    ReplicasObservation seen = c.seen().podReplacement(PodReplacementPolicy.FAILED).build();
    ReplicasStatus status = ReplicasStatusPolicy.status(seen);
    for (PodAction action : ReplicasDecision.actions(seen)) {
      if (action instanceof PodAction.Create(int count)) {
        assertThat(status.replicas() + status.terminating() + count)
            .isLessThanOrEqualTo(seen.spec().replicas());
      }
    }
  }
}
