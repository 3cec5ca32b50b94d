package io.myworkloads.operator.runtime.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides what is written of all that happens, so that neither users nor the API server drown.
 *
 * <ul>
 *   <li>The same again counts up the Event that is there.
 *   <li>From the tenth one that differs by its message alone, within ten minutes, all go on as one:
 *       "(combined from similar events): ...".
 *   <li>Each source may write 25 about an object at once, and one more every five minutes after
 *       that. Normal and Warning have a budget each, so that 25 SuccessfulCreate cannot swallow the
 *       one FailedCreate that matters.
 * </ul>
 *
 * <p>upstream: k8s.io/client-go/tools/record/events_cache.go, EventCorrelator.EventCorrelate. Two
 * differences: names of Events are unique even when the clock stands still, and a message is cut
 * off at 1024 bytes.
 *
 * <p>Not for use by several threads.
 */
final class EventCorrelator {
  static final int REMEMBERED = 4096;
  static final int MESSAGE_BYTES = 1024; // the API's own limit for a note in events.k8s.io/v1
  static final int BURST = 25;
  static final Duration REFILL = Duration.ofMinutes(5);
  static final int SIMILAR = 10;
  static final Duration SIMILAR_WITHIN = Duration.ofMinutes(10);
  static final String COMBINED = "(combined from similar events): ";
  private static final int NAME_LENGTH = 253;

  /** What is to be done about an occurrence. */
  sealed interface Decision {}

  /** Nothing: its budget is spent. It has been counted, though. */
  record Skip() implements Decision {}

  record Create(EventEntry entry) implements Decision {}

  /** Counts up an Event that is there; created as it stands if it is gone. */
  record Patch(EventEntry entry) implements Decision {}

  private static final class Similar {
    private final Set<String> messages = new LinkedHashSet<>();
    private Instant last;

    private Similar(Instant last) {
      this.last = last;
    }
  }

  private final Map<Occurrence, Similar> similar = new RecentlyUsed<>(REMEMBERED);
  private final Map<Occurrence, EventEntry> written = new RecentlyUsed<>(REMEMBERED);
  private final Map<Occurrence, TokenBucket> budgets = new RecentlyUsed<>(REMEMBERED);
  private long lastNanos;

  Decision correlate(Occurrence occurrence, Instant now) {
    boolean combined = isOneOfMany(occurrence, now);
    Occurrence key = combined ? occurrence.similarityKey() : occurrence.identityKey();
    String message = cut(combined ? COMBINED + occurrence.message() : occurrence.message());
    EventEntry before = written.get(key);
    EventEntry entry =
        before == null
            ? new EventEntry(name(occurrence.about(), now), occurrence, message, 1, now, now)
            : new EventEntry(
                before.name(), occurrence, message, before.count() + 1, before.first(), now);
    written.put(key, entry);
    if (!withinBudget(occurrence, now)) {
      return new Skip();
    }
    return before == null ? new Create(entry) : new Patch(entry);
  }

  /** upstream: EventAggregator.EventAggregate. */
  private boolean isOneOfMany(Occurrence occurrence, Instant now) {
    Similar group =
        similar.compute(
            occurrence.similarityKey(),
            (key, old) ->
                old == null || Duration.between(old.last, now).compareTo(SIMILAR_WITHIN) > 0
                    ? new Similar(now)
                    : old);
    group.last = now;
    group.messages.add(occurrence.message());
    if (group.messages.size() < SIMILAR) {
      return false;
    }
    group.messages.remove(group.messages.iterator().next());
    return true;
  }

  /** upstream: EventSourceObjectSpamFilter.Filter. */
  private boolean withinBudget(Occurrence occurrence, Instant now) {
    return budgets
        .computeIfAbsent(occurrence.budgetKey(), key -> new TokenBucket(BURST, REFILL, now))
        .tryTake(now);
  }

  /** upstream: k8s.io/client-go/tools/record/util, GenerateEventName. */
  private String name(ObjectRef about, Instant now) {
    long nanos = Math.addExact(now.getEpochSecond() * 1_000_000_000L, now.getNano());
    lastNanos = Math.max(nanos, lastNanos + 1);
    String suffix = "." + Long.toHexString(lastNanos);
    int room = NAME_LENGTH - suffix.length();
    return (about.name().length() > room ? about.name().substring(0, room) : about.name()) + suffix;
  }

  private static String cut(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MESSAGE_BYTES) {
      return message;
    }
    int end = MESSAGE_BYTES - 3;
    while ((bytes[end] & 0xC0) == 0x80) { // not in the middle of a character
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
  }
}
