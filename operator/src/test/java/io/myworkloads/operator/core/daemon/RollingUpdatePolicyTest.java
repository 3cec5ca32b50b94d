package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The next step of an update; the names of Pods say their node: {@code o1} is the old one on n1.
 */
class RollingUpdatePolicyTest {
  /** Five nodes, whose Pods the caller adds. */
  static ObservationBuilder five() {
    return seen().nodes("n1", "n2", "n3", "n4", "n5");
  }

  /** Five nodes with old Pods that are available. */
  static ObservationBuilder fiveOld() {
    return five()
        .pods(old("o1", "n1"), old("o2", "n2"), old("o3", "n3"), old("o4", "n4"), old("o5", "n5"));
  }

  /** upstream: TestDaemonSetUpdatesPods and those like it. */
  static Stream<PlanCase> replacing() {
    return Stream.of(
        new PlanCase("the first nodes", fiveOld().maxUnavailable(2), "delete o1 o2"),
        new PlanCase("one at a time", fiveOld(), "delete o1"),
        new PlanCase("more than there are", fiveOld().maxUnavailable(9), "delete o1 o2 o3 o4 o5"),
        new PlanCase(
            "none while those of before terminate",
            five()
                .maxUnavailable(2)
                .pods(
                    old("o1", "n1").deleting(),
                    old("o2", "n2").deleting(),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5")),
            ""),
        new PlanCase(
            "first those that lack are made",
            five()
                .maxUnavailable(2)
                .pods(old("o2", "n2"), old("o3", "n3"), old("o4", "n4"), old("o5", "n5")),
            "create on n1"),
        new PlanCase(
            "none while new ones are not ready",
            five()
                .maxUnavailable(2)
                .pods(
                    updated("u1", "n1").notReady(),
                    updated("u2", "n2").notReady(),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5")),
            ""),
        new PlanCase(
            "as many as are left of the limit",
            five()
                .maxUnavailable(2)
                .pods(
                    updated("u1", "n1").notReady(),
                    updated("u2", "n2"),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5")),
            "delete o3"),
        new PlanCase(
            "ready is not yet available",
            five()
                .minReady("10s")
                .pods(
                    updated("u1", "n1").readyFor("9s"),
                    old("o2", "n2"),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5")),
            ""),
        new PlanCase(
            "unavailable old ones are replaced whatever the limit",
            five()
                .pods(
                    old("o1", "n1"),
                    old("o2", "n2").notReady(),
                    old("o3", "n3").notReady(),
                    updated("u4", "n4").notReady(),
                    old("o5", "n5").notReady()),
            "delete o2 o3 o5"),
        new PlanCase(
            "and use it up",
            five()
                .maxUnavailable(2)
                .pods(
                    old("o1", "n1"),
                    old("o2", "n2").notReady(),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5")),
            "delete o1 o2"),
        new PlanCase(
            "nothing to update",
            seen().nodes("n1", "n2").pods(updated("u1", "n1").notReady(), updated("u2", "n2")),
            ""),
        new PlanCase(
            "a tainted node's too, though none is made there",
            seen().nodes(node("n1").tainted("a:NoSchedule")).pods(old("o1", "n1")),
            "delete o1"),
        new PlanCase(
            "one on a node that is gone counts for nothing",
            seen().nodes("n1").pods(old("o1", "n1"), updated("u9", "n9").notReady()),
            "delete o1"),
        new PlanCase(
            "one that waits for a node that takes none any more uses up nothing",
            seen()
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2")
                .pods(updated("u1", "n1").unassignedFor("n1"), old("o2", "n2")),
            "delete o2"),
        new PlanCase("OnDelete", fiveOld().onDelete(), ""),
        new PlanCase(
            "OnDelete, once the user has",
            five()
                .onDelete()
                .pods(old("o1", "n1"), old("o2", "n2"), old("o3", "n3"), old("o4", "n4")),
            "create on n5"),
        new PlanCase(
            // upstream: TestDaemonSetUpdatesAllOldNotReadyPodsAndNewNotReadyPods, in small
            "more are unavailable than may be",
            five()
                .pods(
                    old("o1", "n1"),
                    old("o2", "n2").notReady(),
                    updated("u3", "n3").notReady(),
                    updated("u4", "n4").notReady(),
                    updated("u5", "n5").notReady()),
            "delete o2"));
  }

  /** upstream: TestDaemonSetUpdatesPodsWithMaxSurge and the tests of surge. */
  static Stream<PlanCase> surging() {
    return Stream.of(
        new PlanCase("a new one beside an old one", fiveOld().maxSurge(2), "create on n1 n2"),
        new PlanCase(
            "none while new ones are not available",
            fiveOld()
                .maxSurge(2)
                .pods(updated("u1", "n1").notReady(), updated("u2", "n2").notReady()),
            ""),
        new PlanCase(
            "the old one goes when the new one is available",
            fiveOld().maxSurge(2).pods(updated("u1", "n1"), updated("u2", "n2").notReady()),
            "delete o1"),
        new PlanCase(
            "the old one goes when it is not ready any more",
            seen()
                .maxSurge(1)
                .nodes("n1")
                .pods(old("o1", "n1").notReady(), updated("u1", "n1").notReady()),
            "delete o1"),
        new PlanCase(
            "ready is not yet available",
            seen()
                .maxSurge(1)
                .minReady("15s")
                .nodes("n1")
                .pods(old("o1", "n1"), updated("u1", "n1").readyFor("10s")),
            ""),
        new PlanCase(
            "available after minReadySeconds",
            seen()
                .maxSurge(1)
                .minReady("15s")
                .nodes("n1")
                .pods(old("o1", "n1"), updated("u1", "n1").readyFor("20s")),
            "delete o1"),
        new PlanCase(
            "the oldest of each sort stays",
            seen()
                .maxSurge(1)
                .nodes("n1")
                .pods(
                    old("o1", "n1").aged("3h"),
                    old("o1b", "n1").aged("2h"),
                    updated("u1", "n1").aged("1h").notReady(),
                    updated("u1b", "n1").aged("1s").notReady()),
            "delete o1b u1b"),
        new PlanCase(
            "next to unavailable old ones, whatever the limit",
            five()
                .maxSurge(1)
                .pods(
                    old("o1", "n1").notReady(),
                    old("o2", "n2").notReady(),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5")),
            "create on n1 n2 n3"),
        new PlanCase(
            "where the old one was deleted, whatever the limit",
            seen()
                .maxSurge(1)
                .nodes("n1", "n2", "n3")
                .pods(
                    old("o1", "n1"),
                    updated("u1", "n1").notReady(),
                    old("o2", "n2"),
                    old("o3", "n3").deleting()),
            "create on n3"),
        new PlanCase(
            // upstream: TestDaemonSetUpdatesPodsNotMatchTainstWithMaxSurge
            "an old one that may stay, stays until enough others are available",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2", "n3")
                .pods(old("o1", "n1"), old("o2", "n2").notReady(), old("o3", "n3")),
            "create on n2 n3"),
        new PlanCase(
            "and goes then",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2", "n3")
                .pods(old("o1", "n1"), old("o2", "n2"), old("o3", "n3")),
            "create on n2, delete o1"),
        new PlanCase(
            "an unavailable one goes at once",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2")
                .pods(old("o1", "n1").notReady(), updated("u2", "n2")),
            "delete o1"),
        new PlanCase(
            "a new one that waits for a node that takes none any more goes",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2")
                .pods(
                    old("o1", "n1"), updated("u1", "n1").unassignedFor("n1"), updated("u2", "n2")),
            "delete u1"),
        new PlanCase(
            "an old one on a node that is gone stops nothing",
            seen().maxSurge(1).nodes("n1").pods(old("o1", "n1"), old("o9", "n9")),
            "create on n1"));
  }

  @ParameterizedTest
  @MethodSource({"replacing", "surging"})
  void decides(PlanCase c) {
    c.check();
  }
}
