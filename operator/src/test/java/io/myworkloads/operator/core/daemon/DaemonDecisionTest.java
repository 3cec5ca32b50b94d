package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where Pods are made and deleted as long as no update is under way; see RollingUpdatePolicyTest.
 */
class DaemonDecisionTest {
  private static final Map<String, String> DB = Map.of("app", "db");

  /**
   * An observation and what follows.
   *
   * @param actions as {@link PlanText} puts them
   */
  record Case(String name, ObservationBuilder seen, String actions) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> nodes() {
    return Stream.of(
        new Case("no nodes", seen(), ""),
        new Case("one Pod a node", seen().nodes("n1", "n2"), "create on n1 n2"),
        new Case(
            "a node that was added",
            seen().nodes("n1", "n2").pods(updated("a", "n1")),
            "create on n2"),
        new Case("all have theirs", seen().nodes("n1").pods(updated("a", "n1")), ""),
        new Case(
            "one that is not ready is there",
            seen().nodes("n1").pods(updated("a", "n1").notReady()),
            ""),
        new Case(
            "one that waits for its node is there",
            seen().nodes("n1").pods(updated("a", "n1").unassignedFor("n1")),
            ""),
        new Case(
            "only nodes that are selected",
            seen().nodeSelector("disk", "ssd").nodes("n1").nodes(node("n2").label("disk", "ssd")),
            "create on n2"),
        new Case("no node is selected", seen().nodeSelector("disk", "ssd").nodes("n1"), ""),
        new Case("a cordoned node is served", seen().nodes(node("n1").cordoned()), "create on n1"),
        new Case(
            "so is one that is not ready", seen().nodes(node("n1").notReady()), "create on n1"),
        new Case("a tainted node is not", seen().nodes(node("n1").tainted("a:NoSchedule")), ""),
        new Case(
            "a dead node's Pod stays, and none is made elsewhere",
            seen()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(updated("a", "n1"), updated("b", "n2").notReady()),
            ""));
  }

  static Stream<Case> misplaced() {
    return Stream.of(
        new Case(
            "the label was taken off the node",
            seen().nodeSelector("disk", "ssd").nodes("n1").pods(updated("a", "n1")),
            "delete a"),
        new Case(
            "all of them go, whatever state they are in",
            seen()
                .nodeSelector("disk", "ssd")
                .nodes("n1")
                .pods(updated("a", "n1"), updated("b", "n1").failed(), old("c", "n1").deleting()),
            "delete a b"),
        new Case(
            "NoSchedule takes nothing off",
            seen().nodes(node("n1").tainted("a:NoSchedule")).pods(updated("a", "n1")),
            ""),
        new Case(
            "NoExecute does",
            seen().nodes(node("n1").tainted("a:NoExecute")).pods(updated("a", "n1")),
            "delete a"),
        new Case(
            "one that waits for a node that is gone",
            seen().nodes("n1").pods(updated("a", "n1"), updated("b", "").unassignedFor("n2")),
            "delete b"),
        new Case(
            "one that waits for it and is deleted already",
            seen().pods(updated("b", "").unassignedFor("n2").deleting()),
            ""),
        new Case(
            "one that was on it is left to the Pod garbage collector",
            seen().nodes("n1").pods(updated("a", "n1"), updated("b", "n2")),
            ""),
        new Case(
            "one that may run anywhere is nobody's",
            seen().nodes("n1").pods(updated("a", "").unassigned()),
            "create on n1"));
  }

  /** upstream: TestDealsWithExistingPods, TestDaemonSetRespectsTermination, and more. */
  static Stream<Case> pods() {
    return Stream.of(
        new Case(
            "of several the oldest stays",
            seen()
                .nodes("n1")
                .pods(
                    updated("a", "n1").aged("1h"),
                    updated("b", "n1").aged("3h"),
                    updated("c", "n1").aged("2h")),
            "delete a c"),
        new Case(
            "one on the node stays before an older one that waits for it",
            seen()
                .nodes("n1")
                .pods(
                    updated("a", "n1").aged("1h"),
                    updated("b", "n1").aged("3h").unassignedFor("n1")),
            "delete b"),
        new Case(
            "among twins the name decides",
            seen().nodes("n1").pods(updated("b", "n1"), updated("a", "n1")),
            "delete b"),
        new Case(
            "one that is deleted is not too many",
            seen().nodes("n1").pods(updated("a", "n1").deleting(), updated("b", "n1")),
            ""),
        new Case(
            "one that terminates still has its node",
            seen().nodes("n1").pods(updated("a", "n1").deleting()),
            ""),
        new Case(
            "one that has ended and terminates has not",
            seen().nodes("n1").pods(updated("a", "n1").failed().deleting()),
            "create on n1"),
        new Case(
            "upstream's five nodes",
            seen()
                .nodes("n0", "n1", "n2", "n3", "n4")
                .pods(
                    updated("1a", "n1"),
                    updated("2a", "n2"),
                    updated("2b", "n2"),
                    updated("3a", "n3"),
                    updated("3b", "n3"),
                    updated("3c", "n3"),
                    updated("3d", "n3"),
                    updated("3e", "n3"),
                    pod("4a").ownedBy("you").on("n4"),
                    pod("4b").ownedBy("you").on("n4")),
            "create on n0 n4, delete 2b 3b 3c 3d 3e"));
  }

