package io.myworkloads.operator.runtime;

import java.time.Duration;

/** How soon the owners of a kind are looked at when their Pods change. */
public enum Pace {
  /**
   * At once, for owners that keep Pods running. A look takes time for each of an owner's Pods: of
   * two thousand that become ready one after another not each is worth one, and after a look their
   * changes are gathered for half a second. With less than twenty Pods an owner is always looked at
   * at once.
   */
  AT_ONCE {
    @Override
    Duration before(boolean urgent, Duration lastLook) {
      return Duration.ZERO;
    }

    @Override
    Duration after(int pods, Duration lastLook) {
      Duration pause = PAUSE_A_POD.multipliedBy(pods);
      return pause.compareTo(SHORTEST_PAUSE) < 0 ? Duration.ZERO : atMost(LONGEST_PAUSE, pause);
    }

    @Override
    boolean minds(Duration look) {
      return false;
    }
  },

  /**
   * Gathered, for owners that write down each Pod that ends: what ends together is to be one write.
   * The slower the API server answers, the longer: an owner takes at most a fifth of the time.
   *
   * <p>upstream: pkg/controller/job/job_controller.go syncJobBatchPeriod, which always is a second
   */
  GATHERED {
    @Override
    Duration before(boolean urgent, Duration lastLook) {
      return urgent ? within(SHORT, lastLook.multipliedBy(2)) : LONGEST_PAUSE;
    }

    @Override
    Duration after(int pods, Duration lastLook) {
      // counted from its beginning
      return lastLook.plus(
          within(SHORT, max(PAUSE_A_POD.multipliedBy(pods), lastLook.multipliedBy(4))));
    }

    @Override
    boolean minds(Duration look) {
      return look.multipliedBy(4).compareTo(SHORT) > 0;
    }
  };

  private static final Duration PAUSE_A_POD = Duration.ofNanos(250_000);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /**
   * How long changes are gathered before a look, after a time of quiet; zero for not at all.
   *
   * @param urgent whether a Pod ended or went
   * @param lastLook how long the last one took
   */
  abstract Duration before(boolean urgent, Duration lastLook);

  /**
   * How long they are gathered from a look to the next; zero for not at all.
   *
   * @param pods of the owner
   * @param lastLook how long the last one took
   */
  abstract Duration after(int pods, Duration lastLook);

  /** Whether it makes a difference that the last look took so long. */
  abstract boolean minds(Duration look);

  private static Duration within(Duration least, Duration wanted) {
    return atMost(LONGEST_PAUSE, max(least, wanted));
  }

  private static Duration atMost(Duration most, Duration wanted) {
    return wanted.compareTo(most) < 0 ? wanted : most;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
