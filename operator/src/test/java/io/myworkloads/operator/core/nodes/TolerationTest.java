package io.myworkloads.operator.core.nodes;

import static io.myworkloads.operator.core.nodes.NodeViewBuilder.taint;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.nodes.Taint.Effect;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestTolerationToleratesTaint, and those that they lack. */
class TolerationTest {

  /**
   * A toleration and a taint.
   *
   * @param effect empty for all
   */
  record Case(
      String name,
      String key,
      String operator,
      String value,
      String effect,
      String taint,
      boolean tolerated) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "same key, value and effect",
            "foo",
            "Equal",
            "bar",
            "NoSchedule",
            "foo=bar:NoSchedule",
            true),
        new Case(
            "no operator is Equal", "foo", "", "bar", "NoSchedule", "foo=bar:NoSchedule", true),
        new Case("another value", "foo", "Equal", "bar", "NoSchedule", "foo=baz:NoSchedule", false),
        new Case(
            "no value of one that has one",
            "foo",
            "Equal",
            "",
            "NoSchedule",
            "foo=bar:NoSchedule",
            false),
        new Case(
            "no value of one that has none", "foo", "", "", "NoSchedule", "foo:NoSchedule", true),
        new Case("any value", "foo", "Exists", "", "NoSchedule", "foo=bar:NoSchedule", true),
        new Case("another key", "foo", "Exists", "", "NoSchedule", "baz=bar:NoSchedule", false),
        new Case("another effect", "foo", "Exists", "", "NoExecute", "foo=bar:NoSchedule", false),
        new Case("any effect", "foo", "Exists", "", "", "foo=bar:NoExecute", true),
        new Case(
            "any effect of the same value",
            "foo",
            "Equal",
            "bar",
            "",
            "foo=bar:PreferNoSchedule",
            true),
        new Case("any key", "", "Exists", "", "NoSchedule", "foo=bar:NoSchedule", true),
        new Case("all taints", "", "Exists", "", "", "foo=bar:NoExecute", true),
        new Case(
            "all taints of an effect, and another",
            "",
            "Exists",
            "",
            "NoSchedule",
            "foo=bar:NoExecute",
            false),
        new Case(
            "Gt, whose gate is off", "foo", "Gt", "1", "NoSchedule", "foo=5:NoSchedule", false),
        new Case(
            "Lt, whose gate is off", "foo", "Lt", "9", "NoSchedule", "foo=5:NoSchedule", false),
        new Case(
            "an operator that is none",
            "foo",
            "Near",
            "5",
            "NoSchedule",
            "foo=5:NoSchedule",
            false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tolerates(Case c) {
    Optional<Effect> effect =
        c.effect().isEmpty() ? Optional.empty() : Optional.of(Effect.of(c.effect()));

    assertThat(new Toleration(c.key(), c.operator(), c.value(), effect).tolerates(taint(c.taint())))
        .isEqualTo(c.tolerated());
  }
}