  static Stream<Case> finished() {
    return Stream.of(
        new Case(
            "a failed one goes, and then another comes",
            seen().nodes("n1").pods(updated("a", "n1").failed()),
            "delete a"),
        new Case(
            "one that succeeded goes",
            seen().nodes("n1").pods(updated("a", "n1").phase(PodPhase.SUCCEEDED)),
            "delete a"),
        new Case(
            "a failed one beside a healthy one",
            seen().nodes("n1").pods(updated("a", "n1").failed(), updated("b", "n1")),
            "delete a"),
        new Case(
            "one failed one at a time",
            seen().nodes("n1").pods(updated("a", "n1").failed(), updated("b", "n1").failed()),
            "delete a"),
        new Case(
            "a failed one within the pause",
            seen().nodes("n1").pause("n1", "4s", "3s").pods(updated("a", "n1").failed()),
            ""),
        new Case(
            "a failed one at the end of the pause",
            seen().nodes("n1").pause("n1", "4s", "4s").pods(updated("a", "n1").failed()),
            "delete a"),
        new Case(
            "another node's pause",
            seen().nodes("n1").pause("n2", "4s", "3s").pods(updated("a", "n1").failed()),
            "delete a"),
        new Case(
            "one that succeeded knows no pause",
            seen()
                .nodes("n1")
                .pause("n1", "4s", "3s")
                .pods(updated("a", "n1").phase(PodPhase.SUCCEEDED)),
            "delete a"),
        new Case(
            "none is made within the pause",
            seen()
                .nodes("n1")
                .pause("n1", "4s", "3s")
                .pods(updated("a", "n1").failed())
                .maxSurge(1),
            ""),
        new Case(
            "where surge is allowed the next one is made at once",
            seen().nodes("n1").pods(updated("a", "n1").failed()).maxSurge(1),
            "create on n1, delete a"));
  }

  static Stream<Case> claims() {
    return Stream.of(
        new Case(
            "an orphan on a node is the node's",
            seen().nodes("n1").pods(pod("a").on("n1").label("controller-revision-hash", "new")),
            "adopt a"),
        new Case(
            "a failed orphan is adopted and replaced",
            seen().nodes("n1").pods(pod("a").on("n1").failed()),
            "adopt a, delete a"),
        new Case(
            "one that was relabelled is let go, and another made",
            seen().nodes("n1").pods(updated("a", "n1").labels(DB)),
            "release a, create on n1"),
        new Case(
            "others' Pods count for nothing",
            seen().nodes("n1").pods(pod("a").ownedBy("you").on("n1")),
            "create on n1"),
        new Case(
            "an owner that is deleted does nothing",
            seen().ownerDeleting().nodes("n1").pods(updated("a", "n2"), pod("b").on("n1")),
            ""));
  }

  static Stream<Case> failures() {
    return Stream.of(
        new Case("creation waits", seen().nodes("n1").failed(Reason.FAILED_CREATE, "1s"), ""),
        new Case(
            "the wait is over",
            seen().nodes("n1").failed(Reason.FAILED_CREATE, "0s"),
            "create on n1"),
        new Case(
            "the namespace ends",
            seen().nodes("n1").failed(Reason.NAMESPACE_TERMINATING, "1s"),
            ""),
        new Case(
            "deletion does not wait for creation",
            seen()
                .nodes("n1")
                .nodes(node("n2").tainted("a:NoExecute"))
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(updated("b", "n2")),
            "delete b"),
        new Case(
            "creation does not wait for deletion",
            seen()
                .nodes("n1")
                .nodes(node("n2").tainted("a:NoExecute"))
                .failed(Reason.FAILED_DELETE, "1s")
                .pods(updated("b", "n2")),
            "create on n1"),
        new Case(
            "everything waits for the owner",
            seen().nodes("n1").failed(Reason.OWNER_UNCONFIRMED, "1s").pods(updated("a", "n2")),
            ""),
        new Case(
            "none is made in the place of an orphan that could not be adopted",
            seen().nodes("n1", "n2").claimFailed("1s", pod("a").on("n1")),
            "create on n2"),
        new Case(
            "nor is it deleted, though another is there",
            seen().nodes("n1").claimFailed("1s", pod("a").on("n1")).pods(updated("b", "n1")),
            ""),
        new Case(
            "the wait for the orphan is over",
            seen()
                .nodes("n1")
                .claimFailed("0s", pod("a").on("n1").label("controller-revision-hash", "new")),
            "adopt a"),
        new Case(
            "one that could not be let go waits for itself alone",
            seen()
                .nodes("n1")
                .claimFailed("1s", updated("a", "n1").labels(DB))
                .pods(updated("b", "n9").labels(DB)),
            "release b, create on n1"),
        new Case(
            "a deletion that nobody answered is asked for again",
            seen().nodes("n1").unanswered(updated("a", "n1")),
            "delete a"),
        new Case(
            "but not before its time, and none is made in its place",
            seen()
                .nodes("n1")
                .maxSurge(1)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(updated("a", "n1")),
            ""),
        new Case(
            "no update while Pods lack that cannot be made",
            seen()
                .nodes("n1", "n2")
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(old("a", "n1").notReady()),
            ""));
  }

