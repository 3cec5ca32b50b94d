package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DaemonStatusPolicyTest {

  /**
   * An observation and what is told.
   *
   * @param told desired, current, misscheduled, ready, updated, available and unavailable
   */
  record Case(String name, ObservationBuilder seen, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> counts() {
    return Stream.of(
        new Case("no nodes", seen(), "0 0 0 0 0 0 0"),
        new Case("nothing yet", seen().nodes("n1", "n2"), "2 0 0 0 0 0 2"),
        new Case("one of two", seen().nodes("n1", "n2").pods(updated("a", "n1")), "2 1 0 1 1 1 1"),
        new Case(
            "one that waits for its node",
            seen().nodes("n1").pods(updated("a", "n1").unassignedFor("n1")),
            "1 1 0 0 1 0 1"),
        new Case("an old one", seen().nodes("n1").pods(old("a", "n1")), "1 1 0 1 0 1 0"),
        new Case(
            "ready and not yet available",
            seen().minReady("10s").nodes("n1").pods(updated("a", "n1").readyFor("9s")),
            "1 1 0 1 1 0 1"),
        new Case(
            "the oldest is counted",
            seen()
                .maxSurge(1)
                .nodes("n1")
                .pods(old("a", "n1").aged("2h"), updated("b", "n1").aged("1h").notReady()),
            "1 1 0 1 0 1 0"),
        new Case(
            "one that terminates is counted",
            seen().nodes("n1").pods(updated("a", "n1").deleting()),
            "1 1 0 1 1 1 0"),
        new Case(
            "one that has ended and terminates is not",
            seen().nodes("n1").pods(updated("a", "n1").failed().deleting()),
            "1 0 0 0 0 0 1"),
        new Case(
            "on a tainted node",
            seen().nodes("n1").nodes(node("n2").tainted("a:NoSchedule")).pods(updated("a", "n2")),
            "1 0 1 0 0 0 1"),
        new Case(
            "on a node that is gone", seen().nodes("n1").pods(updated("a", "n9")), "1 0 0 0 0 0 1"),
        new Case(
            "others' Pods",
            seen().nodes("n1").pods(PodViewBuilder.pod("a").ownedBy("you")),
            "1 0 0 0 0 0 1"),
        new Case(
            "a selector that matches no node",
            seen().nodeSelector("no", "node").nodes("n1"),
            "0 0 0 0 0 0 0"),
        new Case(
            "suspended, with one that has not gone yet",
            seen().suspend().nodes("n1").pods(updated("a", "n1").deleting()),
            "0 0 1 0 0 0 0"),
        new Case(
            "drained, and emptied",
            seen().respectDrain().nodes("n1").nodes(node("n2").cordoned()).pods(updated("a", "n1")),
            "1 1 0 1 1 1 0"),
        new Case(
            "drained, and still running",
            seen().respectDrain().nodes(node("n2").cordoned()).pods(updated("a", "n2")),
            "1 1 0 1 1 1 0"));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void counts(Case c) {
    DaemonStatus status = DaemonStatusPolicy.status(c.seen().build(), Optional.empty());

    assertThat(
            "%d %d %d %d %d %d %d"
                .formatted(
                    status.desired(),
                    status.current(),
                    status.misscheduled(),
                    status.ready(),
                    status.updated(),
                    status.available(),
                    status.unavailable()))
        .isEqualTo(c.told());
    assertThat(status.observedGeneration()).isEqualTo(7);
  }

  /**
   * An observation and a condition.
   *
   * @param told type, status, reason and message
   */
  record Told(String name, ObservationBuilder seen, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Told> conditions() {
    return Stream.of(
        new Told(
            "all available",
            seen().nodes("n1").pods(updated("a", "n1")),
            "Available=True AllNodesAvailable: 1 of 1 nodes have an available Pod"),
        new Told(
            "none asked for",
            seen(),
            "Available=True AllNodesAvailable: 0 of 0 nodes have an available Pod"),
        new Told(
            "one lacks",
            seen().nodes("n1", "n2").pods(updated("a", "n1")),
            "Available=False NodesUnavailable: 1 of 2 nodes have an available Pod"),
        new Told(
            "all done",
            seen().nodes("n1").pods(updated("a", "n1")),
            "Progressing=True RolloutComplete: 1 of 1 nodes have an updated Pod, 1 an available one"),
        new Told(
            "on its way",
            seen().nodes("n1", "n2").pods(updated("a", "n1"), old("b", "n2")),
            "Progressing=True RolloutInProgress: 1 of 2 nodes have an updated Pod, 2 an available one"),
        new Told(
            "on its way, and paused",
            seen().paused().nodes("n1", "n2").pods(updated("a", "n1"), old("b", "n2")),
            "Progressing=Unknown RolloutPaused: 1 of 2 nodes have an updated Pod, 2 an available one"),
        new Told(
            "paused when nothing is to be updated",
            seen().paused().nodes("n1", "n2").pods(updated("a", "n1")),
            "Progressing=True RolloutInProgress: 1 of 2 nodes have an updated Pod, 1 an available one"),
        new Told(
            "up to the partition",
            seen().partition(1).nodes("n1", "n2").pods(updated("a", "n1"), old("b", "n2")),
            "Progressing=True PartialRollout: 1 of 2 nodes have an updated Pod, 2 an available one"),
        new Told(
            "on chosen nodes",
            seen().canary("zone", "a").nodes("n1", "n2").pods(updated("a", "n1"), old("b", "n2")),
            "Progressing=True PartialRollout: 1 of 2 nodes have an updated Pod, 2 an available one"),
        new Told(
            "suspended",
            seen().suspend().nodes("n1"),
            "Progressing=Unknown Suspended: spec.suspend is true"),
        new Told(
            "Pods cannot be made",
            seen().nodes("n1").failed(Reason.FAILED_CREATE, "1s"),
            "Progressing=False FailedCreate: no room"),
        new Told(
            "Pods cannot be deleted",
            seen().nodes("n1").failed(Reason.FAILED_DELETE, "1s"),
            "Progressing=False FailedDelete: no room"),
        new Told(
            "Pods cannot be adopted",
            seen().nodes("n1").failed(Reason.FAILED_CLAIM, "1s"),
            "Progressing=False FailedClaim: no room"),
        new Told(
            "the history of the templates cannot be kept",
            seen().nodes("n1").failed(Reason.FAILED_REVISION, "1s"),
            "Progressing=False FailedRevision: no room"),
        new Told(
            "the namespace ends, which everybody knows",
            seen().nodes("n1").failed(Reason.NAMESPACE_TERMINATING, "1s"),
            "Progressing=True RolloutInProgress: 0 of 1 nodes have an updated Pod, 0 an available one"));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void tells(Told c) {
    assertThat(DaemonStatusPolicy.status(c.seen().build(), Optional.empty()).conditions())
        .extracting(
            condition ->
                "%s=%s %s: %s"
                    .formatted(
                        condition.type(),
                        condition.status(),
                        condition.reason(),
                        condition.message()))
        .contains(c.told());
  }

  @Test
  void leavesOthersConditionsAndTheTimeOfTheLastChange() {
    var before = PodViewBuilder.NOW.minus(Duration.ofHours(3));
    var others = new Condition("Others", "True", "Because", "", before, 1);
    var available = new Condition("Available", "True", "AllNodesAvailable", "", before, 1);

    List<Condition> conditions =
        DaemonStatusPolicy.status(seen().conditions(others, available).build(), Optional.empty())
            .conditions();

    assertThat(conditions)
        .extracting(Condition::type)
        .containsExactly("Others", "Available", "Progressing");
    assertThat(conditions).extracting(Condition::lastTransition).startsWith(before, before);
  }

  /**
   * An observation and the pending nodes.
   *
   * @param pending as {@code node=reason}
   */
  record Pending(String name, ObservationBuilder seen, String pending) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Pending> pending() {
    return Stream.of(
        new Pending("a healthy one", seen().nodes("n1").pods(updated("a", "n1")), ""),
        new Pending("one that has not been made yet", seen().nodes("n1"), ""),
        new Pending(
            "one that is on its way", seen().nodes("n1").pods(updated("a", "n1").pending()), ""),
        new Pending(
            "one that finds no room",
            seen()
                .nodes("n1")
                .pods(updated("a", "n1").unassignedFor("n1").waitingFor("Unschedulable")),
            "n1=Unschedulable"),
        new Pending(
            "one whose image is not there",
            seen().nodes("n1", "n2").pods(updated("b", "n2").waitingFor("ImagePullBackOff")),
            "n2=ImagePullBackOff"),
        new Pending(
            "one that cannot be made",
            seen().nodes("n1", "n2").pods(updated("b", "n2")).failed(Reason.FAILED_CREATE, "1s"),
            "n1=FailedCreate"),
        new Pending(
            "one that failed",
            seen().nodes("n1").pause("n1", "9s", "1s").pods(updated("a", "n1").failed()),
            "n1=PodFailed"),
        new Pending(
            "one on a dead node",
            seen().nodes(node("n1").notReady()).pods(updated("a", "n1").notReady()),
            "n1=NodeNotReady"),
        new Pending(
            "one on a dead node, which is tainted",
            seen()
                .nodes(node("n1").notReady().tainted("node.kubernetes.io/unreachable:NoSchedule"))
                .nodes(node("n2").notReady().tainted("node.kubernetes.io/unreachable:NoSchedule"))
                .pods(updated("a", "n1").notReady()),
            "n1=NodeNotReady"),
        new Pending(
            "an old one runs beside one that does not",
            seen()
                .maxSurge(1)
                .nodes("n1")
                .pods(old("a", "n1"), updated("b", "n1").waitingFor("CrashLoopBackOff")),
            ""),
        new Pending(
            "where none should run",
            seen()
                .nodes(node("n1").tainted("a:NoSchedule"))
                .pods(updated("a", "n1").waitingFor("CrashLoopBackOff")),
            ""));
  }

  @ParameterizedTest
  @MethodSource("pending")
  void namesPendingNodes(Pending c) {
    assertThat(
            DaemonStatusPolicy.status(c.seen().build(), Optional.empty()).pending().stream()
                .map(each -> each.node() + "=" + each.reason())
                .collect(Collectors.joining(" ")))
        .isEqualTo(c.pending());
  }

  @Test
  void namesNoMoreThanTen() {
    ObservationBuilder seen = seen();
    IntStream.range(10, 40)
        .forEach(
            i -> seen.nodes("n" + i).pods(updated("p" + i, "n" + i).waitingFor("ErrImagePull")));

    assertThat(DaemonStatusPolicy.status(seen.build(), Optional.empty()).pending())
        .extracting(PendingNode::node)
        .containsExactly("n10", "n11", "n12", "n13", "n14", "n15", "n16", "n17", "n18", "n19");
  }
}
