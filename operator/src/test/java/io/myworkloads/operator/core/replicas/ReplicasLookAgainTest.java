package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicasLookAgainTest {

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
}
