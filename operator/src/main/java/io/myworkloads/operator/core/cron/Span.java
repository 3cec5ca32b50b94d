package io.myworkloads.operator.core.cron;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The times of a schedule in (after, upTo]; none where that is nothing. Those of {@code @every} are
 * whole delays after the anchor, wherever the span begins. Upstream reckons them from where it
 * looks, so that a deadline that is shorter than the delay hides them all.
 *
 * @param anchor not after {@code after}
 */
record Span(CronSchedule schedule, Instant anchor, Instant after, Instant upTo) {

  Span after(Instant time) {
    return time.isAfter(after) ? new Span(schedule, anchor, time, upTo) : this;
  }

  Span upTo(Instant time) {
    return time.isBefore(upTo) ? new Span(schedule, anchor, after, time) : this;
  }

  long count() {
    return empty()
        ? 0
        : schedule.count(anchor, upTo, Long.MAX_VALUE)
            - schedule.count(anchor, after, Long.MAX_VALUE);
  }

  Optional<Instant> latest() {
    return schedule.latest(anchor, upTo).filter(this::contains);
  }

  /** The last {@code limit} times, oldest first. */
  List<Instant> last(int limit) {
    return empty()
        ? List.of()
        : schedule.last(anchor, upTo, limit).stream().filter(this::contains).toList();
  }

  /** The first time after the span. */
  Optional<Instant> next() {
    return schedule.next(schedule.latest(anchor, empty() ? after : upTo).orElse(anchor));
  }

  private boolean empty() {
    return !upTo.isAfter(after);
  }

  private boolean contains(Instant time) {
    return time.isAfter(after) && !time.isAfter(upTo);
  }
}
