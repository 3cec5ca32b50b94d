package io.myworkloads.operator.core.cron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.constraint.FieldConstraints;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.parser.FieldParser;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The fields of a schedule, in the order in which they are written. Each reads its text into the
 * set of its values: cron-utils reads names, numbers, ranges and steps, and what upstream's parser
 * takes and cron-utils does not, or the other way round, is evened out before.
 *
 * <p>upstream: robfig/cron parser.go getField, getRange
 */
enum ScheduleField {
  SECOND(CronFieldName.SECOND),
  MINUTE(CronFieldName.MINUTE),
  HOUR(CronFieldName.HOUR),
  DAY_OF_MONTH(CronFieldName.DAY_OF_MONTH),
  MONTH(CronFieldName.MONTH),
  DAY_OF_WEEK(CronFieldName.DAY_OF_WEEK);

  /**
   * @param bits bit n is set where n is a value of the field
   * @param star whether all values are wanted by {@code *} or {@code ?}
   */
  record Values(long bits, boolean star) {}

  /** Sunday is 0 and nothing else: upstream refuses 7. */
  private static final class Language {
    static final CronDefinition DEFINITION =
        CronDefinitionBuilder.defineCron()
            .withSeconds()
            .withValidRange(0, 59)
            .and()
            .withMinutes()
            .withValidRange(0, 59)
            .and()
            .withHours()
            .withValidRange(0, 23)
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .and()
            .withDayOfWeek()
            .withValidRange(0, 6)
            .withMondayDoWValue(1)
            .and()
            .instance();
  }

  private static final Pattern NAME = Pattern.compile("[a-z]+");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

  /** Beyond every field: a step of this size or more leaves only where the range begins. */
  private static final int ENDLESS_STEP = 64;

  @SuppressWarnings(
      "ImmutableEnumChecker") // the library's class does not say that it never changes
  private final FieldConstraints constraints;

  @SuppressWarnings("ImmutableEnumChecker")
  private final FieldParser parser;

  ScheduleField(CronFieldName name) {
    this.constraints = Language.DEFINITION.getFieldDefinition(name).getConstraints();
    this.parser = new FieldParser(constraints);
  }

  /**
   * Reads a list of ranges. Empty elements are passed over, and a list of nothing else is a field
   * without values: upstream takes it, and it is never due.
   *
   * @throws InvalidScheduleException with upstream's words
   */
  Values parse(String list) {
    long bits = 0;
    boolean star = false;
    for (String range : list.split(",", -1)) {
      if (!range.isEmpty()) {
        FieldExpression expression = parser.parse(common(range));
        bits |= bits(expression, range);
        star |= expression instanceof Always;
      }
    }
    return new Values(bits, star);
  }

  /** The range in the words that upstream's parser and cron-utils have in common. */
  private String common(String range) {
    String[] rangeAndStep = range.split("/", -1);
    if (rangeAndStep.length > 2) {
      throw new InvalidScheduleException("too many slashes: " + range);
    }
    String[] ends = rangeAndStep[0].split("-", -1);
    String common;
    if (ends[0].equals("*") || ends[0].equals("?")) {
      common = "*"; // whatever end is given
    } else if (ends.length > 2) {
      throw new InvalidScheduleException("too many hyphens: " + range);
    } else {
      common = ends.length == 1 ? value(ends[0]) : value(ends[0]) + "-" + value(ends[1]);
    }
    return rangeAndStep.length == 1 ? common : common + "/" + step(rangeAndStep[1], range);
  }

  /** A name in capitals, or a number. Names are compared in small letters, as upstream does. */
  private String value(String text) {
    String small =
        text.codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String name = small.toUpperCase(Locale.ROOT);
    return NAME.matcher(small).matches() && constraints.getStringMappingValue(name) != null
        ? name
        : Integer.toString(number(text));
  }

  private static int step(String text, String range) {
    int step = number(text);
    if (step == 0) {
      throw new InvalidScheduleException("step of range should be a positive number: " + range);
    }
    return Math.min(step, ENDLESS_STEP);
  }

  /** A number that is too large for anything is as good as another. */
  private static int number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidScheduleException("failed to parse int from " + text);
    }
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      throw new InvalidScheduleException(
          "failed to parse int from " + text + ": value out of range", tooLarge);
    }
    if (number < 0) {
      throw new InvalidScheduleException(
          "negative number (%d) not allowed: %s".formatted(number, text));
    }
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  private long bits(FieldExpression expression, String range) {
    int max = constraints.getEndRange();
    return switch (expression) {
      case Always _ -> bits(constraints.getStartRange(), max, 1, range);
      case On on -> bits(on.getTime().getValue(), on.getTime().getValue(), 1, range);
      case Between between -> bits(from(between), to(between), 1, range);
      case Every every -> {
        int step = every.getPeriod().getValue();
        yield switch (every.getExpression()) {
          case On on -> bits(on.getTime().getValue(), max, step, range);
          case Between between -> bits(from(between), to(between), step, range);
          default -> bits(constraints.getStartRange(), max, step, range);
        };
      }
      default -> throw new InvalidScheduleException("not a range: " + range);
    };
  }

  private static int from(Between between) {
    return (Integer) between.getFrom().getValue();
  }

  private static int to(Between between) {
    return (Integer) between.getTo().getValue();
  }

  private long bits(int from, int to, int step, String range) {
    if (from < constraints.getStartRange()) {
      throw new InvalidScheduleException(
          "beginning of range (%d) below minimum (%d): %s"
              .formatted(from, constraints.getStartRange(), range));
    }
    if (to > constraints.getEndRange()) {
      throw new InvalidScheduleException(
          "end of range (%d) above maximum (%d): %s"
              .formatted(to, constraints.getEndRange(), range));
    }
    if (from > to) {
      throw new InvalidScheduleException(
          "beginning of range (%d) beyond end of range (%d): %s".formatted(from, to, range));
    }
    long bits = 0;
    for (int value = from; value <= to; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }
}
