package io.myworkloads.operator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.sim.ReplicasHistory.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Histories of a MyReplicaSet as chance has them. {@code -Dsimulation.histories=N} tries more of
 * each sort than usual, {@code -Dsimulation.seed=S} only that one.
 */
class ReplicasSimulationTest {
  private static final int HISTORIES = Integer.getInteger("simulation.histories", 1000);

  /**
   * Pods die, answers are lost, the operator is killed and sees old states; yet there is no moment
   * at which more Pods are alive than asked for.
   */
  @Test
  void neverHasMorePodsThanAskedWhileItScalesUp() {
    histories(
        List.of(Step.POD_DIES, Step.POD_DIES, Step.SCALE_UP, Step.QUOTA),
        history -> {
          history.watchFor(() -> assertAtMostAsked(history));
          history.run();
        });
  }

  /** The same the other way round: it never deletes one too many. */
  @Test
  void neverHasFewerPodsThanAskedWhileItScalesDown() {
    histories(
        List.of(Step.SCALE_DOWN, Step.READINESS, Step.READINESS),
        history -> {
          history.begin();
          history.watchFor(() -> assertAtLeastAsked(history));
          history.run();
        });
  }

  /**
   * Users do as they please, and the spec is reached all the same, without a foreign Pod touched.
   */
  @Test
  void comesToRestAsAskedWhateverHappened() {
    histories(
        List.of(
            Step.POD_DIES,
            Step.READINESS,
            Step.SCALE_UP,
            Step.SCALE_DOWN,
            Step.RELABEL,
            Step.RELABEL,
            Step.ORPHAN,
            Step.REPLACE_OWNER,
            Step.QUOTA),
        ReplicasHistory::run);
  }

  private static void assertAtMostAsked(ReplicasHistory history) {
    for (String name : List.of("web", "db")) {
      assertThat(history.active(name))
          .as("alive of " + name)
          .isLessThanOrEqualTo(history.asked(name));
    }
  }

  private static void assertAtLeastAsked(ReplicasHistory history) {
    for (String name : List.of("web", "db")) {
      assertThat(history.active(name))
          .as("alive of " + name)
          .isGreaterThanOrEqualTo(history.asked(name));
    }
  }

  private static void histories(List<Step> steps, Consumer<ReplicasHistory> run) {
    Map<Step, Integer> taken = new EnumMap<>(Step.class);
    Long only = Long.getLong("simulation.seed");
    for (long seed = only == null ? 0 : only;
        seed < (only == null ? HISTORIES : only + 1);
        seed++) {
      var history = new ReplicasHistory(seed, steps);
      try {
        run.accept(history);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed %d: %s%n%s".formatted(seed, e.getMessage(), String.join("\n", history.log())), e);
      }
      history.taken().forEach((step, count) -> taken.merge(step, count, Integer::sum));
    }
    assertThat(taken.keySet()).as("steps that were taken").containsAll(steps);
  }
}
