package io.myworkloads.operator.core.cron;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times that are told by days and times of the day on the clocks of a zone.
 *
 * <p>Between two changes of its clocks a zone's local time runs as evenly as time does, so that a
 * time can be looked for by whole days and hours, in the calendar alone. What is found counts where
 * it lies before the next change; otherwise it is looked for anew from there.
 */
final class CalendarTimes implements ScheduledTimes {
  /** After so long the calendar begins anew: what was not found until then is not found. */
  private static final long DAYS_OF_400_YEARS = 146_097;

  private static final int LAST_SECOND = 86_399;

  private final TimesOfDay times;
  private final Days days;
  private final ZoneRules zone;
  private final boolean never;

  CalendarTimes(TimesOfDay times, Days days, ZoneRules zone) {
    this.times = times;
    this.days = days;
    this.zone = zone;
    this.never = times.perDay() == 0 || days.none();
  }

  @Override
  public Optional<Instant> next(Instant after) {
    Instant from = after.truncatedTo(SECONDS).plusSeconds(1);
    Instant end = never ? from : from.plus(DAYS_OF_400_YEARS, DAYS);
    while (from.isBefore(end)) {
      ZoneOffset offset = zone.getOffset(from);
      Instant due = from(LocalDateTime.ofInstant(from, offset)).toInstant(offset);
      ZoneOffsetTransition change = zone.nextTransition(from);
      if (change == null || due.isBefore(change.getInstant())) {
        return Optional.of(due);
      }
      from = change.getInstant();
    }
    return Optional.empty();
  }

  @Override
  public Optional<Instant> latest(Instant after, Instant upTo) {
    Instant to = never ? after : upTo.truncatedTo(SECONDS);
    while (to.isAfter(after)) {
      ZoneOffset offset = zone.getOffset(to);
      Instant due = upTo(LocalDateTime.ofInstant(to, offset)).toInstant(offset);
      ZoneOffsetTransition change = zone.previousTransition(to.plusNanos(1));
      if (change == null || !due.isBefore(change.getInstant())) {
        return Optional.of(due).filter(time -> time.isAfter(after));
      }
      to = change.getInstant().minusSeconds(1);
    }
    return Optional.empty();
  }

  @Override
  public long count(Instant after, Instant upTo) {
    if (never) {
      return 0;
    }
    long count = 0;
    Instant from = after.truncatedTo(SECONDS).plusSeconds(1);
    Instant end = upTo.truncatedTo(SECONDS).plusSeconds(1);
    while (from.isBefore(end)) {
      ZoneOffset offset = zone.getOffset(from);
      Instant until = until(zone.nextTransition(from), end);
      count += count(LocalDateTime.ofInstant(from, offset), LocalDateTime.ofInstant(until, offset));
      from = until;
    }
    return count;
  }

  private static Instant until(@Nullable ZoneOffsetTransition change, Instant end) {
    return change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
  }

  @Override
  public boolean subMinute() {
    return Long.bitCount(times.seconds()) > 1;
  }

  private LocalDateTime from(LocalDateTime local) {
    LocalDate date = local.toLocalDate();
    if (days.contains(date)) {
      int time = times.from(local.toLocalTime().toSecondOfDay());
      if (time != TimesOfDay.NONE) {
        return date.atStartOfDay().plusSeconds(time);
      }
    }
    return days.from(date.plusDays(1)).atStartOfDay().plusSeconds(times.from(0));
  }

  private LocalDateTime upTo(LocalDateTime local) {
    LocalDate date = local.toLocalDate();
    if (days.contains(date)) {
      int time = times.upTo(local.toLocalTime().toSecondOfDay());
      if (time != TimesOfDay.NONE) {
        return date.atStartOfDay().plusSeconds(time);
      }
    }
    return days.upTo(date.minusDays(1)).atStartOfDay().plusSeconds(times.upTo(LAST_SECOND));
  }

  /** How many times lie in [from, until), in the calendar. */
  private long count(LocalDateTime from, LocalDateTime until) {
    return days.count(from.toLocalDate(), until.toLocalDate()) * times.perDay()
        + beforeOnItsDay(until)
        - beforeOnItsDay(from);
  }

  private long beforeOnItsDay(LocalDateTime local) {
    return days.contains(local.toLocalDate())
        ? times.before(local.toLocalTime().toSecondOfDay())
        : 0;
  }
}
