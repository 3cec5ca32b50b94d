package io.myworkloads.operator.core.cron;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
  private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("dd HH:mmX");

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // clocks go from 2:00 to 3:00
        "30 2 * * *    | America/New_York    | 2026-03-07T12:00 | 09 02:30-04, 10 02:30-04",
        "0 3 * * *     | America/New_York    | 2026-03-07T12:00 | 08 03:00-04, 09 03:00-04",
        "0 * * * *     | America/New_York    | 2026-03-08T00:30 | 08 01:00-05, 08 03:00-04",
        "*/30 1-3 * * *| America/New_York    | 2026-03-08T01:00 | 08 01:30-05, 08 03:00-04",
        "@every 1h     | America/New_York    | 2026-03-08T01:30 | 08 03:30-04, 08 04:30-04",
        // clocks go from 2:00 back to 1:00
        "30 1 * * *    | America/New_York    | 2026-10-31T12:00 | 01 01:30-04, 01 01:30-05",
        "0 * * * *     | America/New_York    | 2026-11-01T00:30 | 01 01:00-04, 01 01:00-05",
        "0 2 * * *     | America/New_York    | 2026-11-01T00:30 | 01 02:00-05, 02 02:00-05",
        "@every 1h     | America/New_York    | 2026-11-01T00:30 | 01 01:30-04, 01 01:30-05",
        // from 0:00 to 1:00: the day has no midnight
        "0 0 * * *     | America/Sao_Paulo   | 2018-11-03T12:00 | 05 00:00-02, 06 00:00-02",
        "0 12 4 * *    | America/Sao_Paulo   | 2018-11-01T12:00 | 04 12:00-02, 04 12:00-02",
        "0 12 31 * *   | Asia/Beirut         | 2024-03-20T12:00 | 31 12:00+03, 31 12:00+03",
        // from 0:00 back to 23:00
        "30 23 * * *   | America/Sao_Paulo   | 2018-02-17T12:00 | 17 23:30-02, 17 23:30-03",
        // from 2:00 back to 1:30, and from 2:00 to 2:30
        "45 1 * * *    | Australia/Lord_Howe | 2026-04-04T12:00 | 05 01:45+11, 05 01:45+1030",
        "15 2 * * *    | Australia/Lord_Howe | 2026-10-03T12:00 | 05 02:15+11, 06 02:15+11",
        // the 30th of December is left out
        "0 12 30 12 *  | Pacific/Apia        | 2011-12-01T00:00 | 30 12:00+14, 30 12:00+14",
        "0 12 * * *    | Pacific/Apia        | 2011-12-29T00:00 | 29 12:00-10, 31 12:00+14",
      })
  void goesByTheClockOnTheWall(String schedule, String zone, LocalDateTime start, String next) {
    ZoneId id = ZoneId.of(zone);
    CronSchedule cron = CronSchedule.parse(schedule, id);
    Instant first = cron.next(start.atZone(id).toInstant()).orElseThrow();
    Instant second = cron.next(first).orElseThrow();

    assertThat(Stream.of(first, second).map(time -> at(time, id)).collect(joining(", ")))
        .isEqualTo(next);
    assertThat(cron.latest(first, second)).contains(second);
    assertThat(cron.latest(start.atZone(id).toInstant(), second.minusNanos(1))).contains(first);
  }

  private static String at(Instant time, ZoneId zone) {
    return DAY_AND_TIME.format(ZonedDateTime.ofInstant(time, zone));
  }

  @ParameterizedTest(name = "{0} after {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "59 23 31 2 *  | 2026-01-01T00:00:00Z | -",
        "0 0 30 2 *    | 2026-01-01T00:00:00Z | -",
        "0 0 31 2,4 ?  | 2026-01-01T00:00:00Z | -",
        "0 0 30 2 1    | 2026-01-01T00:00:00Z | 2026-02-02T00:00:00Z", // or each Monday
        "0 0 29 2 *    | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
        "0 0 29 2 *    | 2096-02-29T00:00:00Z | 2104-02-29T00:00:00Z", // 2100 has none
        "0 0 29 2 *    | 1896-02-29T00:00:00Z | 1904-02-29T00:00:00Z",
        "0 0 29 2 *    | 1996-03-01T00:00:00Z | 2000-02-29T00:00:00Z",
      })
  void saysWhenItIsNeverDue(String schedule, Instant after, Instant next) {
    CronSchedule cron = CronSchedule.parse(schedule, ZoneOffset.UTC);

    assertThat(cron.next(after)).isEqualTo(Optional.ofNullable(next));
    assertThat(cron.latest(after, after.plus(Duration.ofDays(9 * 366))).isPresent())
        .isEqualTo(next != null);
  }

  @ParameterizedTest(name = "{0} in ({1}, {2}]")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "* * * * *           | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z | 2027-01-01T00:00:00Z | 525600",
        "* * * * * *         | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z | 2027-01-01T00:00:00Z | 31536000",
        "30 10,11,12 * * 1-5 | 2026-01-02T12:30:00Z | 2026-01-05T11:30:00Z | 2026-01-05T11:30:00Z | 2",
        "30 6-16/4 * * 1-5   | 2026-01-01T14:30:01Z | 2026-01-02T14:29:59Z | 2026-01-02T10:30:00Z | 2",
        "0 0 1 1 *           | 2026-01-01T00:00:00Z | 2026-12-31T23:59:59Z | -                    | 0",
        "0 0 29 2 *          | 1601-01-01T00:00:00Z | 2001-01-01T00:00:00Z | 2000-02-29T00:00:00Z | 97",
        "* * * * *           | 2026-01-01T00:00:00Z | 2026-01-01T00:00:00Z | -                    | 0",
        "* * * * *           | 2026-01-01T00:01:00Z | 2026-01-01T00:00:00Z | -                    | 0",
        "@every 7s           | 2026-01-01T00:00:00Z | 2026-01-01T00:00:20Z | 2026-01-01T00:00:14Z | 2",
        "@every 7s           | 2026-01-01T00:00:00Z | 2026-01-01T00:00:07Z | 2026-01-01T00:00:07Z | 1",
        "@every 7s           | 2026-01-01T00:00:00Z | 2026-01-01T00:00:06Z | -                    | 0",
        "@every 7s           | 2026-01-01T00:01:00Z | 2026-01-01T00:00:00Z | -                    | 0",
        "@every 24h          | 2025-01-01T00:00:00Z | 2026-01-01T12:00:00Z | 2026-01-01T00:00:00Z | 365",
      })
  void countsExactly(String schedule, Instant after, Instant upTo, Instant latest, long count) {
    CronSchedule cron = CronSchedule.parse(schedule, ZoneOffset.UTC);

    assertThat(cron.latest(after, upTo)).isEqualTo(Optional.ofNullable(latest));
    assertThat(cron.count(after, upTo, Long.MAX_VALUE)).isEqualTo(count);
    assertThat(cron.count(after, upTo, 100)).isEqualTo(Math.min(count, 100));
  }

  @Test
  void listsTheLastTimesOldestFirst() {
    Instant after = Instant.parse("2026-01-01T00:00:00Z");
    Instant upTo = Instant.parse("2026-01-01T03:10:00Z");
    Instant two = Instant.parse("2026-01-01T02:00:00Z");
    Instant three = Instant.parse("2026-01-01T03:00:00Z");

    for (String hourly : new String[] {"@hourly", "@every 1h"}) {
      CronSchedule cron = CronSchedule.parse(hourly, ZoneOffset.UTC);
      assertThat(cron.last(after, upTo, 2)).containsExactly(two, three);
      assertThat(cron.last(after, upTo, 9)).hasSize(3).endsWith(two, three);
      assertThat(cron.last(after, upTo, 0)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "* * * * *, false",
    "30 * * * * *, false",
    "*/30 * * * * *, true",
    "@every 60s, false",
    "@every 59s, true"
  })
  void tellsWhetherAMinuteCanHaveTwo(String schedule, boolean subMinute) {
    assertThat(CronSchedule.parse(schedule, ZoneOffset.UTC).subMinute()).isEqualTo(subMinute);
  }
}
