package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;

import io.myworkloads.operator.core.pods.Failure.Reason;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What waits where writes failed, and what does not. */
class DaemonFailuresTest {
  private static final Map<String, String> DB = Map.of("app", "db");

  static Stream<PlanCase> failures() {
    return Stream.of(
        new PlanCase("creation waits", seen().nodes("n1").failed(Reason.FAILED_CREATE, "1s"), ""),
        new PlanCase(
            "the wait is over",
            seen().nodes("n1").failed(Reason.FAILED_CREATE, "0s"),
            "create on n1"),
        new PlanCase(
            "the namespace ends",
            seen().nodes("n1").failed(Reason.NAMESPACE_TERMINATING, "1s"),
            ""),
        new PlanCase(
            "deletion does not wait for creation",
            seen()
                .nodes("n1")
                .nodes(node("n2").tainted("a:NoExecute"))
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(updated("b", "n2")),
            "delete b"),
        new PlanCase(
            "creation does not wait for deletion",
            seen()
                .nodes("n1")
                .nodes(node("n2").tainted("a:NoExecute"))
                .failed(Reason.FAILED_DELETE, "1s")
                .pods(updated("b", "n2")),
            "create on n1"),
        new PlanCase(
            "everything waits for the owner",
            seen().nodes("n1").failed(Reason.OWNER_UNCONFIRMED, "1s").pods(updated("a", "n2")),
            ""),
        new PlanCase(
            "none is made in the place of an orphan that could not be adopted",
            seen().nodes("n1", "n2").claimFailed("1s", pod("a").on("n1")),
            "create on n2"),
        new PlanCase(
            "nor is it deleted, though another is there",
            seen().nodes("n1").claimFailed("1s", pod("a").on("n1")).pods(updated("b", "n1")),
            ""),
        new PlanCase(
            "the wait for the orphan is over",
            seen()
                .nodes("n1")
                .claimFailed("0s", pod("a").on("n1").label("controller-revision-hash", "new")),
            "adopt a"),
        new PlanCase(
            "one that could not be let go waits for itself alone",
            seen()
                .nodes("n1")
                .claimFailed("1s", updated("a", "n1").labels(DB))
                .pods(updated("b", "n9").labels(DB)),
            "release b, create on n1"),
        new PlanCase(
            "a deletion that nobody answered is asked for again",
            seen().nodes("n1").unanswered(updated("a", "n1")),
            "delete a"),
        new PlanCase(
            "but not before its time, and none is made in its place",
            seen()
                .nodes("n1")
                .maxSurge(1)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(updated("a", "n1")),
            ""),
        new PlanCase(
            "nor is one made beside another old one",
            seen()
                .nodes("n1", "n2")
                .maxSurge(2)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(old("a", "n1"))
                .pods(old("b", "n1"), old("c", "n2")),
            "create on n2"),
        new PlanCase(
            "no update while Pods lack that cannot be made",
            seen()
                .nodes("n1", "n2")
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(old("a", "n1").notReady()),
            ""));
  }

  /** What is done as long as the templates' history cannot be put in order. */
  static Stream<PlanCase> history() {
    return Stream.of(
        new PlanCase(
            "a node that lacks its Pod gets one of the template that is kept",
            seen().history(HistoryState.UNSETTLED).nodes("n1", "n2").pods(updated("a", "n1")),
            "create on n2"),
        new PlanCase(
            "none where the template is not kept",
            seen().history(HistoryState.CURRENT_MISSING).nodes("n1", "n2").pods(old("a", "n1")),
            ""),
        new PlanCase(
            "an old Pod is not replaced, for it may be of the current template",
            seen().history(HistoryState.UNSETTLED).nodes("n1").pods(old("a", "n1")),
            ""),
        new PlanCase(
            "nor gets another beside it",
            seen().history(HistoryState.UNSETTLED).maxSurge(1).nodes("n1").pods(old("a", "n1")),
            ""),
        new PlanCase(
            "nor where the template is not kept",
            seen().history(HistoryState.CURRENT_MISSING).nodes("n1").pods(old("a", "n1")),
            ""),
        new PlanCase(
            "what is in the wrong place goes",
            seen()
                .history(HistoryState.CURRENT_MISSING)
                .nodes(node("n1").tainted("a:NoExecute"))
                .pods(old("a", "n1")),
            "delete a"),
        new PlanCase(
            "and what has failed",
            seen().history(HistoryState.CURRENT_MISSING).nodes("n1").pods(old("a", "n1").failed()),
            "delete a"));
  }

  @ParameterizedTest
  @MethodSource({"failures", "history"})
  void decides(PlanCase c) {
    c.check();
  }
}
