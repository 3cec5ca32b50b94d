package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OldGenerationTest {
  private static final long MIB = 1L << 20;

  private final AtomicLong used = new AtomicLong();
  private final List<Long> notices = new ArrayList<>();

  private OldGeneration leaving(long mib) {
    return new OldGeneration(
        100 * MIB, used::get, at -> notices.add(at / MIB), () -> used.set(mib * MIB));
  }

  @Test
  void isCollectedAgainWhenItHasGrownByHalf() {
    leaving(40).grown();

    assertThat(notices).containsExactly(60L);
  }

  @Test
  void isNotCollectedForLessThanAFewMebibytes() {
    leaving(10).grown();

    assertThat(notices).containsExactly(22L);
  }

  @Test
  void isNotWaitedForBeyondItsLimit() {
    leaving(90).grown();

    assertThat(notices).containsExactly(100L);
  }
}
