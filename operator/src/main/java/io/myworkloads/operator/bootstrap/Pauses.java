package io.myworkloads.operator.bootstrap;

import java.time.Duration;

/** Waits longer and longer, up to ten seconds, for what is not there yet. */
final class Pauses {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** Thread.sleep, but for tests. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final Sleeper sleeper;
  private Duration next = FIRST;

  Pauses(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  Duration next() {
    return next;
  }

  void pause() throws InterruptedException {
    Duration pause = next;
    next = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    sleeper.sleep(pause);
  }
}
