package io.myworkloads.operator.core.pods;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionOrderTest {
  private static final Map<String, Integer> PODS_ON_NODE = Map.of("n1", 1, "n2", 2, "n3", 3);
  private static final Comparator<PodView> ORDER =
      DeletionOrder.at(NOW, pod -> PODS_ON_NODE.getOrDefault(String.valueOf(pod.nodeName()), 0));

  record Case(String name, PodViewBuilder first, PodViewBuilder second) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Each rule against all that come after it, which all speak for the other Pod. */
  static Stream<Case> rules() {
    return Stream.of(
        new Case(
            "1 one that is on no node",
            pod().unassigned().cost(9),
            pod().on("n3").pending().cost(1).restarts(9).aged("1s")),
        new Case(
            "2 a pending one before one of an unknown phase",
            pod().pending().cost(9),
            pod().on("n3").phase(PodPhase.UNKNOWN).cost(1).restarts(9).aged("1s")),
        new Case(
            "2 one of an unknown phase before a running one",
            pod().phase(PodPhase.UNKNOWN).cost(9),
            pod().on("n3").notReady().cost(1).restarts(9).aged("1s")),
        new Case(
            "3 one that is not ready",
            pod().notReady().cost(9),
            pod().on("n3").cost(1).readyFor("1s").restarts(9).aged("1s")),
        new Case(
            "4 one of a lower cost",
            pod().cost(1),
            pod().on("n3").cost(2).readyFor("1s").restarts(9).aged("1s")),
        new Case(
            "4 one of a negative cost",
            pod().cost(-1),
            pod().on("n3").readyFor("1s").restarts(9).aged("1s")),
        new Case(
            "5 one on a crowded node",
            pod().on("n2"),
            pod().on("n1").readyFor("1s").restarts(9).aged("1s")),
        new Case(
            "6 one that is ready for a shorter time",
            pod().readyFor("2h"),
            pod().readyFor("5h").restarts(9).aged("1s")),
        new Case(
            "6 one that is ready nobody knows since when",
            pod().readySince(null),
            pod().readyFor("0s").restarts(9).aged("1s")),
        new Case(
            "7 one with more restarts",
            pod().restarts(2),
            pod().restarts(1).sidecarRestarts(9).aged("1s")),
        new Case(
            "7 one with more restarts of sidecars",
            pod().sidecarRestarts(2),
            pod().sidecarRestarts(1).aged("1s")),
        new Case("8 a younger one", pod().uid("b").aged("1s"), pod().uid("a").aged("1h")),
        new Case("last, the lower UID", pod().uid("a"), pod().uid("b")));
  }

  /** The rows of upstream's TestSortingActivePodsWithRanks; the ranks are nodes here. */
  static Stream<Case> upstream() {
    return Stream.of(
        new Case("unscheduled, pending", pod().unassigned(), pod().on("n2").pending()),
        new Case("pending, unknown phase", pod().pending(), pod().on("n2").phase(PodPhase.UNKNOWN)),
        new Case(
            "unknown phase, not ready", pod().phase(PodPhase.UNKNOWN), pod().on("n2").notReady()),
        new Case("not ready, ready", pod().notReady(), pod().readySince(null)),
        new Case("ready without a time, ready now", pod().readySince(null), readyNow()),
        new Case(
            "ready now but crowded, without a time", readyNow().on("n2"), pod().readySince(null)),
        new Case("ready now, ready long ago", readyNow(), pod().readyFor("720h").aged("720h")),
        new Case("crowded besides", readyNow().on("n2"), pod().readyFor("720h").aged("720h")),
        new Case("restarted often, never", readyNow().restarts(9001), readyNow()),
        new Case(
            "sidecars restarted often, never",
            readyNow().restarts(9001).sidecarRestarts(9001),
            readyNow().restarts(9001)),
        new Case("crowded, restarted often", readyNow().on("n2"), readyNow().restarts(9001)),
        new Case("created now, long ago", readyNow(), readyNow().aged("720h")),
        new Case("created long ago but crowded", readyNow().aged("720h").on("n2"), readyNow()),
        new Case("lower cost, higher cost", readyNow().cost(10).on("n2"), readyNow().cost(100)),
        new Case("ready for 2 h, for 5 h", pod().readyFor("2h"), pod().readyFor("5h")),
        new Case("5 h and 8 h are the same age of a Pod", ready("a", "8h"), ready("b", "5h")),
        new Case("whichever came first", ready("a", "5h"), ready("b", "8h")),
        new Case("the same of unscheduled ones", pending("a", "8h"), pending("b", "5h")),
        new Case("whichever was made first", pending("a", "5h"), pending("b", "8h")));
  }

  private static PodViewBuilder readyNow() {
    return pod().readyFor("0s").aged("0s");
  }

  private static PodViewBuilder ready(String uid, String time) {
    return pod().uid(uid).readyFor(time);
  }

  private static PodViewBuilder pending(String uid, String time) {
    return pod().uid(uid).unassigned().aged(time);
  }

  @ParameterizedTest
  @MethodSource({"rules", "upstream"})
  void goesFirst(Case c) {
    PodView first = c.first().build();
    PodView second = c.second().build();

    assertThat(ORDER.compare(first, second)).as("the first against the second").isNegative();
    assertThat(ORDER.compare(second, first)).as("the second against the first").isPositive();
  }

  /**
   * Upstream lets the UID decide as soon as two ages fall into one bucket. Of these three, each
   * would then go before the next, in a circle.
   */
  @Test
  void asksTheNextRuleWhereAgesAreAlike() {
    List<PodView> pods =
        new ArrayList<>(
            List.of(
                pod().uid("a").readyFor("5h").restarts(1).build(),
                pod().uid("b").readyFor("8h").restarts(2).build(),
                pod().uid("c").readyFor("5h").restarts(0).build()));
    pods.sort(ORDER);

    assertThat(pods).extracting(PodView::uid).containsExactly("b", "a", "c");
  }

  @ParameterizedTest(name = "{0} is bucket {1}")
  @CsvSource({
    "0s, -1",
    "-5s, -1",
    "0.000000001s, 0",
    "0.000000002s, 1",
    "0.000000003s, 1",
    "1s, 29",
    "2s, 30",
    "5h, 44",
    "8h, 44",
    "10h, 45",
    "87600h, 58",
  })
  void bucketsAges(String age, int bucket) {
    assertThat(DeletionOrder.log2Age(NOW.minus(time(age)), NOW)).isEqualTo(bucket);
  }

  @Test
  void bucketsAnAgeThatIsNotKnownBeforeAllOthers() {
    assertThat(DeletionOrder.log2Age(null, NOW)).isEqualTo(-2);
  }

  @Test
  void bucketsEvenTheAgeOfAPodWithoutATime() {
    assertThat(DeletionOrder.log2Age(Instant.EPOCH, NOW)).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void isTheSameWhateverTheOrderOfTheCache(long seed) {
    var random = new Random(seed);
    List<PodView> pods =
        new RandomPods(random).pods(200, Arrays.<@Nullable String>asList("me", null));
    List<PodView> expected = pods.stream().sorted(ORDER).toList();
    for (int i = 0; i < 50; i++) {
      List<PodView> shuffled = new ArrayList<>(pods);
      Collections.shuffle(shuffled, random);
      shuffled.sort(ORDER);
      assertThat(shuffled).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isTransitive(long seed) {
    List<PodView> pods =
        new RandomPods(new Random(seed)).pods(60, Arrays.<@Nullable String>asList("me", null));
    for (PodView a : pods) {
      for (PodView b : pods) {
        assertThat(Integer.signum(ORDER.compare(a, b)))
            .as("%s and %s", a, b)
            .isEqualTo(-Integer.signum(ORDER.compare(b, a)));
        for (PodView c : pods) {
          if (ORDER.compare(a, b) < 0 && ORDER.compare(b, c) < 0) {
            assertThat(ORDER.compare(a, c)).as("%s, %s and %s", a, b, c).isNegative();
          }
        }
      }
    }
  }
}
