package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * As much of the language of schedules as patterns can say: how many fields there are, and that
 * each value is one of its field. What is left, as a range that runs backwards, the operator tells.
 *
 * <p>upstream: github.com/robfig/cron/v3, parser.go, whose words these are where a rule can say
 * them; pkg/apis/batch/validation/validation.go, validateScheduleFormat
 */
final class ScheduleSchema {
  private static final int LONGEST = 1024;

  /** Numbers may have a sign and leading zeros, names any case. */
  private static final String NUMBER = "[+]?0*";

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", "0 to 59", NUMBER + "[0-5]?[0-9]"),
          new Field("hour", "0 to 23", NUMBER + "(1?[0-9]|2[0-3])"),
          new Field("day of the month", "1 to 31", NUMBER + "([1-9]|[12][0-9]|3[01])"),
          new Field(
              "month",
              "1 to 12 or JAN to DEC",
              NUMBER + "([1-9]|1[0-2])|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
          new Field(
              "day of the week",
              "0 to 6 or SUN to SAT",
              NUMBER + "[0-6]|(?i:sun|mon|tue|wed|thu|fri|sat)"));
  private static final Field SECOND = new Field("second", "0 to 59", FIELDS.getFirst().value());

  private static final String ONE = "\\S+";
  private static final String MORE = "(\\S+\\s+)";
  private static final String RIGHT_COUNT =
      matches("\\s*" + MORE + "{%d,%d}".formatted(FIELDS.size() - 1, FIELDS.size()) + ONE + "\\s*");
  private static final String DURATION =
      "[-+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+)";
  private static final String NOT_OF_FIELDS =
      "self == '' || self.startsWith('@') || self.contains('TZ') || ";

  private ScheduleSchema() {}

  /**
   * @param value what one value looks like
   */
  private record Field(String name, String values, String value) {
    /** Empty items of a list count for nothing, and so does what a star has behind a hyphen. */
    String pattern() {
      String item =
          "([*?](-[^/,\\s]*)?|(%1$s)(-(%1$s))?)(/%2$s[1-9][0-9]*)?".formatted(value, NUMBER);
      return "(,*%1$s(,+%1$s)*,*|,+)".formatted(item);
    }

    String message() {
      return name + ": expected values from " + values + ", ranges, steps or lists of them, or *";
    }
  }

  static void complete(Schema spec) {
    Schema schedule =
        spec.at("schedule")
            .maxLength(LONGEST)
            .rule("self != ''", "must be specified", "", Reason.FieldValueRequired)
            .rule(
                "!self.contains('TZ')",
                "cannot use TZ or CRON_TZ in schedule, use timeZone field instead")
            .ruleThatTells(
                NOT_OF_FIELDS + RIGHT_COUNT,
                "'expected %d to %d fields: [' + self + ']'"
                    .formatted(FIELDS.size(), FIELDS.size() + 1));
    macros(schedule);
    String unless = NOT_OF_FIELDS + "!" + RIGHT_COUNT + " || ";
    schedule.rule(
        unless + matches("\\s*(" + SECOND.pattern() + "\\s+)?" + MORE + "{4}" + ONE + "\\s*"),
        SECOND.message());
    for (int i = 0; i < FIELDS.size(); i++) {
      // the second is one field more before each
      String before = MORE + "{%d,%d}".formatted(i, i + 1);
      String behind = "(\\s+\\S+){%d}".formatted(FIELDS.size() - 1 - i);
      schedule.rule(
          unless + matches("\\s*" + before + FIELDS.get(i).pattern() + behind + "\\s*"),
          FIELDS.get(i).message());
    }
  }

  private static void macros(Schema schedule) {
    schedule
        .ruleThatTells(
            "!self.startsWith('@') || self.startsWith('@every ') || self in"
                + " ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']",
            "'unrecognized descriptor: ' + self")
        .ruleThatTells(
            "!self.startsWith('@every ') || " + matches("@every " + DURATION),
            "'failed to parse duration ' + self + ': time: invalid duration \"' + self.substring(7) + '\"'");
  }

  private static String matches(String pattern) {
    return "self.matches(r'^" + pattern + "$')";
  }
}
