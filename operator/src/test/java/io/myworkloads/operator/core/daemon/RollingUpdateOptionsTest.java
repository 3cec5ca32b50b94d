package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.daemon.RollingUpdatePolicyTest.five;
import static io.myworkloads.operator.core.daemon.RollingUpdatePolicyTest.fiveOld;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How an update is held up, kept to some nodes, and kept off dead and drained ones. */
class RollingUpdateOptionsTest {
  static Stream<PlanCase> paused() {
    return Stream.of(
        new PlanCase("none is replaced", fiveOld().paused(), ""),
        new PlanCase(
            "not even unavailable ones",
            seen().paused().nodes("n1").pods(old("o1", "n1").notReady()),
            ""),
        new PlanCase("none is made beside", fiveOld().maxSurge(2).paused(), ""),
        new PlanCase(
            "what was begun is brought to an end",
            fiveOld().maxSurge(2).paused().pods(updated("u1", "n1")),
            "delete o1"),
        new PlanCase(
            "one that lacks is made",
            seen().paused().nodes("n1", "n2").pods(old("o1", "n1")),
            "create on n2"));
  }

  static Stream<PlanCase> partitioned() {
    return Stream.of(
        new PlanCase(
            "as many as there are above it",
            fiveOld().maxUnavailable(4).partition(3),
            "delete o1 o2"),
        new PlanCase("all stay", fiveOld().maxUnavailable(4).partition(5), ""),
        new PlanCase("more than there are", fiveOld().maxUnavailable(4).partition(9), ""),
        new PlanCase(
            "it is reached",
            five()
                .maxUnavailable(4)
                .partition(3)
                .pods(
                    updated("u1", "n1"),
                    updated("u2", "n2"),
                    old("o3", "n3"),
                    old("o4", "n4"),
                    old("o5", "n5").notReady()),
            ""),
        new PlanCase(
            "unavailable ones go first",
            five()
                .maxUnavailable(4)
                .partition(3)
                .pods(
                    old("o1", "n1"),
                    old("o2", "n2"),
                    old("o3", "n3").notReady(),
                    old("o4", "n4"),
                    old("o5", "n5")),
            "delete o1 o3"),
        new PlanCase(
            "new ones beside old ones", fiveOld().maxSurge(4).partition(3), "create on n1 n2"),
        new PlanCase(
            "nodes that have both are on their way",
            fiveOld().maxSurge(4).partition(3).pods(updated("u1", "n1").notReady()),
            "create on n2"));
  }

  static Stream<PlanCase> canaries() {
    return Stream.of(
        new PlanCase(
            "only those nodes",
            fiveOld().maxUnavailable(4).canary("zone", "a").nodes(node("n3").label("zone", "a")),
            "delete o3"),
        new PlanCase(
            "not even unavailable ones of others",
            seen().canary("zone", "a").nodes("n1").pods(old("o1", "n1").notReady()),
            ""),
        new PlanCase(
            "which use up the limit all the same",
            seen()
                .canary("zone", "a")
                .nodes("n1")
                .nodes(node("n2").label("zone", "a"))
                .pods(old("o1", "n1").notReady(), old("o2", "n2")),
            ""),
        new PlanCase(
            "beside old ones",
            fiveOld().maxSurge(4).canary("zone", "a").nodes(node("n3").label("zone", "a")),
            "create on n3"));
  }

  static Stream<PlanCase> unready() {
    return Stream.of(
        new PlanCase(
            "a dead node's new Pod uses up the limit",
            seen()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), updated("u2", "n2").notReady()),
            ""),
        new PlanCase(
            "it does not where that is asked for",
            seen()
                .skipUnreadyNodes()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), updated("u2", "n2").notReady()),
            "delete o1"),
        new PlanCase(
            "nor does one that cannot terminate there",
            seen()
                .skipUnreadyNodes()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), old("o2", "n2").notReady().deleting()),
            "delete o1"),
        new PlanCase(
            "an old one there is replaced beyond the limit",
            seen()
                .skipUnreadyNodes()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), old("o2", "n2").notReady()),
            "delete o1 o2"),
        new PlanCase(
            "one that still counts as ready is not taken for one that can be replaced",
            seen().skipUnreadyNodes().nodes(node("n1").notReady()).pods(old("o1", "n1")),
            ""),
        new PlanCase(
            "a new one beside an old one there uses up nothing",
            seen()
                .skipUnreadyNodes()
                .maxSurge(1)
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), old("o2", "n2"), updated("u2", "n2").notReady()),
            "create on n1"));
  }

  static Stream<PlanCase> drained() {
    return Stream.of(
        new PlanCase(
            "a cordoned node's Pod would not come back, so it is not taken",
            seen()
                .respectDrain()
                .nodes(node("n1").cordoned())
                .nodes("n2")
                .pods(old("o1", "n1"), old("o2", "n2")),
            "delete o2"),
        new PlanCase(
            "none is made beside it",
            seen()
                .respectDrain()
                .maxSurge(2)
                .nodes(node("n1").cordoned())
                .nodes("n2")
                .pods(old("o1", "n1"), old("o2", "n2")),
            "create on n2"),
        new PlanCase(
            "a drained node is not unavailable",
            seen().respectDrain().nodes(node("n1").cordoned()).nodes("n2").pods(old("o2", "n2")),
            "delete o2"));
  }

  @ParameterizedTest
  @MethodSource({"paused", "partitioned", "canaries", "unready", "drained"})
  void decides(PlanCase c) {
    c.check();
  }
}
