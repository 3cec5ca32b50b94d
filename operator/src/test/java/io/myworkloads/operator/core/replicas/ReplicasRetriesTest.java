package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;

import io.myworkloads.operator.core.pods.Failure.Reason;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What waits after a failure, and what goes on meanwhile. */
class ReplicasRetriesTest {
  private static final Map<String, String> DB = Map.of("app", "db");

  static Stream<DecisionCase> failures() {
    return Stream.of(
        new DecisionCase(
            "creation waits", seen().replicas(1).failed(Reason.FAILED_CREATE, "1s"), ""),
        new DecisionCase(
            "the wait is over", seen().replicas(1).failed(Reason.FAILED_CREATE, "0s"), "create 1"),
        new DecisionCase(
            "long over", seen().replicas(1).failed(Reason.FAILED_CREATE, "-9s"), "create 1"),
        new DecisionCase(
            "deletion does not wait for creation",
            seen().failed(Reason.FAILED_CREATE, "1s").pods(mine("a")),
            "delete a"),
        new DecisionCase(
            "claims do not wait for creation",
            seen()
                .replicas(3)
                .failed(Reason.FAILED_CREATE, "1s")
                .pods(pod("a"), mine("b").labels(DB)),
            "adopt a, release b"),
        new DecisionCase(
            "deletion waits", seen().failed(Reason.FAILED_DELETE, "1s").healthy(1), ""),
        new DecisionCase(
            "creation does not wait for deletion",
            seen().replicas(1).failed(Reason.FAILED_DELETE, "1s"),
            "create 1"),
        new DecisionCase(
            "creation waits for the end of the namespace",
            seen().replicas(1).failed(Reason.NAMESPACE_TERMINATING, "1s"),
            ""),
        new DecisionCase(
            "sorts of writes wait each for itself",
            seen()
                .replicas(2)
                .failed(Reason.FAILED_CREATE, "1s")
                .failed(Reason.FAILED_DELETE, "1s")
                .pods(pod("a")),
            "adopt a"),
        new DecisionCase(
            "everything waits until the owner is known to be there",
            seen()
                .replicas(3)
                .failed(Reason.OWNER_UNCONFIRMED, "1s")
                .pods(pod("a"), mine("b").labels(DB), mine("c")),
            ""),
        new DecisionCase(
            "and nothing is removed before that",
            seen().failed(Reason.OWNER_UNCONFIRMED, "1s").healthy(2),
            ""),
        new DecisionCase(
            "the wait for the owner is over",
            seen().replicas(2).failed(Reason.OWNER_UNCONFIRMED, "0s").pods(pod("a")),
            "adopt a, create 1"));
  }

  static Stream<DecisionCase> failedClaims() {
    return Stream.of(
        new DecisionCase(
            // upstream's TestPatchPodFails
            "an orphan that cannot be adopted waits, and none is made in its place",
            seen().replicas(1).failed(Reason.FAILED_CLAIM, "1s", pod("a")).pods(pod("a")),
            ""),
        new DecisionCase(
            "the others that lack are made meanwhile",
            seen().replicas(3).failed(Reason.FAILED_CLAIM, "1s", pod("a")).pods(pod("a")),
            "create 2"),
        new DecisionCase(
            "other orphans are adopted meanwhile",
            seen().replicas(2).failed(Reason.FAILED_CLAIM, "1s", pod("a")).pods(pod("a"), pod("b")),
            "adopt b"),
        new DecisionCase(
            "none goes on its account",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a"))
                .pods(pod("a"), mine("b")),
            ""),
        new DecisionCase(
            "what is too much without it goes",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a"))
                .pods(pod("a"), mine("b"), mine("c").notReady()),
            "delete c"),
        new DecisionCase(
            "one that looks different since is tried at once",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a").notReady())
                .pods(pod("a")),
            "adopt a"),
        new DecisionCase(
            "one that is another's by now is not waited for",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", pod("a"))
                .pods(pod("a").ownedBy("you")),
            "create 1"),
        new DecisionCase(
            "one that cannot be released waits, and does not count",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_CLAIM, "1s", mine("a").labels(DB))
                .pods(mine("a").labels(DB)),
            "create 1"),
        new DecisionCase(
            "the wait is over",
            seen()
                .replicas(2)
                .failed(Reason.FAILED_CLAIM, "0s", pod("a"), mine("b").labels(DB))
                .pods(pod("a"), mine("b").labels(DB)),
            "adopt a, release b, create 1"));
  }

  static Stream<DecisionCase> unansweredDeletions() {
    return Stream.of(
        new DecisionCase(
            "a deletion that nobody answered is asked for again, before anything else",
            seen().replicas(2).unanswered(mine("a")).pods(mine("b")),
            "delete a, create 1"),
        new DecisionCase(
            "and no other Pod goes in its place",
            seen().replicas(1).unanswered(mine("a")).pods(mine("b")),
            "delete a"),
        new DecisionCase(
            "it waits after a failure",
            seen()
                .replicas(1)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(mine("a"))
                .pods(mine("b")),
            ""),
        new DecisionCase(
            "while it waits the Pod may be there yet, so none is made in its place",
            seen().replicas(1).failed(Reason.FAILED_DELETE, "1s").unanswered(mine("a")),
            ""),
        new DecisionCase(
            "the others that lack are made meanwhile",
            seen()
                .replicas(3)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(mine("a"))
                .pods(mine("b")),
            "create 1"),
        new DecisionCase(
            "claims do not wait for it",
            seen()
                .replicas(3)
                .failed(Reason.FAILED_DELETE, "1s")
                .unanswered(mine("a"))
                .pods(pod("b"), mine("c").labels(DB)),
            "adopt b, release c, create 1"),
        new DecisionCase(
            "the wait is over",
            seen().replicas(1).failed(Reason.FAILED_DELETE, "0s").unanswered(mine("a")),
            "delete a, create 1"),
        new DecisionCase(
            "an owner that is deleted leaves it to the garbage collector",
            seen().ownerDeleting().unanswered(mine("a")),
            ""));
  }

  @ParameterizedTest
  @MethodSource({"failures", "failedClaims", "unansweredDeletions"})
  void decides(DecisionCase c) {
    c.check();
  }
}
