package io.myworkloads.operator.runtime;

import static io.myworkloads.operator.core.pods.Failure.Reason.FAILED_CLAIM;
import static io.myworkloads.operator.core.pods.Failure.Reason.FAILED_CREATE;
import static io.myworkloads.operator.core.pods.Failure.Reason.FAILED_DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.sim.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final Failures failures = new Failures(clock, new Random(1));

  private Failure fail(long generation) {
    failures.failed("me", generation, write(FAILED_CREATE, "no room"));
    return only(failures.of("me", generation));
  }

  private static FailedWrite write(Failure.Reason reason, String message, PodView... claims) {
    return new FailedWrite(reason, message, List.of(claims));
  }

  private static Failure only(List<Failure> failures) {
    assertThat(failures).hasSize(1);
    return failures.getFirst();
  }

  private Duration pause(long generation) {
    return Duration.between(clock.instant(), fail(generation).retryAt());
  }

  @Test
  void remembersTheLastOfEachSortInItsWords() {
    fail(1);
    failures.failed("me", 1, write(FAILED_DELETE, "stuck"));
    failures.failed("me", 1, write(FAILED_CREATE, "no room yet"));

    assertThat(failures.of("me", 1))
        .extracting(Failure::reason, Failure::message)
        .containsExactlyInAnyOrder(
            tuple(FAILED_CREATE, "no room yet"), tuple(FAILED_DELETE, "stuck"));
    assertThat(failures.size()).isEqualTo(1);
  }

  /** Else a quota that is used up would be tried as often as something else fails. */
  @Test
  void pausesEachSortForItself() {
    fail(1);
    fail(1);
    Instant creation = fail(1).retryAt();
    failures.failed("me", 1, write(FAILED_DELETE, "stuck"));

    assertThat(failures.of("me", 1)).extracting(Failure::retryAt).contains(creation);
    assertThat(failures.of("me", 1))
        .filteredOn(failure -> failure.reason() == FAILED_DELETE)
        .allMatch(first -> !first.retryAt().isAfter(clock.instant().plus(Failures.FIRST_PAUSE)));
  }

  @Test
  void waitsWithAllPodsThatCannotBeClaimed() {
    PodView a = PodViewBuilder.pod("a").build();
    PodView b = PodViewBuilder.pod("b").build();
    PodView relabelled = PodViewBuilder.pod("a").label("tier", "front").build();
    failures.failed("me", 1, write(FAILED_CLAIM, "no", a));
    failures.failed("me", 1, write(FAILED_CLAIM, "no", b));
    assertThat(only(failures.of("me", 1)).claims()).containsExactlyInAnyOrder(a, b);

    failures.failed("me", 1, write(FAILED_CLAIM, "no", relabelled));
    assertThat(only(failures.of("me", 1)).claims()).containsExactlyInAnyOrder(relabelled, b);

    clock.advance(Failures.LONGEST_PAUSE);
    failures.failed("me", 1, write(FAILED_CLAIM, "no", a));
    assertThat(only(failures.of("me", 1)).claims()).as("who fails still").containsExactly(a);
  }

  @Test
  void knowsOfNoneAtFirst() {
    assertThat(failures.of("me", 1)).isEmpty();
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
                      failures.failed("owner-" + i, 1, write(FAILED_CREATE, "no room"));
                      return only(failures.of("owner-" + i, 1)).retryAt();
                    })
                .distinct())
        .hasSizeGreaterThan(5);
  }

  @Test
  void beginsAnewAfterASuccess() {
    fail(1);
    fail(1);
    fail(1);
    clock.advance(Failures.LONGEST_PAUSE);
    failures.succeeded("me", 1, clock.instant());

    assertThat(failures.of("me", 1)).isEmpty();
    assertThat(failures.size()).isZero();
    assertThat(pause(1)).isLessThanOrEqualTo(Failures.FIRST_PAUSE);
  }

  @Test
  void pausesOnThoughSomethingElseSucceeds() {
    Failure creation = fail(1);
    clock.advance(Failures.FIRST_PAUSE);
    failures.failed("me", 1, write(FAILED_DELETE, "stuck"));
    failures.succeeded("me", 1, creation.retryAt());

    assertThat(only(failures.of("me", 1)).reason()).isEqualTo(FAILED_DELETE);
  }

  @Test
  void dropsThoseOfAnotherSpecWithTheFirstSuccess() {
    fail(1);
    failures.succeeded("me", 2, clock.instant());

    assertThat(failures.size()).isZero();
  }

  @Test
  void beginsAnewWithAnotherSpec() {
    fail(1);
    fail(1);
    fail(1);

    assertThat(failures.of("me", 2)).isEmpty();
    assertThat(pause(2)).isLessThanOrEqualTo(Failures.FIRST_PAUSE);
    assertThat(failures.of("me", 1)).isEmpty();
  }

  @Test
  void keepsObjectsApartAndForgetsThem() {
    fail(1);
    assertThat(failures.of("you", 1)).isEmpty();
    failures.forget("me");

    assertThat(failures.of("me", 1)).isEmpty();
    assertThat(failures.size()).isZero();
  }
}
