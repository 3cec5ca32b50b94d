package io.myworkloads.operator.runtime;

import static io.myworkloads.operator.core.pods.Failure.Reason.FAILED_CREATE;
import static io.myworkloads.operator.core.pods.Failure.Reason.FAILED_DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final Failures failures = new Failures(clock, new Random(1));

  private Failure fail(long generation) {
    failures.failed("me", generation, FAILED_CREATE, "no room");
    return Objects.requireNonNull(failures.last("me", generation));
  }

  private Duration pause(long generation) {
    return Duration.between(clock.instant(), fail(generation).retryAt());
  }

  @Test
  void remembersTheLastInItsWords() {
    fail(1);
    failures.failed("me", 1, FAILED_DELETE, "stuck");

    Failure last = Objects.requireNonNull(failures.last("me", 1));
    assertThat(last.reason()).isEqualTo(FAILED_DELETE);
    assertThat(last.message()).isEqualTo("stuck");
    assertThat(failures.size()).isEqualTo(1);
  }

  @Test
  void knowsOfNoneAtFirst() {
    assertThat(failures.last("me", 1)).isNull();
    assertThat(failures.size()).isZero();
  }

  @Test
  void pausesLongerEachTimeUpToAMinute() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pauses.add(pause(1));
    }
    Duration doubled = Failures.FIRST_PAUSE;
    for (Duration pause : pauses) {
      assertThat(pause).isBetween(doubled.multipliedBy(9).dividedBy(10), doubled);
      doubled = min(doubled.multipliedBy(2), Failures.LONGEST_PAUSE);
    }
    assertThat(doubled).isEqualTo(Failures.LONGEST_PAUSE);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Test
  void spreadsThosePausesThatBeganTogether() {
    assertThat(
            IntStream.range(0, 50)
                .mapToObj(
                    i -> {
                      failures.failed("owner-" + i, 1, FAILED_CREATE, "no room");
                      return Objects.requireNonNull(failures.last("owner-" + i, 1)).retryAt();
                    })
                .distinct())
        .hasSizeGreaterThan(5);
  }

  @Test
  void beginsAnewAfterASuccess() {
    fail(1);
    fail(1);
    fail(1);
    failures.succeeded("me");

    assertThat(failures.last("me", 1)).isNull();
    assertThat(pause(1)).isLessThanOrEqualTo(Failures.FIRST_PAUSE);
  }

  @Test
  void beginsAnewWithAnotherSpec() {
    fail(1);
    fail(1);
    fail(1);

    assertThat(failures.last("me", 2)).isNull();
    assertThat(pause(2)).isLessThanOrEqualTo(Failures.FIRST_PAUSE);
    assertThat(failures.last("me", 1)).isNull();
  }

  @Test
  void keepsObjectsApartAndForgetsThem() {
    fail(1);
    assertThat(failures.last("you", 1)).isNull();
    failures.forget("me");

    assertThat(failures.last("me", 1)).isNull();
    assertThat(failures.size()).isZero();
  }
}
