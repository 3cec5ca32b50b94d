package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The next step of an update; the names of Pods say their node: {@code o1} is the old one on n1.
 */
class RollingUpdatePolicyTest {

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

  /** Five nodes, whose Pods the caller adds. */
  private static ObservationBuilder five() {
    return seen().nodes("n1", "n2", "n3", "n4", "n5");
  }

  /** Five nodes with old Pods that are available. */
  private static ObservationBuilder fiveOld() {
    return five()
        .pods(old("o1", "n1"), old("o2", "n2"), old("o3", "n3"), old("o4", "n4"), old("o5", "n5"));
  }

  /** upstream: TestDaemonSetUpdatesPods and those like it. */
  static Stream<Case> replacing() {
    return Stream.of(
        new Case("the first nodes", fiveOld().maxUnavailable(2), "delete o1 o2"),
        new Case("one at a time", fiveOld(), "delete o1"),
        new Case("more than there are", fiveOld().maxUnavailable(9), "delete o1 o2 o3 o4 o5"),
        new Case(
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
        new Case(
            "first those that lack are made",
            five()
                .maxUnavailable(2)
                .pods(old("o2", "n2"), old("o3", "n3"), old("o4", "n4"), old("o5", "n5")),
            "create on n1"),
        new Case(
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
        new Case(
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
        new Case(
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
        new Case(
            "unavailable old ones are replaced whatever the limit",
            five()
                .pods(
                    old("o1", "n1"),
                    old("o2", "n2").notReady(),
                    old("o3", "n3").notReady(),
                    updated("u4", "n4").notReady(),
                    old("o5", "n5").notReady()),
            "delete o2 o3 o5"),
        new Case(
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
        new Case(
            "nothing to update",
            seen().nodes("n1", "n2").pods(updated("u1", "n1").notReady(), updated("u2", "n2")),
            ""),
        new Case(
            "a tainted node's too, though none is made there",
            seen().nodes(node("n1").tainted("a:NoSchedule")).pods(old("o1", "n1")),
            "delete o1"),
        new Case(
            "one on a node that is gone counts for nothing",
            seen().nodes("n1").pods(old("o1", "n1"), updated("u9", "n9").notReady()),
            "delete o1"),
        new Case("OnDelete", fiveOld().onDelete(), ""),
        new Case(
            "OnDelete, once the user has",
            five()
                .onDelete()
                .pods(old("o1", "n1"), old("o2", "n2"), old("o3", "n3"), old("o4", "n4")),
            "create on n5"),
        new Case(
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
  static Stream<Case> surging() {
    return Stream.of(
        new Case("a new one beside an old one", fiveOld().maxSurge(2), "create on n1 n2"),
        new Case(
            "none while new ones are not available",
            fiveOld()
                .maxSurge(2)
                .pods(updated("u1", "n1").notReady(), updated("u2", "n2").notReady()),
            ""),
        new Case(
            "the old one goes when the new one is available",
            fiveOld().maxSurge(2).pods(updated("u1", "n1"), updated("u2", "n2").notReady()),
            "delete o1"),
        new Case(
            "the old one goes when it is not ready any more",
            seen()
                .maxSurge(1)
                .nodes("n1")
                .pods(old("o1", "n1").notReady(), updated("u1", "n1").notReady()),
            "delete o1"),
        new Case(
            "ready is not yet available",
            seen()
                .maxSurge(1)
                .minReady("15s")
                .nodes("n1")
                .pods(old("o1", "n1"), updated("u1", "n1").readyFor("10s")),
            ""),
        new Case(
            "available after minReadySeconds",
            seen()
                .maxSurge(1)
                .minReady("15s")
                .nodes("n1")
                .pods(old("o1", "n1"), updated("u1", "n1").readyFor("20s")),
            "delete o1"),
        new Case(
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
        new Case(
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
        new Case(
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
        new Case(
            // upstream: TestDaemonSetUpdatesPodsNotMatchTainstWithMaxSurge
            "an old one that may stay, stays until enough others are available",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2", "n3")
                .pods(old("o1", "n1"), old("o2", "n2").notReady(), old("o3", "n3")),
            "create on n2 n3"),
        new Case(
            "and goes then",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2", "n3")
                .pods(old("o1", "n1"), old("o2", "n2"), old("o3", "n3")),
            "create on n2, delete o1"),
        new Case(
            "an unavailable one goes at once",
            seen()
                .maxSurge(1)
                .nodes(node("n1").tainted("a:NoSchedule"))
                .nodes("n2")
                .pods(old("o1", "n1").notReady(), updated("u2", "n2")),
            "delete o1"),
        new Case(
            "an old one on a node that is gone stops nothing",
            seen().maxSurge(1).nodes("n1").pods(old("o1", "n1"), old("o9", "n9")),
            "create on n1"));
  }

  static Stream<Case> paused() {
    return Stream.of(
        new Case("none is replaced", fiveOld().paused(), ""),
        new Case(
            "not even unavailable ones",
            seen().paused().nodes("n1").pods(old("o1", "n1").notReady()),
            ""),
        new Case("none is made beside", fiveOld().maxSurge(2).paused(), ""),
        new Case(
            "what was begun is brought to an end",
            fiveOld().maxSurge(2).paused().pods(updated("u1", "n1")),
            "delete o1"),
        new Case(
            "one that lacks is made",
            seen().paused().nodes("n1", "n2").pods(old("o1", "n1")),
            "create on n2"));
  }

  static Stream<Case> partitioned() {
    return Stream.of(
        new Case(
            "as many as there are above it",
            fiveOld().maxUnavailable(4).partition(3),
            "delete o1 o2"),
        new Case("all stay", fiveOld().maxUnavailable(4).partition(5), ""),
        new Case("more than there are", fiveOld().maxUnavailable(4).partition(9), ""),
        new Case(
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
        new Case(
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
        new Case("new ones beside old ones", fiveOld().maxSurge(4).partition(3), "create on n1 n2"),
        new Case(
            "nodes that have both are on their way",
            fiveOld().maxSurge(4).partition(3).pods(updated("u1", "n1").notReady()),
            "create on n2"));
  }

  static Stream<Case> canaries() {
    return Stream.of(
        new Case(
            "only those nodes",
            fiveOld().maxUnavailable(4).canary("zone", "a").nodes(node("n3").label("zone", "a")),
            "delete o3"),
        new Case(
            "not even unavailable ones of others",
            seen().canary("zone", "a").nodes("n1").pods(old("o1", "n1").notReady()),
            ""),
        new Case(
            "which use up the limit all the same",
            seen()
                .canary("zone", "a")
                .nodes("n1")
                .nodes(node("n2").label("zone", "a"))
                .pods(old("o1", "n1").notReady(), old("o2", "n2")),
            ""),
        new Case(
            "beside old ones",
            fiveOld().maxSurge(4).canary("zone", "a").nodes(node("n3").label("zone", "a")),
            "create on n3"));
  }

  static Stream<Case> unready() {
    return Stream.of(
        new Case(
            "a dead node's new Pod uses up the limit",
            seen()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), updated("u2", "n2").notReady()),
            ""),
        new Case(
            "it does not where that is asked for",
            seen()
                .skipUnreadyNodes()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), updated("u2", "n2").notReady()),
            "delete o1"),
        new Case(
            "nor does one that cannot terminate there",
            seen()
                .skipUnreadyNodes()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), old("o2", "n2").notReady().deleting()),
            "delete o1"),
        new Case(
            "an old one there is replaced beyond the limit",
            seen()
                .skipUnreadyNodes()
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), old("o2", "n2").notReady()),
            "delete o1 o2"),
        new Case(
            "one that still counts as ready is not taken for one that can be replaced",
            seen().skipUnreadyNodes().nodes(node("n1").notReady()).pods(old("o1", "n1")),
            ""),
        new Case(
            "a new one beside an old one there uses up nothing",
            seen()
                .skipUnreadyNodes()
                .maxSurge(1)
                .nodes("n1")
                .nodes(node("n2").notReady())
                .pods(old("o1", "n1"), old("o2", "n2"), updated("u2", "n2").notReady()),
            "create on n1"));
  }

  static Stream<Case> drained() {
    return Stream.of(
        new Case(
            "a cordoned node's Pod would not come back, so it is not taken",
            seen()
                .respectDrain()
                .nodes(node("n1").cordoned())
                .nodes("n2")
                .pods(old("o1", "n1"), old("o2", "n2")),
            "delete o2"),
        new Case(
            "none is made beside it",
            seen()
                .respectDrain()
                .maxSurge(2)
                .nodes(node("n1").cordoned())
                .nodes("n2")
                .pods(old("o1", "n1"), old("o2", "n2")),
            "create on n2"),
        new Case(
            "a drained node is not unavailable",
            seen().respectDrain().nodes(node("n1").cordoned()).nodes("n2").pods(old("o2", "n2")),
            "delete o2"));
  }

  @ParameterizedTest
  @MethodSource({"replacing", "surging", "paused", "partitioned", "canaries", "unready", "drained"})
  void decides(Case c) {
    assertThat(PlanText.of(c.seen().build())).isEqualTo(c.actions());
  }
}
