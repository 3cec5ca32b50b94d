package io.myworkloads.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  @Test
  void allIsMeasuredUnlessTold() {
    assertThat(Choice.of(Map.of()).rounds()).isEqualTo(3);
    assertThat(Choice.of(Map.of()).suites()).extracting(Suite::name).contains("replicas", "jobs");
  }

  @Test
  void suitesKeepTheirOrder() {
    assertThat(Choice.of(Map.of("SUITES", "jobs, replicas")).suites())
        .extracting(Suite::name)
        .containsExactly("replicas", "jobs");
  }

  @Test
  void aSuiteThatDoesNotExistIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Choice.of(Map.of("SUITES", "job")))
        .withMessage(
            "SUITES: \"job\" does not exist; there are [replicas, jobs, cronjobs, daemons]");
  }
}
