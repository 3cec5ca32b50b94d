package io.myworkloads.operator.core.replicas;

import java.time.Duration;
import java.time.Instant;

/**
 * Pods of an owner that were replaced because their containers were restarted too often. It stands
 * in the owner's status, where it outlives the operator.
 *
 * @param count how many in a row, 1 or more
 * @param lastTime when the last was chosen, in whole seconds
 * @param podName the last one's
 * @param podUid the last one's: as long as this Pod is there, it is still to be deleted
 */
public record RestartReplacements(int count, Instant lastTime, String podName, String podUid) {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** Before this no other Pod is replaced: pauses as a Job makes them after failures. */
  Instant nextNotBefore() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - 1, 10));
    return lastTime.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }
}