  static Stream<Case> suspended() {
    return Stream.of(
        new Case("none is made", seen().suspend().nodes("n1"), ""),
        new Case(
            "those that are there go",
            seen().suspend().nodes("n1", "n2").pods(updated("a", "n1"), old("b", "n2").failed()),
            "delete a b"),
        new Case(
            "those of a dead node too",
            seen().suspend().nodes(node("n1").notReady()).pods(updated("a", "n1").notReady()),
            "delete a"));
  }

  static Stream<Case> drained() {
    return Stream.of(
        new Case(
            "a cordoned node's Pod stays",
            seen().respectDrain().nodes(node("n1").cordoned()).pods(updated("a", "n1")),
            ""),
        new Case(
            "one that was evicted does not come back",
            seen().respectDrain().nodes(node("n1").cordoned()),
            ""),
        new Case(
            "nor while it terminates, where surge is allowed",
            seen()
                .respectDrain()
                .maxSurge(1)
                .nodes(node("n1").cordoned())
                .pods(updated("a", "n1").deleting()),
            ""),
        new Case(
            "one that failed goes for good",
            seen()
                .respectDrain()
                .maxSurge(1)
                .nodes(node("n1").cordoned())
                .pods(updated("a", "n1").failed()),
            "delete a"),
        new Case("uncordoned, it gets one", seen().respectDrain().nodes("n1"), "create on n1"),
        new Case(
            "a taint counts all the same",
            seen()
                .respectDrain()
                .nodes(node("n1").cordoned().tainted("a:NoExecute"))
                .pods(updated("a", "n1")),
            "delete a"));
  }

  @ParameterizedTest
  @MethodSource({
    "nodes",
    "misplaced",
    "pods",
    "finished",
    "claims",
    "failures",
    "suspended",
    "drained"
  })
  void decides(Case c) {
    assertThat(PlanText.of(c.seen().build())).isEqualTo(c.actions());
  }

  @Test
  void makesAndDeletesNoMoreThan250AtATime() {
    ObservationBuilder seen = seen().nodeSelector("disk", "ssd");
    for (int i = 0; i < 300; i++) {
      seen.nodes(node("fast-" + i).label("disk", "ssd")).nodes("slow-" + i);
      seen.pods(updated("pod-" + i, "slow-" + i));
    }

    assertThat(DaemonDecision.plan(seen.build()).actions())
        .satisfiesExactly(
            create -> assertThat(((PodAction.CreateOn) create).nodes()).hasSize(250),
            delete -> assertThat(((PodAction.Delete) delete).pods()).hasSize(250));
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
        new Look("nothing to do", seen().nodes("n1").pods(updated("a", "n1")), ""),
        new Look("more to do", seen().nodes("n1"), "0s"),
        new Look("a failure", seen().nodes("n1").failed(Reason.FAILED_CREATE, "0.7s"), "0.7s"),
        new Look(
            "a claim that failed", seen().nodes("n1").claimFailed("3s", pod("a").on("n1")), "3s"),
        new Look(
            "an owner that is not confirmed",
            seen().nodes("n1").failed(Reason.OWNER_UNCONFIRMED, "3s"),
            "3s"),
        new Look(
            "an owner that is deleted",
            seen().ownerDeleting().failed(Reason.FAILED_CREATE, "3s"),
            ""),
        new Look(
            "a failed Pod within its pause",
            seen().nodes("n1").pause("n1", "4s", "3s").pods(updated("a", "n1").failed()),
            "1s"),
        new Look(
            "the first Pod to become available, to the millisecond",
            seen()
                .minReady("5s")
                .nodes("n1", "n2", "n3")
                .pods(
                    updated("a", "n1").readyFor("2s"),
                    updated("b", "n2").readyFor("4.3s"),
                    updated("c", "n3").notReady()),
            "0.7s"),
        new Look(
            "what comes first",
            seen()
                .minReady("5s")
                .nodes("n1", "n2")
                .pause("n2", "4s", "1s")
                .pods(updated("a", "n1").readyFor("4s"), updated("b", "n2").failed()),
            "1s"));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void looksAgain(Look c) {
    assertThat(DaemonDecision.lookAgain(c.seen().build()))
        .isEqualTo(c.after().isEmpty() ? Optional.empty() : Optional.of(time(c.after())));
  }
}
