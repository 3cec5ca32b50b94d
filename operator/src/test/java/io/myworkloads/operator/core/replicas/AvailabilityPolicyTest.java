package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvailabilityPolicyTest {
  private static final Instant BEFORE = NOW.minus(Duration.ofHours(1));

  /**
   * What is told.
   *
   * @param since when the condition came to its status
   */
  record Case(String name, ObservationBuilder seen, String status, String message, Instant since) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Condition before(String status) {
    return new Condition("Available", status, "", "", BEFORE, 6);
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("none asked", seen(), "True", "Pods available: 0, asked for: 0", NOW),
        new Case(
            "as many as asked",
            seen().replicas(2).healthy(2),
            "True",
            "Pods available: 2, asked for: 2",
            NOW),
        new Case(
            "more than asked, on the way down",
            seen().replicas(2).healthy(3),
            "True",
            "Pods available: 3, asked for: 2",
            NOW),
        new Case(
            "one is missing",
            seen().replicas(2).healthy(1),
            "False",
            "Pods available: 1, asked for: 2",
            NOW),
        new Case(
            "one is not ready",
            seen().replicas(2).healthy(1).pods(mine("a").notReady()),
            "False",
            "Pods available: 1, asked for: 2",
            NOW),
        new Case(
            "one is ready, but not for long enough",
            seen().replicas(1).minReady("10s").pods(mine("a").readyFor("9s")),
            "False",
            "Pods available: 0, asked for: 1",
            NOW),
        new Case(
            "a terminating one is available to nobody",
            seen().replicas(1).pods(mine("a").deleting()),
            "False",
            "Pods available: 0, asked for: 1",
            NOW),
        new Case(
            "still so: the time is the first",
            seen().replicas(1).healthy(1).conditions(before("True")),
            "True",
            "Pods available: 1, asked for: 1",
            BEFORE),
        new Case(
            "no more: the time is that of the change",
            seen().replicas(1).conditions(before("True")),
            "False",
            "Pods available: 0, asked for: 1",
            NOW));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tells(Case c) {
    assertThat(ReplicasStatusPolicy.status(c.seen().build()).conditions())
        .containsExactly(
            new Condition(
                "Available",
                c.status(),
                c.status().equals("True")
                    ? "MinimumReplicasAvailable"
                    : "MinimumReplicasUnavailable",
                c.message(),
                c.since(),
                7));
  }
}
