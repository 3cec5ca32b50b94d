package io.myworkloads.operator.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of upstream's TestSetDefaultJob. */
class JobDefaultsTest {
  @ParameterizedTest(name = "completions {0}, parallelism {1}, decided {2}, begun {3}: {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, false, 1",
        "-, 2, -, false, -",
        "5, -, -, false, 5",
        "5, 2, -, false, 5",
        "0, -, -, false, 0",
        "-, 3, 1, true,  1",
        "-, 3, -, true,  -",
        "-, -, -, true,  -",
        "7, 3, 5, true,  7",
      })
  void completions(
      @Nullable Integer asked,
      @Nullable Integer parallelism,
      @Nullable Integer decided,
      boolean begun,
      @Nullable Integer completions) {
    assertThat(JobDefaults.completions(asked, parallelism, decided, begun)).isEqualTo(completions);
  }

  @ParameterizedTest(name = "asked {0}, per index {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {"-, -, 6", "3, -, 3", "0, -, 0", "-, 1, 2147483647", "4, 1, 4"})
  void backoffLimit(@Nullable Integer asked, @Nullable Integer perIndex, int limit) {
    assertThat(JobDefaults.backoffLimit(asked, perIndex)).isEqualTo(limit);
  }

  @ParameterizedTest(name = "{0}, a failure policy {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, false, false",
        "-, true, true",
        "Failed, false, true",
        "TerminatingOrFailed, false, false",
      })
  void replaceOnlyFailed(@Nullable String asked, boolean policy, boolean only) {
    assertThat(JobDefaults.replaceOnlyFailed(asked, policy)).isEqualTo(only);
  }

  @Test
  void others() {
    assertThat(JobDefaults.parallelism(null)).isEqualTo(1);
    assertThat(JobDefaults.parallelism(0)).isZero();
    assertThat(JobDefaults.managedElsewhere(null)).isFalse();
    assertThat(JobDefaults.managedElsewhere("myworkloads.io/job-controller")).isFalse();
    assertThat(JobDefaults.managedElsewhere("kueue.x-k8s.io/multikueue")).isTrue();
  }
}
