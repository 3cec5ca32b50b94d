package io.myworkloads.operator.core.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.daemon.IntOrPercent.Count;
import io.myworkloads.operator.core.daemon.IntOrPercent.Percent;
import io.myworkloads.operator.core.daemon.RollingUpdatePolicy.Limits;
import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of upstream's TestGetUnavailableNumbers, and the rounding that they take for granted.
 */
class IntOrPercentTest {

  record Case(
      String name,
      IntOrPercent maxUnavailable,
      IntOrPercent maxSurge,
      int desired,
      int unavailable,
      int surge) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Count none = new Count(0);
    return Stream.of(
        new Case("no nodes", none, none, 0, 0, 0),
        new Case("a number", new Count(1), none, 2, 1, 0),
        new Case("both zero, which would never end", none, none, 2, 1, 0),
        new Case("both zero percent", new Percent(0), new Percent(0), 2, 1, 0),
        new Case("half", new Percent(50), none, 2, 1, 0),
        new Case("half as surge", none, new Percent(50), 2, 0, 1),
        new Case("all as surge", none, new Percent(100), 2, 0, 2),
        new Case("half of three, rounded up", new Percent(50), none, 3, 2, 0),
        new Case("a hundredth of one", new Percent(1), none, 1, 1, 0),
        new Case("a hundredth of a hundred and one", new Percent(1), none, 101, 2, 0),
        new Case("a part of none", new Percent(50), none, 0, 0, 0),
        new Case("more than there are", new Count(9), none, 2, 9, 0),
        new Case("a part of very many", new Percent(99), none, 100_000_000, 99_000_000, 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void limits(Case c) {
    var strategy = new RollingUpdate(c.maxUnavailable(), c.maxSurge(), false, 0, Map.of(), false);

    assertThat(Limits.of(strategy, c.desired())).isEqualTo(new Limits(c.unavailable(), c.surge()));
  }
}
