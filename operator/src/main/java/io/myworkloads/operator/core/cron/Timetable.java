package io.myworkloads.operator.core.cron;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import org.jspecify.annotations.Nullable;

/** The scheduled times, or why there are none. */
public sealed interface Timetable {

  /** The schedule was understood. */
  record Usable(CronSchedule schedule, ZoneId zone) implements Timetable {}

  /**
   * It was not; nothing runs until it is changed.
   *
   * @param reason of the event and of the condition
   */
  record Unusable(String reason, String message) implements Timetable {}

  /**
   * Reads a schedule.
   *
   * @param timeZone null for {@code ours}
   */
  static Timetable of(String schedule, @Nullable String timeZone, ZoneId ours) {
    ZoneId zone;
    try {
      zone = timeZone == null ? ours : region(timeZone);
    } catch (DateTimeException e) {
      return new Unusable(
          "UnknownTimeZone",
          "invalid timeZone: \"%s\": unknown time zone %s".formatted(timeZone, timeZone));
    }
    try {
      return new Usable(CronSchedule.parse(schedule, zone), zone);
    } catch (InvalidScheduleException e) {
      return new Unusable(
          "UnparseableSchedule",
          "unparseable schedule: \"%s\" : %s".formatted(schedule, e.getMessage()));
    }
  }

  /** Of the time zone database alone: Java knows offsets and more besides, upstream does not. */
  private static ZoneId region(String name) {
    ZoneRules known = ZoneRulesProvider.getRules(name, false);
    ZoneId zone = ZoneId.of(name);
    if (!zone.getRules().equals(known)) {
      throw new DateTimeException("unknown time zone " + name);
    }
    return zone;
  }
}
