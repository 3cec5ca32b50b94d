package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When to look again where no event may come. */
class DaemonLookAgainTest {
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
