package io.myworkloads.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When the owner of a few Pods is looked at, by what happens to them; times in milliseconds. */
class GatheringTest {
  private static final ResourceID JOB = new ResourceID("job", "shop");

  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final VirtualTimer timer = new VirtualTimer(clock);
  private final List<Long> looks = new ArrayList<>();
  private final Gathering gathering =
      new Gathering(Pace.GATHERED, timer, id -> looks.add(elapsed()));

  private long elapsed() {
    return Duration.between(PodViewBuilder.NOW, clock.instant()).toMillis();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  /**
   * @param lastLook how long that took
   * @param changed when a Pod changed
   * @param ended when a Pod ended
   */
  record Case(
      String name,
      long lastLook,
      int pods,
      List<Long> changed,
      List<Long> ended,
      List<Long> looks) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("a Pod ended", 0, 5, List.of(), List.of(0L), List.of(50L)),
        new Case("a Pod became ready", 0, 5, List.of(0L), List.of(), List.of(1000L)),
        new Case("Pods ended together", 0, 5, List.of(), List.of(0L, 10L, 49L), List.of(50L)),
        new Case(
            "one ended while news is gathered", 0, 5, List.of(0L), List.of(500L), List.of(550L)),
        new Case("news comes after an end", 0, 5, List.of(10L), List.of(0L), List.of(50L)),
        new Case("one ended after the look", 0, 5, List.of(), List.of(0L, 60L), List.of(50L, 100L)),
        new Case("one ended long after", 0, 5, List.of(), List.of(0L, 500L), List.of(50L, 550L)),
        new Case("looks take long", 100, 5, List.of(), List.of(0L, 210L), List.of(200L, 700L)),
        new Case(
            "looks take very long", 5000, 5, List.of(), List.of(0L, 1100L), List.of(1000L, 7000L)),
        new Case("many Pods", 0, 2000, List.of(), List.of(0L, 60L), List.of(50L, 550L)));
  }

  @ParameterizedTest
  @MethodSource
  void cases(Case c) {
    gathering.looked(JOB, Duration.ofMillis(c.lastLook()));
    for (long now = 0; now <= 20_000; now++) {
      timer.runDue();
      if (c.changed().contains(now)) {
        gathering.changed(JOB, false, c.pods());
      }
      if (c.ended().contains(now)) {
        gathering.changed(JOB, true, c.pods());
      }
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(looks).isEqualTo(c.looks());
    assertThat(timer.next()).as("what is kept").isEmpty();
  }
}
