package io.myworkloads.operator.core.pods;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PodViewTest {
  record Case(String name, PodViewBuilder pod, String minReady, boolean available) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The rows of upstream's TestIsPodAvailable. */
  static Stream<Case> cases() {
    return Stream.of(
        new Case("not ready", pod().notReady(), "0s", false),
        new Case("ready this instant, 1 s asked", pod().readyFor("0s"), "1s", false),
        new Case("ready nobody knows since when, 1 s asked", pod().readySince(null), "1s", false),
        new Case("ready nobody knows since when, 0 s asked", pod().readySince(null), "0s", true),
        new Case("ready this instant, 0 s asked", pod().readyFor("0s"), "0s", true),
        new Case("ready for longer than asked", pod().readyFor("51s"), "50s", true),
        new Case("ready for exactly what is asked", pod().readyFor("51s"), "51s", true),
        new Case("ready for less than asked", pod().readyFor("51s"), "52s", false),
        new Case(
            "a node's clock runs ahead, 0 s asked",
            pod().readySince(NOW.plusSeconds(9)),
            "0s",
            true),
        new Case(
            "a node's clock runs ahead, 5 s asked",
            pod().readySince(NOW.plusSeconds(9)),
            "5s",
            false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAvailable(Case c) {
    assertThat(c.pod().build().available(time(c.minReady()), NOW)).isEqualTo(c.available());
  }

  @ParameterizedTest(name = "{0}, deleting {1}: active {2}, terminating {3}")
  @CsvSource({
    "PENDING, false, true, false",
    "PENDING, true, false, true",
    "UNKNOWN, false, true, false",
    "UNKNOWN, true, false, true",
    "RUNNING, false, true, false",
    "RUNNING, true, false, true",
    "SUCCEEDED, false, false, false",
    "SUCCEEDED, true, false, false",
    "FAILED, false, false, false",
    "FAILED, true, false, false",
  })
  void isActiveOrTerminating(
      PodPhase phase, boolean deleting, boolean active, boolean terminating) {
    PodView pod = (deleting ? pod().deleting() : pod()).phase(phase).build();

    assertThat(pod.active()).isEqualTo(active);
    assertThat(pod.terminating()).isEqualTo(terminating);
  }

  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource({
    "Pending, PENDING",
    "'', PENDING",
    "Running, RUNNING",
    "Succeeded, SUCCEEDED",
    "Failed, FAILED",
    "Unknown, UNKNOWN",
    "Resting, UNKNOWN",
  })
  void readsThePhase(String name, PodPhase phase) {
    assertThat(PodPhase.of(name)).isEqualTo(phase);
  }

  @Test
  void changesNothingButTheDeletionWhenItIsAskedToGo() {
    assertThat(pod().ownedBy("me").cost(3).restarts(2).sidecarRestarts(1).build().asDeleting())
        .isEqualTo(pod().ownedBy("me").cost(3).restarts(2).sidecarRestarts(1).deleting().build());
  }
}
