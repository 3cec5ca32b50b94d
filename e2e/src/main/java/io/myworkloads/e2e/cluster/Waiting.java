package io.myworkloads.e2e.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for conditions of a cluster. */
final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * Returns as soon as the condition holds. An exception counts as not yet, since a cluster that
   * starts refuses calls.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after the deadline
   */
  static void until(String what, Duration deadline, Callable<Boolean> condition) {
    Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .atMost(deadline)
        .ignoreExceptions()
        .until(condition);
  }
}
