package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPaceTest {
  private static final String UID = "u1";
  private static final Instant ENDED = Instant.parse("2026-01-01T00:00:00Z");

  private final StatusPace pace = new StatusPace();

  @ParameterizedTest(name = "a write of {0} ms, {1} ms ago: {2} ms")
  @CsvSource({
    "0, 0, 1000",
    "0, 999, 1",
    "0, 1000, 0",
    "20, 400, 600",
    "100, 400, 2600",
    "100, 3000, 0",
    "60000, 1000, 4000"
  })
  void newsWaitAsLongAsTheServerIsSlow(long tookMillis, long agoMillis, long leftMillis) {
    pace.written(UID, ENDED.minusMillis(tookMillis), ENDED);

    assertThat(pace.wait(UID, ENDED.plusMillis(agoMillis)).orElse(Duration.ZERO))
        .isEqualTo(Duration.ofMillis(leftMillis));
  }

  @Test
  void newsOfAnObjectWithoutAStatusDoNotWait() {
    assertThat(pace.wait(UID, ENDED)).isEmpty();
  }

  @Test
  void newsOfAnotherObjectDoNotWait() {
    pace.written(UID, ENDED, ENDED);

    assertThat(pace.wait("u2", ENDED)).isEmpty();
  }

  @Test
  void aClockThatWasSetBackSilencesNobody() {
    pace.written(UID, ENDED, ENDED);

    assertThat(pace.wait(UID, ENDED.minusSeconds(60))).isEmpty();
  }

  @Test
  void afterItIsForgottenNewsDoNotWait() {
    pace.written(UID, ENDED, ENDED);
    pace.forget(UID);

    assertThat(pace.wait(UID, ENDED)).isEmpty();
  }
}
