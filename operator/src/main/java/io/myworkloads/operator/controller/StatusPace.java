package io.myworkloads.operator.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares the API server statuses that are news for readers alone: of those an object gets one a
 * second, for each costs as much as several Pods. When the last one was written is kept in memory,
 * as it is no concern of the next process; dropped with the object.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncJobBatchPeriod
 */
final class StatusPace {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  /** How long news of an object has to wait; empty where it may be told. */
  Optional<Duration> wait(String uid, Instant now) {
    Instant last = written.get(uid);
    return Optional.ofNullable(last)
        .map(at -> Duration.between(now, at.plus(PAUSE)))
        // a clock that was set back must not silence the object
        .filter(left -> left.isPositive() && left.compareTo(PAUSE) <= 0);
  }

  void written(String uid, Instant now) {
    written.put(uid, now);
  }

  void forget(String uid) {
    written.remove(uid);
  }
}
