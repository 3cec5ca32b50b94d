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
  private static final long SHORTEST_PAUSE_MILLIS = 1000;
  private static final long LONGEST_PAUSE_MILLIS = 5000;

  /** Of the time that a busy server has for an object, news take at most a thirtieth. */
  private static final int PAUSES_A_WRITE = 30;

  private final Map<String, Write> lastWrites = new ConcurrentHashMap<>();

  private record Write(Instant ended, Duration pause) {
    /** None is left where a clock was set back, which must not silence the object. */
    Duration left(Instant now) {
      Duration left = Duration.between(now, ended.plus(pause));
      return left.compareTo(pause) <= 0 ? left : Duration.ZERO;
    }
  }

  /** How long news of an object has to wait; empty where it may be told. */
  Optional<Duration> wait(String uid, Instant now) {
    return Optional.ofNullable(lastWrites.get(uid))
        .map(write -> write.left(now))
        .filter(Duration::isPositive);
  }

  /** A status was written, which took from the one moment to the other. */
  void written(String uid, Instant began, Instant ended) {
    long wanted = Duration.between(began, ended).multipliedBy(PAUSES_A_WRITE).toMillis();
    long pause = Math.clamp(wanted, SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    lastWrites.put(uid, new Write(ended, Duration.ofMillis(pause)));
  }

  void forget(String uid) {
    lastWrites.remove(uid);
  }
}
