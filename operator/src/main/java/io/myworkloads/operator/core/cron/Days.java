package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.ScheduleField.Values;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;

/**
 * The days on which a schedule is due. A day must fit the month, and the day of the month or the
 * day of the week; where one of the two is {@code *} or {@code ?} it must fit both, that is the
 * other one.
 *
 * <p>upstream: robfig/cron spec.go dayMatches
 */
final class Days {
  private static final int LONGEST_MONTH = 31;

  private final long months;

  /** For months whose first day is the index, 0 for Sunday: bit d is set where the day d fits. */
  private final long[] daysByFirstWeekday = new long[7];

  Days(long months, Values daysOfMonth, Values daysOfWeek) {
    this.months = months;
    boolean both = daysOfMonth.star() || daysOfWeek.star();
    for (int first = 0; first < daysByFirstWeekday.length; first++) {
      long fitting = 0;
      for (int day = 1; day <= LONGEST_MONTH; day++) {
        long fitsWeekday = daysOfWeek.bits() >>> ((first + day - 1) % 7) & 1;
        fitting |= fitsWeekday << day;
      }
      daysByFirstWeekday[first] =
          both ? daysOfMonth.bits() & fitting : daysOfMonth.bits() | fitting;
    }
  }

  /** Whether there are none, in no year. */
  boolean none() {
    for (Month month : Month.values()) {
      if ((months >>> month.getValue() & 1) != 0) {
        for (long days : daysByFirstWeekday) {
          if ((days & upTo(month.maxLength())) != 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  boolean contains(LocalDate date) {
    return (of(YearMonth.from(date)) >>> date.getDayOfMonth() & 1) != 0;
  }

  /** The first day that is not before the given one. There must be {@link #none() any}. */
  LocalDate from(LocalDate date) {
    YearMonth month = YearMonth.from(date);
    long days = of(month) & (-1L << date.getDayOfMonth());
    while (days == 0) {
      month = month.plusMonths(1);
      days = of(month);
    }
    return month.atDay(Long.numberOfTrailingZeros(days));
  }

  /** The last day that is not after the given one. There must be {@link #none() any}. */
  LocalDate upTo(LocalDate date) {
    YearMonth month = YearMonth.from(date);
    long days = of(month) & upTo(date.getDayOfMonth());
    while (days == 0) {
      month = month.minusMonths(1);
      days = of(month);
    }
    return month.atDay(63 - Long.numberOfLeadingZeros(days));
  }

  /** How many days lie in [from, until). */
  long count(LocalDate from, LocalDate until) {
    YearMonth month = YearMonth.from(from);
    YearMonth last = YearMonth.from(until);
    long count = -Long.bitCount(of(month) & upTo(from.getDayOfMonth() - 1));
    for (; month.isBefore(last); month = month.plusMonths(1)) {
      count += Long.bitCount(of(month));
    }
    return count + Long.bitCount(of(last) & upTo(until.getDayOfMonth() - 1));
  }

  private long of(YearMonth month) {
    return (months >>> month.getMonthValue() & 1) == 0
        ? 0
        : daysByFirstWeekday[month.atDay(1).getDayOfWeek().getValue() % 7]
            & upTo(month.lengthOfMonth());
  }

  private static long upTo(int day) {
    return (1L << (day + 1)) - 1;
  }
}
