package io.myworkloads.operator.core.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of completion indexes, as intervals in rising order that neither overlap nor touch: 100,000
 * indexes of which most have succeeded take a few objects.
 *
 * <p>upstream: pkg/controller/job/indexed_job_utils.go orderedIntervals
 */
public final class Indexes {
  public static final Indexes NONE = new Indexes(List.of());

  /** From {@code first} to {@code last}, both included. */
  private record Interval(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  private final List<Interval> intervals;

  private Indexes(List<Interval> intervals) {
    this.intervals = intervals;
  }

  /** The set of these indexes, in any order and as often as they come. */
  public static Indexes of(Collection<Integer> indexes) {
    List<Interval> intervals = new ArrayList<>();
    indexes.stream().distinct().sorted().forEach(i -> append(intervals, new Interval(i, i)));
    return new Indexes(intervals);
  }

  /**
   * Reads {@code 1,3-5,7}. What cannot be read is passed over, and so is what is not below {@code
   * end}: a set that was shortened forgets the indexes that it no longer has.
   *
   * <p>upstream: parseIndexesFromString
   */
  public static Indexes parse(String text, int end) {
    List<Interval> intervals = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : number(part.substring(dash + 1));
      if (first < 0 || last < first) {
        continue;
      }
      if (first >= end) {
        break;
      }
      append(intervals, new Interval(first, Math.min(last, end - 1)));
    }
    return new Indexes(intervals);
  }

  /** The number, or -1 for what is none. */
  private static int number(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  /** The indexes of both. */
  public Indexes with(Indexes other) {
    List<Interval> merged = new ArrayList<>(intervals.size() + other.intervals.size());
    int i = 0;
    int j = 0;
    while (i < intervals.size() || j < other.intervals.size()) {
      boolean mine =
          j == other.intervals.size()
              || (i < intervals.size()
                  && intervals.get(i).first() < other.intervals.get(j).first());
      append(merged, mine ? intervals.get(i++) : other.intervals.get(j++));
    }
    return new Indexes(merged);
  }

  /** Those of them that are below {@code end}. */
  public Indexes below(int end) {
    List<Interval> kept = new ArrayList<>();
    for (Interval interval : intervals) {
      if (interval.first() >= end) {
        break;
      }
      kept.add(new Interval(interval.first(), Math.min(interval.last(), end - 1)));
    }
    return new Indexes(kept);
  }

  /** The next interval, which begins no earlier than the last one does. */
  private static void append(List<Interval> intervals, Interval next) {
    if (intervals.isEmpty() || next.first() > intervals.getLast().last() + 1) {
      intervals.add(next);
    } else if (next.last() > intervals.getLast().last()) {
      intervals.set(intervals.size() - 1, new Interval(intervals.getLast().first(), next.last()));
    }
  }

  public boolean has(int index) {
    int low = 0;
    int high = intervals.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (intervals.get(middle).last() >= index) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < intervals.size() && intervals.get(low).first() <= index;
  }

  /** How many indexes there are. */
  public int total() {
    return intervals.stream().mapToInt(Interval::size).sum();
  }

  public boolean isEmpty() {
    return intervals.isEmpty();
  }

  /** How many indexes both have; in time that goes with the intervals, not with the indexes. */
  public int shared(Indexes other) {
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < intervals.size() && j < other.intervals.size()) {
      Interval mine = intervals.get(i);
      Interval theirs = other.intervals.get(j);
      shared +=
          Math.max(
              0, Math.min(mine.last(), theirs.last()) - Math.max(mine.first(), theirs.first()) + 1);
      if (mine.last() <= theirs.last()) {
        i++;
      }
      if (theirs.last() <= mine.last()) {
        j++;
      }
    }
    return shared;
  }

  /**
   * The lowest {@code count} indexes that are below {@code end} and not among these.
   *
   * <p>upstream: firstPendingIndexes
   */
  public List<Integer> firstMissing(int count, int end) {
    List<Integer> missing = new ArrayList<>();
    int candidate = 0;
    for (Interval interval : intervals) {
      for (; candidate < Math.min(interval.first(), end) && missing.size() < count; candidate++) {
        missing.add(candidate);
      }
      candidate = Math.max(candidate, interval.last() + 1);
    }
    for (; candidate < end && missing.size() < count; candidate++) {
      missing.add(candidate);
    }
    return missing;
  }

  /** As {@link #parse} reads it: two neighbours have a comma between them, more of them a dash. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Interval interval : intervals) {
      text.append(text.isEmpty() ? "" : ",").append(interval.first());
      if (interval.size() > 1) {
        text.append(interval.size() == 2 ? ',' : '-').append(interval.last());
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Indexes that && intervals.equals(that.intervals);
  }

  @Override
  public int hashCode() {
    return intervals.hashCode();
  }
}
