package io.myworkloads.operator.runtime;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The last failure of each sort of each object, and how long to pause after it: longer each time,
 * until a write of the sort succeeds or the spec changes.
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

  private record Tried(int times, Failure failure) {}

  private record OfObject(long generation, Map<Reason, Tried> bySort) {}

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, OfObject> objects = new ConcurrentHashMap<>();

  public Failures(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Another write failed. */
  public void failed(String uid, long generation, FailedWrite write) {
    objects.compute(
        uid,
        (key, before) -> {
          Map<Reason, Tried> bySort = new EnumMap<>(Reason.class);
          if (before != null && before.generation() == generation) {
            bySort.putAll(before.bySort());
          }
          bySort.compute(write.reason(), (reason, tried) -> again(tried, write));
          return new OfObject(generation, bySort);
        });
  }

  private Tried again(@Nullable Tried before, FailedWrite write) {
    int times = before == null ? 1 : before.times() + 1;
    Instant now = clock.instant();
    return new Tried(
        times,
        new Failure(
            write.reason(), write.message(), now.plus(pause(times)), claims(before, write, now)));
  }

  /** Those that wait go on waiting when others fail besides. */
  private static Set<PodView> claims(@Nullable Tried before, FailedWrite write, Instant now) {
    Map<String, PodView> byUid = new HashMap<>();
    if (before != null && before.failure().retryAt().isAfter(now)) {
      before.failure().claims().forEach(pod -> byUid.put(pod.uid(), pod));
    }
    write.claims().forEach(pod -> byUid.put(pod.uid(), pod));
    return new HashSet<>(byUid.values());
  }

  /**
   * All that was to be done succeeded.
   *
   * @param seenAt when it was decided; what paused then was not among it, and its success says
   *     nothing of that
   */
  public void succeeded(String uid, long generation, Instant seenAt) {
    objects.computeIfPresent(
        uid,
        (key, before) -> {
          if (before.generation() != generation) {
            return null;
          }
          Map<Reason, Tried> waiting = new EnumMap<>(before.bySort());
          waiting
              .values()
              .removeIf(tried -> !overIfClockWasSet(tried.failure()).retryAt().isAfter(seenAt));
          return waiting.isEmpty() ? null : new OfObject(before.generation(), waiting);
        });
  }

  /** The failures that no success has followed, one of a sort; those of another spec are over. */
  public List<Failure> of(String uid, long generation) {
    OfObject object = objects.get(uid);
    return object != null && object.generation() == generation
        ? object.bySort().values().stream()
            .map(tried -> overIfClockWasSet(tried.failure()))
            .toList()
        : List.of();
  }

  /** A pause that is longer than any began before the clock was set back. */
  private Failure overIfClockWasSet(Failure failure) {
    return failure.retryAt().isAfter(clock.instant().plus(LONGEST_PAUSE))
        ? new Failure(failure.reason(), failure.message(), Instant.EPOCH, failure.claims())
        : failure;
  }

  /** The object is gone. */
  public void forget(String uid) {
    objects.remove(uid);
  }

  /** How many objects are in trouble. */
  public int size() {
    return objects.size();
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
