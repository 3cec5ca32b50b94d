package io.myworkloads.operator.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares the API server statuses that are news for readers alone, for each costs as much as several
 * Pods: of those an object gets one a second, and fewer where the server takes long to write one.
 * When the last one was written is kept in memory, as it is no concern of the next process; dropped
 * with the object.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJobBatchPeriod, which always is a second
 */
final class StatusPace {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Of the time that a busy server has for an object, news take at most a thirtieth. */
  private static final int PAUSES_A_WRITE = 30;

  private final Map<String, Write> lastWrites = new ConcurrentHashMap<>();

  private record Write(Instant end, Duration pause) {}

  /** How long news of an object has to wait; empty where it may be told. */
  Optional<Duration> wait(String uid, Instant now) {
    return Optional.ofNullable(lastWrites.get(uid))
        .flatMap(
            write ->
                Optional.of(Duration.between(now, write.end().plus(write.pause())))
                    // a clock that was set back must not silence the object
                    .filter(left -> left.isPositive() && left.compareTo(write.pause()) <= 0));
  }

  /** A status was written, which took from the one moment to the other. */
  void written(String uid, Instant began, Instant ended) {
    Duration wanted = Duration.between(began, ended).multipliedBy(PAUSES_A_WRITE);
    Duration atLeast = wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted;
    lastWrites.put(
        uid, new Write(ended, atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast));
  }

  void forget(String uid) {
    lastWrites.remove(uid);
  }
}
