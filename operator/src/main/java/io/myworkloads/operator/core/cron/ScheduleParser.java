package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.ScheduleField.Values;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads schedules.
 *
 * <p>upstream: robfig/cron parser.go ParseStandard; pkg/apis/batch/validation/validation.go
 * validateScheduleFormat
 */
final class ScheduleParser {
  private static final String EVERY = "@every ";

  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /** What Go calls white space. */
  private static final Pattern SPACE = Pattern.compile("\\p{IsWhite_Space}+");

  private ScheduleParser() {}

  /**
   * @throws InvalidScheduleException with upstream's words where it has some
   */
  static ScheduledTimes parse(String schedule, ZoneRules zone) {
    if (schedule.isEmpty()) {
      throw new InvalidScheduleException("empty spec string");
    }
    if (schedule.contains("TZ")) {
      throw new InvalidScheduleException(
          "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
    }
    if (schedule.startsWith(EVERY)) {
      return every(schedule);
    }
    if (!schedule.startsWith("@")) {
      return fields(schedule, zone);
    }
    String fields = DESCRIPTORS.get(schedule);
    if (fields == null) {
      throw new InvalidScheduleException("unrecognized descriptor: " + schedule);
    }
    return fields(fields, zone);
  }

  private static EveryDelay every(String schedule) {
    try {
      return EveryDelay.of(GoDuration.parse(schedule.substring(EVERY.length())));
    } catch (InvalidScheduleException e) {
      throw new InvalidScheduleException(
          "failed to parse duration %s: %s".formatted(schedule, e.getMessage()), e);
    }
  }

  private static CalendarTimes fields(String schedule, ZoneRules zone) {
    List<String> fields =
        Arrays.stream(SPACE.split(schedule)).filter(field -> !field.isEmpty()).toList();
    if (fields.size() != 5 && fields.size() != 6) {
      throw new InvalidScheduleException(
          "expected 5 fields, or 6 with seconds first, found %d: %s"
              .formatted(fields.size(), fields));
    }
    int minute = fields.size() - 5;
    String second = minute == 0 ? "0" : fields.getFirst();
    Values days = ScheduleField.DAY_OF_MONTH.parse(fields.get(minute + 2));
    Values weekdays = ScheduleField.DAY_OF_WEEK.parse(fields.get(minute + 4));
    return new CalendarTimes(
        new TimesOfDay(
            ScheduleField.HOUR.parse(fields.get(minute + 1)).bits(),
            ScheduleField.MINUTE.parse(fields.get(minute)).bits(),
            ScheduleField.SECOND.parse(second).bits()),
        new Days(ScheduleField.MONTH.parse(fields.get(minute + 3)).bits(), days, weekdays),
        zone);
  }
}
