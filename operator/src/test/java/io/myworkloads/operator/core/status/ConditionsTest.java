package io.myworkloads.operator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant BEFORE = Instant.parse("2026-01-01T11:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static final Condition AVAILABLE =
      new Condition("Available", "True", "Enough", "", BEFORE, 1);
  private static final Condition FAILURE =
      new Condition("ReplicaFailure", "True", "FailedCreate", "no room", BEFORE, 1);

  @Test
  void addsOneThatIsNotThere() {
    assertThat(Conditions.with(List.of(AVAILABLE), FAILURE)).containsExactly(AVAILABLE, FAILURE);
  }

  @Test
  void keepsTheTimeAndRenewsTheRestWhileTheStatusIsTheSame() {
    assertThat(
            Conditions.with(
                List.of(FAILURE, AVAILABLE),
                Condition.of("ReplicaFailure", true, "FailedDelete", "stuck", 2, NOW)))
        .containsExactly(
            new Condition("ReplicaFailure", "True", "FailedDelete", "stuck", BEFORE, 2), AVAILABLE);
  }

  @Test
  void takesTheNewTimeWhenTheStatusChanges() {
    var not = Condition.of("Available", false, "TooFew", "", 1, NOW);

    assertThat(Conditions.with(List.of(AVAILABLE), not)).containsExactly(not);
  }

  @Test
  void isEqualWhereNothingChanged() {
    assertThat(
            Conditions.with(
                List.of(AVAILABLE, FAILURE),
                Condition.of("ReplicaFailure", true, "FailedCreate", "no room", 1, NOW)))
        .containsExactly(AVAILABLE, FAILURE);
  }

  @Test
  void removesOneTypeOnly() {
    assertThat(Conditions.without(List.of(AVAILABLE, FAILURE), "ReplicaFailure"))
        .containsExactly(AVAILABLE);
  }

  @Test
  void removesNothingWhereNothingIs() {
    assertThat(Conditions.without(List.of(), "ReplicaFailure")).isEmpty();
  }
}
