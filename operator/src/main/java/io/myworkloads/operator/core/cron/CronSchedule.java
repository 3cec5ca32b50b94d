package io.myworkloads.operator.core.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * When a MyCronJob is due. The language is that of upstream's CronJob (robfig/cron v3, {@code
 * ParseStandard}): five fields, or {@code @hourly} and the like, or {@code @every 90m}; and besides
 * a form of six fields with the second first.
 *
 * <p>A schedule of fields is due at each second whose date and time of day, as a clock on the wall
 * of its zone shows them, fit all fields. So where clocks are put forward, what lies in the hour
 * that is left out is not due that day; where they are put back, what lies in the hour that comes
 * twice is due both times; and {@code 0 * * * *} is due each hour that passes. This is also what
 * robfig/cron answers, save for a few days a year in zones that change their clocks at midnight or
 * by other than whole hours: there its search walks past times that fit, and whether it does
 * depends on where it began. For a day that a zone left out it searches without end.
 *
 * <p>Immutable. Nothing here costs more for a year than for an hour.
 */
public final class CronSchedule {
  private final String text;
  private final ScheduledTimes times;

  private CronSchedule(String text, ScheduledTimes times) {
    this.text = text;
    this.times = times;
  }

  /**
   * Reads a schedule.
   *
   * @param zone whose clocks the fields speak of
   * @throws InvalidScheduleException with the words of what is wrong
   */
  public static CronSchedule parse(String schedule, ZoneId zone) {
    return new CronSchedule(schedule, ScheduleParser.parse(schedule, zone.getRules()));
  }

  /**
   * The first time strictly after the given one. Of {@code @every} that is its delay later, to the
   * whole second below. Empty where there never is one, as on 30 February; 29 February is found
   * also where it is eight years away, which robfig/cron gives up on after five.
   */
  public Optional<Instant> next(Instant after) {
    return times.next(after);
  }

  /**
   * The latest time in (after, upTo]; empty where there is none. The times of {@code @every} are
   * {@code after} and whole delays.
   */
  public Optional<Instant> latest(Instant after, Instant upTo) {
    return times.latest(after, upTo);
  }

  /** How many times lie in (after, upTo], counted up to {@code atMost}. */
  public long count(Instant after, Instant upTo, long atMost) {
    return Math.min(times.count(after, upTo), atMost);
  }

  /** The last {@code limit} times in (after, upTo], oldest first. */
  public List<Instant> last(Instant after, Instant upTo, int limit) {
    List<Instant> last = new ArrayList<>();
    Optional<Instant> time = latest(after, upTo);
    while (time.isPresent() && last.size() < limit) {
      last.add(time.get());
      time = latest(after, time.get().minusNanos(1));
    }
    Collections.reverse(last);
    return List.copyOf(last);
  }

  /** Whether two times can lie in the same minute, so that a name must tell seconds. */
  public boolean subMinute() {
    return times.subMinute();
  }

  /** The schedule as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
