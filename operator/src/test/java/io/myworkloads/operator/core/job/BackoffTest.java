package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodView;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestNewBackoffRecord and TestGetRemainingBackoffTime, and more. */
class BackoffTest {
  @ParameterizedTest(name = "{0} failures, the last {1} ago: {2}")
  @CsvSource({
    "0, 5s,   0s",
    "1, 5s,   5s",
    "1, 10s,  0s",
    "1, 300s, 0s",
    "2, 5s,   15s",
    "3, 5s,   35s",
    "6, 0s,   320s",
    "7, 0s,   600s",
    "40, 0s,  600s",
    "2000000000, 0s, 600s",
  })
  void defaultDoublesFromTenSecondsToTenMinutes(int failures, String ago, String left) {
    assertThat(Backoff.DEFAULT.remaining(failures, NOW.minus(time(ago)), "me", NOW))
        .isEqualTo(time(left));
  }

  @ParameterizedTest(name = "{0} s x {1} up to {2} s, {3} failures")
  @CsvSource({
    "5,  3,   100, 1, 5s",
    "5,  3,   100, 2, 15s",
    "5,  3,   100, 4, 100s",
    "10, 1,   100, 9, 10s",
    "10, 1.5, 600, 3, 22.5s",
    "0,  2,   600, 9, 0s",
    "60, 2,   10,  1, 10s",
  })
  void followsTheSpec(int initial, double factor, int max, int failures, String pause) {
    var backoff = new Backoff(Duration.ofSeconds(initial), factor, Duration.ofSeconds(max), 0);
    assertThat(backoff.pause(failures, "me")).isEqualTo(time(pause));
  }

  @Test
  void jitterMakesAPauseLongerByNoMoreThanItsPartAndNotTheSameForAll() {
    var backoff = new Backoff(Duration.ofSeconds(100), 1, Duration.ofSeconds(100), 0.2);
    List<Duration> pauses =
        IntStream.range(0, 100).mapToObj(i -> backoff.pause(1, "uid-" + i)).toList();

    assertThat(pauses)
        .allMatch(p -> p.compareTo(time("100s")) >= 0 && p.compareTo(time("120s")) <= 0);
    assertThat(pauses.stream().distinct().count()).isGreaterThan(50);
    assertThat(backoff.pause(1, "uid-1")).as("at each look").isEqualTo(pauses.get(1));
  }

  /**
   * The streak before, Pods that ended since, and the streak after.
   *
   * @param last how long ago the last failure was
   */
  record Streak(
      String name,
      FailureStreak before,
      String succeeded,
      String failed,
      int failures,
      String last) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final FailureStreak TWO = new FailureStreak(2, NOW.minus(time("100s")));

  static Stream<Streak> streaks() {
    return Stream.of(
        new Streak("nothing", FailureStreak.NONE, "", "", 0, ""),
        new Streak("nothing since", TWO, "", "", 2, "100s"),
        new Streak("a first failure", FailureStreak.NONE, "", "9s", 1, "9s"),
        new Streak("further failures", TWO, "", "9s 7s 8s", 5, "7s"),
        new Streak("a success ends it", TWO, "9s", "", 0, ""),
        new Streak("a success after failures", TWO, "5s", "9s 7s", 0, ""),
        new Streak("failures after a success", TWO, "8s", "9s 7s 6s", 2, "6s"),
        new Streak("after the last of two successes", TWO, "9s 7s", "8s 6s", 1, "6s"),
        new Streak("at the same time as a success", TWO, "7s", "7s", 0, ""));
  }

  @ParameterizedTest
  @MethodSource("streaks")
  void successesEndAStreakOfFailures(Streak c) {
    assertThat(c.before().after(pods(c.succeeded()), pods(c.failed())))
        .isEqualTo(
            new FailureStreak(c.failures(), c.last().isEmpty() ? null : NOW.minus(time(c.last()))));
  }

  @Test
  void aPodThatDoesNotSayWhenItEndedEndedWhenItWasMade() {
    PodView pod = PodOfJob.running("a").with(p -> p.aged("30s")).build();
    assertThat(FailureStreak.end(pod)).isEqualTo(NOW.minus(time("30s")));
  }

  private static List<PodView> pods(String ago) {
    return ago.isEmpty()
        ? List.of()
        : Arrays.stream(ago.split(" ")).map(t -> PodOfJob.failed(t).ended(t).build()).toList();
  }
}
