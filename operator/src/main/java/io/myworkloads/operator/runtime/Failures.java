package io.myworkloads.operator.runtime;

import io.myworkloads.operator.core.pods.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The last failure of each object, and how long to pause after it: longer each time, until a write
 * succeeds or the spec changes.
 *
 * <p>Kept in memory because an object's status is no place for the number of tries; forgotten with
 * the object. After a restart the first try is made at once.
 */
public final class Failures {
  static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /**
   * Upstream's pauses grow to 1000 s; who has just raised a quota does not want to wait a quarter
   * of an hour.
   */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private record Entry(long generation, int tries, Failure failure) {}

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  public Failures(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Another write failed. */
  public void failed(String uid, long generation, Failure.Reason reason, String message) {
    entries.compute(
        uid,
        (key, before) -> {
          int tries = before == null || before.generation() != generation ? 1 : before.tries() + 1;
          Instant retryAt = clock.instant().plus(pause(tries));
          return new Entry(generation, tries, new Failure(reason, message, retryAt));
        });
  }

  /** All that was to be done succeeded. */
  public void succeeded(String uid) {
    entries.remove(uid);
  }

  /**
   * The failure that no success has followed; null where there is none, or where it was that of
   * another spec.
   */
  public @Nullable Failure last(String uid, long generation) {
    Entry entry = entries.get(uid);
    return entry != null && entry.generation() == generation ? entry.failure() : null;
  }

  /** The object is gone. */
  public void forget(String uid) {
    entries.remove(uid);
  }

  /** How many objects are in trouble. */
  public int size() {
    return entries.size();
  }

  /**
   * Doubles from try to try, less up to a tenth, so that many objects that failed together do not
   * return together.
   */
  private Duration pause(int tries) {
    long doubled = FIRST_PAUSE.toMillis() << Math.min(tries - 1, 20);
    long millis = Math.min(LONGEST_PAUSE.toMillis(), doubled);
    synchronized (random) {
      return Duration.ofMillis(millis - random.nextLong(millis / 10 + 1));
    }
  }
}
