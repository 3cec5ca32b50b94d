package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicasDecisionTest {
  private static final Map<String, String> DB = Map.of("app", "db");

  /**
   * An observation and what follows.
   *
   * @param actions such as {@code adopt a b, release c, create 3, delete d}
   */
  record Case(String name, ObservationBuilder seen, String actions) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> counts() {
    return Stream.of(
        new Case("as many as asked", seen().replicas(2).healthy(2), ""),
        new Case("none asked, none there", seen(), ""),
        new Case("all lack", seen().replicas(3), "create 3"),
        new Case("some lack", seen().replicas(3).healthy(1), "create 2"),
        new Case(
            "one too many",
            seen().replicas(1).pods(mine("a").aged("9h"), mine("b").aged("1s")),
            "delete b"),
        new Case("all too many", seen().pods(mine("a"), mine("b")), "delete a b"),
        new Case(
            "a failed one is replaced and stays",
            seen().replicas(1).pods(mine("a").failed()),
            "create 1"),
        new Case(
            "one that has succeeded is replaced and stays",
            seen().replicas(1).pods(mine("a").phase(PodPhase.SUCCEEDED)),
            "create 1"),
        new Case(
            "failed ones are never removed, however many",
            seen().pods(mine("a").failed(), mine("b").failed()),
            ""),
        new Case(
            "one of an unknown phase counts",
            seen().replicas(1).pods(mine("a").phase(PodPhase.UNKNOWN)),
            ""),
        new Case(
            // upstream's TestSyncReplicaSetDormancy
            "one lacks besides those that were just made",
            seen().replicas(3).pods(mine("a").unassigned(), mine("b").unassigned()),
            "create 1"),
        new Case(
            "a terminating one is replaced at once",
            seen().replicas(1).pods(mine("a").deleting()),
            "create 1"),
        new Case("a terminating one is not too many", seen().pods(mine("a").deleting()), ""),
        new Case("one that is not ready counts", seen().replicas(1).pods(mine("a").notReady()), ""),
        new Case(
            "one that is on no node counts", seen().replicas(1).pods(mine("a").unassigned()), ""),
        new Case(
            "others' Pods do not count",
            seen().replicas(1).pods(pod("a").ownedBy("you")),
            "create 1"),
        new Case(
            "foreign orphans do not count",
            seen().replicas(1).pods(pod("a").labels(DB)),
            "create 1"));
  }

  static Stream<Case> claims() {
    return Stream.of(
        new Case("an orphan fills the gap", seen().replicas(1).pods(pod("a")), "adopt a"),
        new Case(
            "an orphan fills a part of the gap",
            seen().replicas(3).pods(pod("a")),
            "adopt a, create 2"),
        new Case(
            "an orphan is adopted even where it is too many, and the order says who goes",
            seen().replicas(1).pods(mine("a"), pod("b").unassigned()),
            "adopt b, delete b"),
        new Case(
            "one that was relabelled is let go and replaced",
            seen().replicas(2).pods(mine("a"), mine("b").labels(DB)),
            "release b, create 1"),
        new Case(
            "one that was relabelled is let go where none is asked",
            seen().pods(mine("a").labels(DB)),
            "release a"),
        new Case(
            "adoption comes before release and creation",
            seen().replicas(3).pods(pod("a"), mine("b").labels(DB)),
            "adopt a, release b, create 2"),
        new Case(
            "a deleted orphan is left alone",
            seen().replicas(1).pods(pod("a").deleting()),
            "create 1"),
        new Case(
            "a failed orphan is left alone",
            seen().replicas(1).pods(pod("a").failed()),
            "create 1"),
        new Case(
            "an owner that is deleted does nothing",
            seen().replicas(3).ownerDeleting().pods(pod("a"), mine("b").labels(DB), mine("c")),
            ""),
        new Case(
            "an owner that is deleted does not even remove what is too much",
            seen().ownerDeleting().healthy(2),
            ""));
  }

  static Stream<Case> failures() {
    return Stream.of(
        new Case("creation waits", seen().replicas(1).failed(Reason.FAILED_CREATE, "1s"), ""),
        new Case(
            "the wait is over", seen().replicas(1).failed(Reason.FAILED_CREATE, "0s"), "create 1"),
        new Case("long over", seen().replicas(1).failed(Reason.FAILED_CREATE, "-9s"), "create 1"),
        new Case(
            "deletion does not wait for creation",
            seen().failed(Reason.FAILED_CREATE, "1s").pods(mine("a")),
            "delete a"),
        new Case(
            "claims do not wait for creation",
            seen()
                .replicas(3)
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(pod("a"), mine("b").labels(DB)),
            "adopt a, release b"),
        new Case("deletion waits", seen().failed(Reason.FAILED_DELETE, "1s").healthy(1), ""),
        new Case(
            "creation does not wait for deletion",
            seen().replicas(1).failed(Reason.FAILED_DELETE, "1s"),
            "create 1"),
        new Case(
            "creation waits for the end of the namespace",
            seen().replicas(1).failed(Reason.NAMESPACE_TERMINATING, "1s"),
            ""),
        new Case(
            "sorts of writes wait each for itself",
            seen()
                .replicas(2)
                .failed(Reason.FAILED_CREATE, "1s")
                .failed(Reason.FAILED_DELETE, "1s")
                .pods(pod("a")),
            "adopt a"),
        new Case(
            "everything waits until the owner is known to be there",
            seen()
                .replicas(3)
                .failed(Reason.OWNER_UNCONFIRMED, "1s")
                .pods(pod("a"), mine("b").labels(DB), mine("c")),
            ""),
        new Case(
            "and nothing is removed before that",
            seen().failed(Reason.OWNER_UNCONFIRMED, "1s").healthy(2),
            ""),
        new Case(
            "the wait for the owner is over",
            seen().replicas(2).failed(Reason.OWNER_UNCONFIRMED, "0s").pods(pod("a")),
            "adopt a, create 1"));
  }

  static Stream<Case> failedClaims() {
    return Stream.of(
        new Case(
            // upstream's TestPatchPodFails
            "an orphan that cannot be adopted waits, and none is made in its place",
            seen().replicas(1).failed(Reason.FAILED_CLAIM, "1s", pod("a")).pods(pod("a")),
            ""),
        new Case(
            "the others that lack are made meanwhile",
            seen().replicas(3).failed(Reason.FAILED_CLAIM, "1s", pod("a")).pods(pod("a")),
            "create 2"),
        new Case(
            "other orphans are adopted meanwhile",
            seen().replicas(2).failed(Reason.FAILED_CLAIM, "1s", pod("a")).pods(pod("a"), pod("b")),
            "adopt b"),
        new Case(
            "none goes on its account",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a"))
                .pods(pod("a"), mine("b")),
            ""),
        new Case(
            "what is too much without it goes",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a"))
                .pods(pod("a"), mine("b"), mine("c").notReady()),
            "delete c"),
        new Case(
            "one that looks different since is tried at once",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a").notReady())
                .pods(pod("a")),
            "adopt a"),
        new Case(
            "one that is another's by now is not waited for",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a"))
                .pods(pod("a").ownedBy("you")),
            "create 1"),
        new Case(
            "one that cannot be released waits, and does not count",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", mine("a").labels(DB))
                .pods(mine("a").labels(DB)),
            "create 1"),
        new Case(
            "the wait is over",
            seen()
                .replicas(2)
                .failed(Reason.FAILED_CLAIM, "0s", pod("a"), mine("b").labels(DB))
                .pods(pod("a"), mine("b").labels(DB)),
            "adopt a, release b, create 1"));
  }

  static Stream<Case> unansweredDeletions() {
    return Stream.of(
        new Case(
            "a deletion that nobody answered is asked for again, before anything else",
            seen().replicas(2).unanswered(mine("a")).pods(mine("b")),
            "delete a, create 1"),
        new Case(
            "and no other Pod goes in its place",
            seen().replicas(1).unanswered(mine("a")).pods(mine("b")),
            "delete a"),
        new Case(
            "it waits after a failure",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(mine("a"))
                .pods(mine("b")),
            ""),
        new Case(
            "while it waits the Pod may be there yet, so none is made in its place",
            seen().replicas(1).failed(Reason.FAILED_DELETE, "1s").unanswered(mine("a")),
            ""),
        new Case(
            "the others that lack are made meanwhile",
            seen()
                .replicas(3)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(mine("a"))
                .pods(mine("b")),
            "create 1"),
        new Case(
            "claims do not wait for it",
            seen()
                .replicas(3)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(mine("a"))
                .pods(pod("b"), mine("c").labels(DB)),
            "adopt b, release c, create 1"),
        new Case(
            "the wait is over",
            seen().replicas(1).failed(Reason.FAILED_DELETE, "0s").unanswered(mine("a")),
            "delete a, create 1"),
        new Case(
            "an owner that is deleted leaves it to the garbage collector",
            seen().ownerDeleting().unanswered(mine("a")),
            ""));
  }

  /** The rows of upstream's TestGetPodsToDelete in which the order matters, and more. */
  static Stream<Case> victims() {
    return Stream.of(
        new Case(
            "not ready before ready",
            seen().replicas(1).pods(mine("a"), mine("b").notReady(), mine("c").notReady()),
            "delete b c"),
        new Case(
            "unscheduled before scheduled",
            seen().replicas(1).pods(mine("a").pending(), mine("b").unassigned()),
            "delete b"),
        new Case(
            "pending before running",
            seen().replicas(1).pods(mine("a").notReady(), mine("b").pending()),
            "delete b"),
        new Case(
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
        new Case(
            "the crowded node is relieved",
            seen()
                .replicas(2)
                .pods(mine("a").on("n1"), mine("b").on("n2").aged("2h"), mine("c").on("n2")),
            "delete c"),
        new Case(
            "related owners' Pods crowd a node too",
            seen()
                .replicas(1)
                .pods(mine("a").on("n1"), mine("b").on("n2"))
                .neighbours(pod("x").ownedBy("you").on("n2")),
            "delete b"),
        new Case(
            "failed and deleted ones crowd nothing",
            seen()
                .replicas(1)
                .pods(mine("a").on("n1"), mine("b").on("n2"))
                .neighbours(
                    pod("x").ownedBy("you").on("n2").failed(),
                    pod("y").ownedBy("you").on("n2").deleting()),
            "delete a"),
        new Case(
            "the user's word counts for more than the crowd",
            seen()
                .replicas(2)
                .pods(mine("a").on("n1").cost(-5), mine("b").on("n2"), mine("c").on("n2")),
            "delete a"),
        new Case(
            "all go, and nobody asks in which order",
            seen().pods(mine("b"), mine("a").unassigned()),
            "delete b a"));
  }

  @ParameterizedTest
  @MethodSource({"counts", "claims", "failures", "failedClaims", "unansweredDeletions", "victims"})
  void decides(Case c) {
    assertThat(text(ReplicasDecision.actions(c.seen().build()))).isEqualTo(c.actions());
  }

  /** Else each look at one of many related owners would cost as much as they all have Pods. */
  static Stream<Case> looksThatChooseNoPods() {
    return Stream.of(
        new Case("as many as asked", seen().replicas(2).healthy(2), ""),
        new Case("some lack", seen().replicas(3).healthy(1), "create 2"),
        new Case("all are too many", seen().healthy(2), "delete web-0 web-1"),
        new Case(
            "deletion waits", seen().replicas(1).healthy(2).failed(Reason.FAILED_DELETE, "1s"), ""),
        new Case("the owner is deleted", seen().replicas(1).healthy(2).ownerDeleting(), ""));
  }

  @ParameterizedTest
  @MethodSource("looksThatChooseNoPods")
  void asksForRelatedOwnersOnlyToChoose(Case c) {
    ReplicasObservation seen = c.seen().neighboursUnasked().build();

    assertThat(text(ReplicasDecision.actions(seen))).isEqualTo(c.actions());
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

  /**
   * When to look again.
   *
   * @param after empty where only an event can change anything
   */
  record Look(String name, ObservationBuilder seen, String after) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Look> looks() {
    return Stream.of(
        new Look("nothing to do", seen().replicas(1).healthy(1), ""),
        new Look("more to do", seen().replicas(1), "0s"),
        new Look("a failure", seen().replicas(1).failed(Reason.FAILED_CREATE, "0.7s"), "0.7s"),
        new Look(
            "a failure of a kind that there is no more cause for: its condition goes when the time is over",
            seen().replicas(1).healthy(1).failed(Reason.FAILED_CREATE, "3s"),
            "3s"),
        new Look(
            "the first of several pauses that ends",
            seen()
                .replicas(2)
                .failed(Reason.FAILED_CREATE, "3s")
                .failed(Reason.FAILED_CLAIM, "2s", pod("a"))
                .pods(pod("a")),
            "2s"),
        new Look(
            "a deletion that nobody answered, after its pause",
            seen().failed(Reason.FAILED_DELETE, "2s").unanswered(mine("a")),
            "2s"),
        new Look(
            "a failure of an owner that is deleted",
            seen().replicas(1).ownerDeleting().failed(Reason.FAILED_CREATE, "3s"),
            ""),
        new Look(
            // upstream's TestReplicaSetAvailabilityCheck
            "the first Pod to become available, to the millisecond",
            seen()
                .replicas(4)
                .minReady("5s")
                .pods(
                    mine("a").pending(),
                    mine("b").readyFor("0s"),
                    mine("c").readyFor("2s"),
                    mine("d").readyFor("4.3s")),
            "0.7s"),
        new Look(
            // upstream's TestFindMinNextPodAvailabilitySimpleCheck
            "6 s of 10",
            seen()
                .replicas(5)
                .minReady("10s")
                .pods(
                    mine("a").notReady(),
                    mine("b").readyFor("2s"),
                    mine("c").readyFor("0s"),
                    mine("d").readyFor("4s"),
                    mine("e").notReady()),
            "6s"),
        new Look(
            "those that are available and those that are not ready",
            seen()
                .replicas(5)
                .minReady("10s")
                .pods(
                    mine("a").notReady(),
                    mine("b").readyFor("15s"),
                    mine("c").readyFor("11s"),
                    mine("d").readyFor("10s"),
                    mine("e").notReady()),
            ""),
        new Look(
            "ready without minReadySeconds", seen().replicas(1).pods(mine("a").readyFor("0s")), ""),
        new Look(
            "ready nobody knows since when",
            seen().replicas(1).minReady("10s").pods(mine("a").readySince(null)),
            "10s"),
        new Look(
            "terminating ones become available to nobody",
            seen().minReady("10s").pods(mine("a").readyFor("1s").deleting()),
            ""),
        new Look(
            "a Pod becomes available before the failure is tried again",
            seen()
                .replicas(2)
                .minReady("10s")
                .failed(Reason.FAILED_CREATE, "50s")
                .pods(mine("a").readyFor("8s")),
            "2s"),
        new Look(
            "the failure is tried again before a Pod becomes available",
            seen()
                .replicas(2)
                .minReady("10s")
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(mine("a").readyFor("8s")),
            "1s"),
        new Look(
            "a Pod of an owner that is deleted becomes available",
            seen().replicas(1).ownerDeleting().minReady("10s").pods(mine("a").readyFor("8s")),
            "2s"));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void looksAgain(Look c) {
    assertThat(ReplicasDecision.lookAgain(c.seen().build()))
        .isEqualTo(c.after().isEmpty() ? Optional.empty() : Optional.of(time(c.after())));
  }

  private static String text(List<PodAction> actions) {
    return actions.stream()
        .map(
            action ->
                switch (action) {
                  case PodAction.Adopt adopt -> "adopt " + names(adopt.pods());
                  case PodAction.Release release -> "release " + names(release.pods());
                  case PodAction.Create create -> "create " + create.count();
                  case PodAction.Replace replace -> "replace " + replace.pod().name();
                  case PodAction.CreateOn create -> "create on " + String.join(" ", create.nodes());
                  case PodAction.Delete delete -> "delete " + names(delete.pods());
                })
        .collect(Collectors.joining(", "));
  }

  private static String names(List<PodView> pods) {
    return pods.stream().map(PodView::name).collect(Collectors.joining(" "));
  }
}
