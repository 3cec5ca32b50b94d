package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodAction;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where Pods are made and deleted as long as no update is under way and nothing fails. */
class DaemonDecisionTest {
  private static final Map<String, String> DB = Map.of("app", "db");

  static Stream<PlanCase> nodes() {
    return Stream.of(
        new PlanCase("no nodes", seen(), ""),
        new PlanCase("one Pod a node", seen().nodes("n1", "n2"), "create on n1 n2"),
        new PlanCase(
            "a node that was added",
            seen().nodes("n1", "n2").pods(updated("a", "n1")),
            "create on n2"),
        new PlanCase("all have theirs", seen().nodes("n1").pods(updated("a", "n1")), ""),
        new PlanCase(
            "one that is not ready is there",
            seen().nodes("n1").pods(updated("a", "n1").notReady()),
            ""),
        new PlanCase(
            "one that waits for its node is there",
            seen().nodes("n1").pods(updated("a", "n1").unassignedFor("n1")),
            ""),
        new PlanCase(
            "only nodes that are selected",
            seen().nodeSelector("disk", "ssd").nodes("n1").nodes(node("n2").label("disk", "ssd")),
            "create on n2"),
        new PlanCase("no node is selected", seen().nodeSelector("disk", "ssd").nodes("n1"), ""),
        new PlanCase(
            "a cordoned node is served", seen().nodes(node("n1").cordoned()), "create on n1"),
        new PlanCase(
            "so is one that is not ready", seen().nodes(node("n1").notReady()), "create on n1"),
        new PlanCase("a tainted node is not", seen().nodes(node("n1").tainted("a:NoSchedule")), ""),
        new PlanCase(
            "a dead node's Pod stays, and none is made elsewhere",
            seen()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(updated("a", "n1"), updated("b", "n2").notReady()),
            ""));
  }

  static Stream<PlanCase> misplaced() {
    return Stream.of(
        new PlanCase(
            "the label was taken off the node",
            seen().nodeSelector("disk", "ssd").nodes("n1").pods(updated("a", "n1")),
            "delete a"),
        new PlanCase(
            "all of them go, whatever state they are in",
            seen()
                .nodeSelector("disk", "ssd")
                .nodes("n1")
                .pods(updated("a", "n1"), updated("b", "n1").failed(), old("c", "n1").deleting()),
            "delete a b"),
        new PlanCase(
            "NoSchedule takes nothing off",
            seen().nodes(node("n1").tainted("a:NoSchedule")).pods(updated("a", "n1")),
            ""),
        new PlanCase(
            "NoExecute does",
            seen().nodes(node("n1").tainted("a:NoExecute")).pods(updated("a", "n1")),
            "delete a"),
        new PlanCase(
            "one that waits for a node that is gone",
            seen().nodes("n1").pods(updated("a", "n1"), updated("b", "").unassignedFor("n2")),
            "delete b"),
        new PlanCase(
            "one that waits for it and is deleted already",
            seen().pods(updated("b", "").unassignedFor("n2").deleting()),
            ""),
        new PlanCase(
            "one that was on it is left to the Pod garbage collector",
            seen().nodes("n1").pods(updated("a", "n1"), updated("b", "n2")),
            ""),
        new PlanCase(
            "one that may run anywhere is nobody's",
            seen().nodes("n1").pods(updated("a", "").unassigned()),
            "create on n1"));
  }

  /** upstream: TestDealsWithExistingPods, TestDaemonSetRespectsTermination, and more. */
  static Stream<PlanCase> pods() {
    return Stream.of(
        new PlanCase(
            "of several the oldest stays",
            seen()
                .nodes("n1")
                .pods(
                    updated("a", "n1").aged("1h"),
                    updated("b", "n1").aged("3h"),
                    updated("c", "n1").aged("2h")),
            "delete a c"),
        new PlanCase(
            "one on the node stays before an older one that waits for it",
            seen()
                .nodes("n1")
                .pods(
                    updated("a", "n1").aged("1h"),
                    updated("b", "n1").aged("3h").unassignedFor("n1")),
            "delete b"),
        new PlanCase(
            "among twins the name decides",
            seen().nodes("n1").pods(updated("b", "n1"), updated("a", "n1")),
            "delete b"),
        new PlanCase(
            "one that is deleted is not too many",
            seen().nodes("n1").pods(updated("a", "n1").deleting(), updated("b", "n1")),
            ""),
        new PlanCase(
            "one that terminates still has its node",
            seen().nodes("n1").pods(updated("a", "n1").deleting()),
            ""),
        new PlanCase(
            "one that has ended and terminates has not",
            seen().nodes("n1").pods(updated("a", "n1").failed().deleting()),
            "create on n1"),
        new PlanCase(
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

  static Stream<PlanCase> claims() {
    return Stream.of(
        new PlanCase(
            "an orphan on a node is the node's",
            seen().nodes("n1").pods(pod("a").on("n1").label("controller-revision-hash", "new")),
            "adopt a"),
        new PlanCase(
            "a failed orphan is adopted and replaced",
            seen().nodes("n1").pods(pod("a").on("n1").failed()),
            "adopt a, delete a"),
        new PlanCase(
            "one that was relabelled is let go, and another made",
            seen().nodes("n1").pods(updated("a", "n1").labels(DB)),
            "release a, create on n1"),
        new PlanCase(
            "others' Pods count for nothing",
            seen().nodes("n1").pods(pod("a").ownedBy("you").on("n1")),
            "create on n1"),
        new PlanCase(
            "an owner that is deleted does nothing",
            seen().ownerDeleting().nodes("n1").pods(updated("a", "n2"), pod("b").on("n1")),
            ""));
  }

  static Stream<PlanCase> suspended() {
    return Stream.of(
        new PlanCase("none is made", seen().suspend().nodes("n1"), ""),
        new PlanCase(
            "those that are there go",
            seen().suspend().nodes("n1", "n2").pods(updated("a", "n1"), old("b", "n2").failed()),
            "delete a b"),
        new PlanCase(
            "those of a dead node too",
            seen().suspend().nodes(node("n1").notReady()).pods(updated("a", "n1").notReady()),
            "delete a"));
  }

  static Stream<PlanCase> drained() {
    return Stream.of(
        new PlanCase(
            "a cordoned node's Pod stays",
            seen().respectDrain().nodes(node("n1").cordoned()).pods(updated("a", "n1")),
            ""),
        new PlanCase(
            "one that was evicted does not come back",
            seen().respectDrain().nodes(node("n1").cordoned()),
            ""),
        new PlanCase(
            "nor while it terminates, where surge is allowed",
            seen()
                .respectDrain()
                .maxSurge(1)
                .nodes(node("n1").cordoned())
                .pods(updated("a", "n1").deleting()),
            ""),
        new PlanCase(
            "one that failed goes for good",
            seen()
                .respectDrain()
                .maxSurge(1)
                .nodes(node("n1").cordoned())
                .pods(updated("a", "n1").failed()),
            "delete a"),
        new PlanCase("uncordoned, it gets one", seen().respectDrain().nodes("n1"), "create on n1"),
        new PlanCase(
            "a taint counts all the same",
            seen()
                .respectDrain()
                .nodes(node("n1").cordoned().tainted("a:NoExecute"))
                .pods(updated("a", "n1")),
            "delete a"));
  }

  @ParameterizedTest
  @MethodSource({"nodes", "misplaced", "pods", "claims", "suspended", "drained"})
  void decides(PlanCase c) {
    c.check();
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
}
