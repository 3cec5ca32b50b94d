package io.myworkloads.operator.sim.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import io.myworkloads.operator.sim.history.Scenario;
import io.myworkloads.operator.sim.history.Simulation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The simulation finds what is wrong with an operator, and tells of it as it should. */
class FaultyOperatorTest {
  private static final int ENOUGH = 200;

  private static Scenario<ReplicasCluster> ofOneThatOverlooksChanges() {
    return ReplicasSimulationTest.scenario(
        "overlooks",
        () -> new ReplicasCluster(FaultyOperatorTest::overlookingChanges),
        ReplicasSimulationTest::populate,
        List.of(ReplicasSteps.SCALE_UP, ClusterSteps.POD_DIES),
        ReplicasSimulationTest::comeToRest);
  }

  private static List<Registration<?>> overlookingChanges(Shell shell) {
    return ReplicasCluster.controllers(shell).stream()
        .<Registration<?>>map(FaultyOperatorTest::overlooking)
        .toList();
  }

  private static <R extends CustomResource<?, ?>> Registration<R> overlooking(
      Registration<R> registration) {
    return new Registration<>(
        registration.type(), registration.reconciler(), (after, before) -> false);
  }

  @Test
  void oneThatOverlooksChangesIsFound() {
    assertThat(Simulation.failure(ofOneThatOverlooksChanges(), 0, ENOUGH))
        .get()
        .satisfies(
            error ->
                assertThat(error)
                    .hasMessageContaining("user asks of web")
                    .hasMessageContaining("operator started")
                    .hasMessageContaining("there is MyReplicaSet web-1, generation 2")
                    .hasMessageFindingMatch(
                        "make simulate TEST='ReplicasSimulationTest#overlooks' SEED=\\d+"));
  }

  @Test
  void onlyTheStepsThatMatterAreTold() {
    assertThat(Simulation.failure(ofOneThatOverlooksChanges(), 0, ENOUGH))
        .get()
        .satisfies(
            error ->
                assertThat(error).hasMessageFindingMatch("\\b[1-9] of its 60 steps are enough"));
  }

  @Test
  void theSameSeedMakesTheSameHistory() {
    Optional<AssertionError> first = Simulation.failure(ofOneThatOverlooksChanges(), 0, ENOUGH);
    Optional<AssertionError> again = Simulation.failure(ofOneThatOverlooksChanges(), 0, ENOUGH);

    assertThat(first.map(Throwable::getMessage)).isEqualTo(again.map(Throwable::getMessage));
  }
}
