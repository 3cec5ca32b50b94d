package io.myworkloads.e2e.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for conditions of a cluster. */
public final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * Returns as soon as the condition holds. An exception counts as not yet, since a cluster that
   * starts refuses calls.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after the deadline
   */
  public static void until(String what, Duration deadline, Callable<Boolean> condition) {
    await(what, deadline).until(condition);
  }

  /**
   * As {@link #until(String, Duration, Callable)}, for a condition that is dear to look at, or
   * shows only over time.
   *
   * @param pause before each look, also the first
   */
  public static void until(
      String what, Duration deadline, Duration pause, Callable<Boolean> condition) {
    await(what, deadline).pollDelay(pause).pollInterval(pause).until(condition);
  }

  /**
   * Returns as soon as no assertion fails; the last failure is told after the deadline. An
   * exception counts as a failure.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after the deadline
   */
  public static void untilAsserted(String what, Duration deadline, ThrowingRunnable assertions) {
    await(what, deadline).untilAsserted(assertions);
  }

  private static ConditionFactory await(String what, Duration deadline) {
    return Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .atMost(deadline)
        .ignoreExceptions();
  }
}
