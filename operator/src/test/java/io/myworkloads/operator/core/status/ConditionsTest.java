package io.myworkloads.operator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant BEFORE = Instant.parse("2026-01-01T11:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static final Condition AVAILABLE =
      new Condition("Available", "True", "Enough", "", BEFORE);
  private static final Condition FAILURE =
      new Condition("ReplicaFailure", "True", "FailedCreate", "no room", BEFORE);

  @Test
  void addsOneThatIsNotThere() {
    assertThat(Conditions.with(List.of(AVAILABLE), FAILURE)).containsExactly(AVAILABLE, FAILURE);
  }

  @Test
  void keepsTheTimeAndRenewsTheWordsWhileTheStatusIsTheSame() {
    assertThat(
            Conditions.with(
                List.of(FAILURE, AVAILABLE),
                Condition.holds("ReplicaFailure", "FailedDelete", "stuck", NOW)))
        .containsExactly(
            new Condition("ReplicaFailure", "True", "FailedDelete", "stuck", BEFORE), AVAILABLE);
  }

  @Test
  void takesTheNewTimeWhenTheStatusChanges() {
    var not = new Condition("Available", "False", "TooFew", "", NOW);

    assertThat(Conditions.with(List.of(AVAILABLE), not)).containsExactly(not);
  }

  @Test
  void isEqualWhereNothingChanged() {
    assertThat(
            Conditions.with(
                List.of(AVAILABLE, FAILURE),
                Condition.holds("ReplicaFailure", "FailedCreate", "no room", NOW)))
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
