package io.myworkloads.operator.core.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionCostTest {
  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource({
    "0, 0",
    "1, 1",
    "-1, -1",
    "2147483647, 2147483647",
    "-2147483648, -2147483648",
    // upstream's ParseInt takes them: only the first digit of an unsigned number is looked at
    "-0, 0",
    "-008, -8",
  })
  void takes(String value, int cost) {
    assertThat(DeletionCost.of(Map.of(DeletionCost.ANNOTATION, value))).isEqualTo(cost);
  }

  @ParameterizedTest(name = "\"{0}\" is no cost")
  @CsvSource({
    "+10",
    "008",
    "00",
    "''",
    "' 1'",
    "'1 '",
    "1.5",
    "1e3",
    "0x10",
    "1_000",
    "-",
    "--1",
    "high",
    "2147483648",
    "-2147483649",
    "99999999999999999999",
    "١",
  })
  void countsTheInvalidAsNone(String value) {
    assertThat(DeletionCost.of(Map.of(DeletionCost.ANNOTATION, value))).isZero();
  }

  @Test
  void isZeroWhereNobodySays() {
    assertThat(DeletionCost.of(Map.of("pod-deletion-cost", "5"))).isZero();
  }
}
