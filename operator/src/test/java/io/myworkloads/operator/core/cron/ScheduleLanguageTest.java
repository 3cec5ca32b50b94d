package io.myworkloads.operator.core.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What upstream's parser takes, and what it refuses; above all where cron-utils, which reads the
 * fields, would do otherwise.
 */
class ScheduleLanguageTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:30Z"); // a Thursday

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *             | 2026-01-01T00:01:00Z",
        "? ? ? ? ?             | 2026-01-01T00:01:00Z",
        "30 4 1,15 * 5         | 2026-01-01T04:30:00Z",
        "0 12 * jul-SEP *      | 2026-07-01T12:00:00Z",
        "0 0 * * sun           | 2026-01-04T00:00:00Z",
        "0 0 * * Mon-fri       | 2026-01-02T00:00:00Z",
        "5/20 * * * *          | 2026-01-01T00:05:00Z",
        "10-30/20 1 * * *      | 2026-01-01T01:10:00Z",
        "0 0 13 * 5            | 2026-01-02T00:00:00Z",
        "0 0 13 * *            | 2026-01-13T00:00:00Z",
        "0 0 13 * ?            | 2026-01-13T00:00:00Z",
        "0 0 */20 * 1          | 2026-01-05T00:00:00Z", // with a step it is no star: either day
        // will do
        "0 0 */1 * 1           | 2026-01-05T00:00:00Z", // but a step of one is none
        "15 30 12 * * *        | 2026-01-01T12:30:15Z",
        "*/20 * * * * *        | 2026-01-01T00:00:40Z",
        "@yearly               | 2027-01-01T00:00:00Z",
        "@annually             | 2027-01-01T00:00:00Z",
        "@monthly              | 2026-02-01T00:00:00Z",
        "@weekly               | 2026-01-04T00:00:00Z",
        "@daily                | 2026-01-02T00:00:00Z",
        "@midnight             | 2026-01-02T00:00:00Z",
        "@hourly               | 2026-01-01T01:00:00Z",
        "@every 90m            | 2026-01-01T01:30:30Z",
        "@every 1h0.5m2.9s     | 2026-01-01T01:01:02Z",
        "@every 10ms           | 2026-01-01T00:00:31Z",
        "@every -5m            | 2026-01-01T00:00:31Z",
        "@every 0              | 2026-01-01T00:00:31Z",
      })
  void takes(String schedule, Instant next) {
    assertThat(parse(schedule).next(START)).contains(next);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "*/60 * * * *          | 2026-01-01T01:00:00Z", // a step beyond the field
        "0 */24 * * *          | 2026-01-02T00:00:00Z",
        "0 0 1/31 2 *          | 2026-02-01T00:00:00Z",
        "0 0 * * */7           | 2026-01-04T00:00:00Z",
        "7-9/9999999999 * * * *| 2026-01-01T00:07:00Z",
        "*-5 * * * *           | 2026-01-01T00:01:00Z", // a star with an end is a star
        "?-x-y/20 * * * *      | 2026-01-01T00:20:00Z",
        "?/15 * * * *          | 2026-01-01T00:15:00Z",
        "+5 * * * *            | 2026-01-01T00:05:00Z",
        "*/+5 * * * *          | 2026-01-01T00:05:00Z",
        ",,5,,7, * * * *       | 2026-01-01T00:05:00Z", // empty elements
        "0 0 * fEb *           | 2026-02-01T00:00:00Z",
        "0 0 * * fr\u0130      | 2026-01-02T00:00:00Z", // Go's lower case of this capital is an i
        "5\u00a0*\u2003*\t* *  | 2026-01-01T00:05:00Z", // any white space
      })
  void takesWhatCronUtilsDoesNot(String schedule, Instant next) {
    assertThat(parse(schedule).next(START)).contains(next);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 * * 7             | end of range (7) above maximum (6): 7",
        "0 0 * * 5-7           | end of range (7) above maximum (6): 5-7",
        "0 0 * * sat-sun       | beginning of range (6) beyond end of range (0): sat-sun",
        "50-10 * * * *         | beginning of range (50) beyond end of range (10): 50-10",
        "0 0 L * *             | failed to parse int from L",
        "0 0 5L * *            | failed to parse int from 5L",
        "0 0 L-3 * *           | failed to parse int from L",
        "0 0 LW * *            | failed to parse int from LW",
        "0 0 15W * *           | failed to parse int from 15W",
        "0 0 * * 5#2           | failed to parse int from 5#2",
        "0 0 NONE-5 * *        | failed to parse int from NONE",
        "1-9/2/3 * * * *       | too many slashes: 1-9/2/3",
        "\uff15 * * * *        | failed to parse int from \uff15", // a digit, but not an ASCII one
        "0 0 * * fr\u0131      | failed to parse int from fr\u0131", // a capital I, not a small i
        "0 0 * * \u017fun      | failed to parse int from \u017fun",
        "'0|30 * * * *'        | 'failed to parse int from 0|30'",
        "@reboot               | unrecognized descriptor: @reboot",
      })
  void refusesWhatCronUtilsTakes(String schedule, String words) {
    refuses(schedule, words);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "|empty spec string",
        "' '|expected 5 fields, or 6 with seconds first, found 0: []",
        "* * * *|expected 5 fields, or 6 with seconds first, found 4: [*, *, *, *]",
        "* * * * * * *|expected 5 fields, or 6 with seconds first, found 7: [*, *, *, *, *, *, *]",
        " @daily|expected 5 fields, or 6 with seconds first, found 1: [@daily]",
        "TZ=UTC * * * * *|cannot use TZ or CRON_TZ in schedule, use timeZone field instead",
        "CRON_TZ=UTC @daily|cannot use TZ or CRON_TZ in schedule, use timeZone field instead",
        "TZ=0|cannot use TZ or CRON_TZ in schedule, use timeZone field instead",
        "60 * * * *|end of range (60) above maximum (59): 60",
        "* 24 * * *|end of range (24) above maximum (23): 24",
        "* * 0 * *|beginning of range (0) below minimum (1): 0",
        "* * * 13 *|end of range (13) above maximum (12): 13",
        "* * * 0 *|beginning of range (0) below minimum (1): 0",
        "70/5 * * * *|beginning of range (70) beyond end of range (59): 70/5",
        "60 * * * * *|end of range (60) above maximum (59): 60",
        "1-2-3 * * * *|too many hyphens: 1-2-3",
        "/5 * * * *|failed to parse int from ",
        "-5 * * * *|failed to parse int from ",
        "5- * * * *|failed to parse int from ",
        "*/0 * * * *|step of range should be a positive number: */0",
        "*/-2 * * * *|negative number (-2) not allowed: -2",
        "*/x * * * *|failed to parse int from x",
        "99999999999999999999 * * * *|failed to parse int from 99999999999999999999: value out of range",
        "jan * * * *|failed to parse int from jan",
        "* * * january *|failed to parse int from january",
        "@Daily|unrecognized descriptor: @Daily",
        "@daily |unrecognized descriptor: @daily ",
        "@every|unrecognized descriptor: @every",
        "@every |failed to parse duration @every : time: invalid duration \"\"",
        "@every  5m|failed to parse duration @every  5m: time: invalid duration \" 5m\"",
        "@every 5|failed to parse duration @every 5: time: missing unit in duration \"5\"",
        "@every 5d|failed to parse duration @every 5d: time: unknown unit \"d\" in duration \"5d\"",
        "@every .s|failed to parse duration @every .s: time: invalid duration \".s\"",
        "@every 3000000h|failed to parse duration @every 3000000h: time: invalid duration \"3000000h\"",
      })
  void refuses(String schedule, String words) {
    assertThatThrownBy(() -> parse(schedule == null ? "" : schedule))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage(words == null ? "failed to parse int from " : words);
  }

  @Test
  void listOfNothingIsNeverDue() {
    assertThat(parse(", * * * *").next(START)).isEmpty();
    assertThat(parse("* , * * *").next(START)).isEmpty();
    assertThat(parse("* * , * *").next(START)).isEmpty();
    assertThat(parse("* * * , *").next(START)).isEmpty();
    assertThat(parse("* * * * ,").next(START)).isEmpty();
    assertThat(parse(", * * * * *").next(START)).isEmpty();
  }

  private static CronSchedule parse(String schedule) {
    return CronSchedule.parse(schedule, ZoneOffset.UTC);
  }
}
