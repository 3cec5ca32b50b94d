package io.myworkloads.operator.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.job.SuccessPolicy.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestMatchSuccessPolicy and TestMatchSucceededIndexesRule. */
class SuccessPolicyTest {
  /**
   * Of ten indexes.
   *
   * @param rule the position of the one that matches; -1 for none
   */
  record Case(String name, List<Rule> rules, String succeeded, int rule) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("no rules", List.of(), "0-9", -1),
        new Case("nothing has succeeded", List.of(new Rule(null, 0)), "", -1),
        new Case("enough of any", List.of(new Rule(null, 2)), "3,7", 0),
        new Case("not enough of any", List.of(new Rule(null, 3)), "3,7", -1),
        new Case("all that are named", List.of(new Rule("0-2,5", null)), "0-5", 0),
        new Case("not all that are named", List.of(new Rule("0-2,5", null)), "0-4", -1),
        new Case("enough of those that are named", List.of(new Rule("0-2,5", 3)), "0-2,7", 0),
        new Case("enough, but others", List.of(new Rule("0-2", 3)), "0,1,7,8", -1),
        new Case("the second rule", List.of(new Rule("9", null), new Rule(null, 1)), "4", 1),
        new Case("the first of two", List.of(new Rule("4", null), new Rule(null, 1)), "4", 0),
        new Case(
            "a rule that names nothing is passed over",
            List.of(new Rule("", null), new Rule(null, 1)),
            "4",
            1),
        new Case(
            "a rule that cannot be read is passed over",
            List.of(new Rule("x", null), new Rule(null, 1)),
            "4",
            1),
        new Case(
            "indexes beyond the last are not waited for",
            List.of(new Rule("8-20", null)),
            "8,9",
            0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decides(Case c) {
    assertThat(new SuccessPolicy(c.rules()).met(Indexes.parse(c.succeeded(), 10), 10))
        .isEqualTo(
            c.rule() < 0 ? Optional.empty() : Optional.of("Matched rules at index " + c.rule()));
  }
}
