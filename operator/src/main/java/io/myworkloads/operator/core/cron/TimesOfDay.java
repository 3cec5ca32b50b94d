package io.myworkloads.operator.core.cron;

/**
 * The times of a day on which a schedule is due, as sets of bits: bit n of {@code hours} is set
 * where the hour n is due, and so on. Times are seconds of the day.
 */
record TimesOfDay(long hours, long minutes, long seconds) {
  static final int NONE = -1;

  private static final int HOUR = 3600;
  private static final int MINUTE = 60;

  /** The first time that is not before the given one, or {@link #NONE}. */
  int from(int second) {
    int hour = second / HOUR;
    int minute = second % HOUR / MINUTE;
    if (has(hours, hour)) {
      if (has(minutes, minute)) {
        int in = first(seconds, second % MINUTE);
        if (in != NONE) {
          return hour * HOUR + minute * MINUTE + in;
        }
      }
      int later = first(minutes, minute + 1);
      if (later != NONE && seconds != 0) {
        return hour * HOUR + later * MINUTE + first(seconds, 0);
      }
    }
    int later = first(hours, hour + 1);
    return later == NONE || perDay() == 0
        ? NONE
        : later * HOUR + first(minutes, 0) * MINUTE + first(seconds, 0);
  }

  /** The last time that is not after the given one, or {@link #NONE}. */
  int upTo(int second) {
    int hour = second / HOUR;
    int minute = second % HOUR / MINUTE;
    if (has(hours, hour)) {
      if (has(minutes, minute)) {
        int in = last(seconds, second % MINUTE);
        if (in != NONE) {
          return hour * HOUR + minute * MINUTE + in;
        }
      }
      int earlier = last(minutes, minute - 1);
      if (earlier != NONE && seconds != 0) {
        return hour * HOUR + earlier * MINUTE + last(seconds, MINUTE - 1);
      }
    }
    int earlier = last(hours, hour - 1);
    return earlier == NONE || perDay() == 0
        ? NONE
        : earlier * HOUR + last(minutes, 59) * MINUTE + last(seconds, 59);
  }

  /** How many times lie before the given one. */
  long before(int second) {
    int hour = second / HOUR;
    int minute = second % HOUR / MINUTE;
    long perMinute = Long.bitCount(seconds);
    long count = (long) Long.bitCount(below(hours, hour)) * Long.bitCount(minutes) * perMinute;
    if (has(hours, hour)) {
      count += Long.bitCount(below(minutes, minute)) * perMinute;
      if (has(minutes, minute)) {
        count += Long.bitCount(below(seconds, second % MINUTE));
      }
    }
    return count;
  }

  long perDay() {
    return (long) Long.bitCount(hours) * Long.bitCount(minutes) * Long.bitCount(seconds);
  }

  private static boolean has(long set, int value) {
    return (set >>> value & 1) != 0;
  }

  private static long below(long set, int value) {
    return set & ((1L << value) - 1);
  }

  private static int first(long set, int from) {
    long rest = set & (-1L << from);
    return rest == 0 ? NONE : Long.numberOfTrailingZeros(rest);
  }

  private static int last(long set, int upTo) {
    long rest = below(set, upTo + 1);
    return rest == 0 ? NONE : 63 - Long.numberOfLeadingZeros(rest);
  }
}
