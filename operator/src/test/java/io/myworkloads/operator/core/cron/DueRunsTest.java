package io.myworkloads.operator.core.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.cron.DueRuns.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which scheduled times are due: the rows of upstream's TestNextScheduleTime,
 * TestMostRecentScheduleTime and TestNextScheduleTimeDuration, and what upstream lacks. Times are
 * of upstream's day, Thursday 19 May 2016, unless they say otherwise.
 */
class DueRunsTest {
  private static final String DAY = "2016-05-19T";

  /**
   * @param due as {@link #text} puts it
   */
  record Case(String name, Look look, String due) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What is looked at: all is decided up to 10:00, unless a case says otherwise. */
  private record Look(String schedule, String since, String now, DueRuns times) {
    Look since(String time) {
      return new Look(schedule, time, now, times);
    }

    Look now(String time) {
      return new Look(schedule, since, time, times);
    }

    Look deadline(String deadline) {
      return with(
          new DueRuns(
              duration(deadline),
              times.missed(),
              times.limit(),
              times.notBefore(),
              times.notAfter(),
              times.delay()));
    }

    Look missed(Missed policy, int limit) {
      return with(
          new DueRuns(
              times.deadline(), policy, limit, times.notBefore(), times.notAfter(), times.delay()));
    }

    Look between(@Nullable String notBefore, @Nullable String notAfter) {
      return with(
          new DueRuns(
              times.deadline(),
              times.missed(),
              times.limit(),
              notBefore == null ? null : at(notBefore),
              notAfter == null ? null : at(notAfter),
              times.delay()));
    }

    Look delay(String delay) {
      return with(
          new DueRuns(
              times.deadline(),
              times.missed(),
              times.limit(),
              times.notBefore(),
              times.notAfter(),
              duration(delay)));
    }

    private Look with(DueRuns other) {
      return new Look(schedule, since, now, other);
    }
  }

  private static Look due(String schedule) {
    return new Look(
        schedule,
        "10:00",
        "10:00",
        new DueRuns(null, Missed.LATEST, 10, null, null, Duration.ZERO));
  }

  private static Look hourly() {
    return due("0 * * * ?");
  }

  private static Look everyHour() {
    return due("@every 1h");
  }

  static Stream<Case> upstream() {
    Look weekdays = due("30 6-16/4 * * 1-5").since("10:30");
    Look often = due("*/5 * * * *").since("10:30");
    return Stream.of(
        new Case("never ran, not time", hourly().since("09:50").now("09:53"), "next 10:00"),
        new Case(
            "never ran, is time", hourly().since("09:50").now("10:00:02"), "run 10:00, next 11:00"),
        new Case("ran, not time", hourly().now("10:02"), "next 11:00"),
        new Case("ran, is time", hourly().now("11:05"), "run 11:00, next 12:00"),
        new Case(
            "two are needed",
            hourly().since("09:00").now("11:05"),
            "run 11:00, missed 1 to 10:00, next 12:00"),
        new Case(
            "now is way ahead, without a deadline",
            hourly().since("09:00").now("2016-05-29T11:00"),
            "run 2016-05-29T11:00, missed 241 to 2016-05-29T10:00, next 2016-05-29T12:00"),
        new Case(
            "now is way ahead, with a short deadline",
            hourly().since("09:00").now("2016-05-29T11:00").deadline("2H"),
            "run 2016-05-29T11:00, missed 241 to 2016-05-29T10:00, next 2016-05-29T12:00"),
        new Case("rogue: never", due("59 23 31 2 *").since("10:00:10").now("11:00"), "nothing"),
        new Case("now before next schedule", hourly().now("10:00:30"), "next 11:00"),
        new Case("now just after next schedule", hourly().now("11:01"), "run 11:00, next 12:00"),
        new Case(
            "missed 5 schedules",
            hourly().since("10:00:10").now("15:01"),
            "run 15:00, missed 4 to 14:00, next 16:00"),
        new Case(
            "complex schedule",
            weekdays.now("2016-05-20T10:31"),
            "run 2016-05-20T10:30, missed 2 to 2016-05-20T06:30, next 2016-05-20T14:30"),
        new Case(
            "another complex schedule, of which upstream's estimate finds nothing due",
            due("30 10,11,12 * * 1-5").since("10:30").now("2016-05-20T16:30"),
            "run 2016-05-20T12:30, missed 4 to 2016-05-20T11:30, next 2016-05-23T10:30"),
        new Case(
            "complex schedule with longer diff between executions",
            weekdays.now("2016-05-23T10:31"),
            "run 2016-05-23T10:30, missed 5 to 2016-05-23T06:30, next 2016-05-23T14:30"),
        new Case(
            "complex schedule with shorter diff between executions",
            weekdays.since("10:00").now("2016-05-20T10:31"),
            "run 2016-05-20T10:30, missed 3 to 2016-05-20T06:30, next 2016-05-20T14:30"),
        new Case(
            "@every schedule",
            everyHour().since("10:01").now("2016-05-26T10:00"),
            "run 2016-05-26T09:01, missed 166 to 2016-05-26T08:01, next 2016-05-26T10:01"),
        new Case("since the last schedule time", often.now("10:31"), "next 10:35"),
        new Case("which is within the deadline", often.now("10:31").deadline("1M"), "next 10:35"),
        new Case("which is outside of it", often.now("10:32").deadline("1M"), "next 10:35"),
        new Case(
            "once a week, missed two runs",
            due("0 12 * * 4").since("12:00").now("2016-06-07T11:30"),
            "run 2016-06-02T12:00, missed 1 to 2016-05-26T12:00, next 2016-06-09T12:00"),
        new Case("no previous run", due("0 12 * * 5").now("16:00"), "next 2016-05-20T12:00"));
  }

  static Stream<Case> deadlines() {
    return Stream.of(
        new Case("to the second", hourly().now("11:01").deadline("1M"), "run 11:00, next 12:00"),
        new Case(
            "and not a second later",
            hourly().now("11:01:01").deadline("1M"),
            "missed 1 to 11:00, next 12:00"),
        new Case(
            "@every with a deadline shorter than its delay, which upstream never runs",
            everyHour().now("11:00:05").deadline("10S"),
            "run 11:00, next 12:00"),
        new Case(
            "@every stays in step though its deadline passed long ago",
            everyHour().since("10:01").now("2016-05-26T10:00").deadline("10S"),
            "missed 167 to 2016-05-26T09:01, next 2016-05-26T10:01"),
        new Case(
            "@every stays in step though it is looked at in between",
            everyHour().now("10:59:59"),
            "next 11:00"));
  }

  static Stream<Case> missed() {
    return Stream.of(
        new Case(
            "All runs each, the oldest first",
            hourly().now("13:30").missed(Missed.ALL, 10),
            "run 11:00 12:00 13:00, next 14:00"),
        new Case(
            "but no more than its limit, the latest",
            hourly().now("15:30").missed(Missed.ALL, 2),
            "run 14:00 15:00, missed 3 to 13:00, next 16:00"),
        new Case(
            "and none whose deadline passed",
            hourly().now("15:30").missed(Missed.ALL, 10).deadline("90M"),
            "run 14:00 15:00, missed 3 to 13:00, next 16:00"),
        new Case(
            "All of @every stays in step",
            everyHour().since("10:01").now("15:30").missed(Missed.ALL, 10).deadline("2H"),
            "run 14:01 15:01, missed 3 to 13:01, next 16:01"),
        new Case(
            "None runs what is on time",
            hourly().now("11:00:10").missed(Missed.NONE, 10),
            "run 11:00, next 12:00"),
        new Case(
            "and nothing else",
            hourly().now("11:00:11").missed(Missed.NONE, 10),
            "missed 1 to 11:00, next 12:00"),
        new Case(
            "not even if its deadline would let it",
            hourly().now("11:00:11").missed(Missed.NONE, 10).deadline("1H"),
            "missed 1 to 11:00, next 12:00"),
        new Case(
            "and with a shorter deadline even less",
            hourly().now("11:00:06").missed(Missed.NONE, 10).deadline("5S"),
            "missed 1 to 11:00, next 12:00"),
        new Case(
            "None runs the one on time after others that were not",
            hourly().now("13:00:01").missed(Missed.NONE, 10),
            "run 13:00, missed 2 to 12:00, next 14:00"),
        new Case(
            "None runs @every",
            everyHour().now("11:00:01").missed(Missed.NONE, 10),
            "run 11:00, next 12:00"),
        new Case(
            "a year of minutes is counted to the last",
            due("* * * * *").now("2017-05-19T10:00"),
            "run 2017-05-19T10:00, missed 525599 to 2017-05-19T09:59, next 2017-05-19T10:01"),
        new Case(
            "as thirty years of seconds are",
            due("* * * * * *").now("2046-05-19T10:00"),
            "run 2046-05-19T10:00, missed 946684799 to 2046-05-19T09:59:59, next 2046-05-19T10:00:01"));
  }

  static Stream<Case> bounds() {
    return Stream.of(
        new Case(
            "nothing before notBefore", hourly().now("11:30").between("12:00", null), "next 12:00"),
        new Case(
            "itself included, and no earlier one missed",
            hourly().now("12:00").between("12:00", null),
            "run 12:00, next 13:00"),
        new Case(
            "missed ones count from there",
            hourly().now("14:30").between("12:00", null),
            "run 14:00, missed 2 to 13:00, next 15:00"),
        new Case(
            "@every is not set to it",
            everyHour().since("10:01").now("10:30").between("12:00", null),
            "next 12:01"),
        new Case(
            "a notBefore that is long past changes nothing",
            hourly().now("11:30").between("2016-01-01T00:00", null),
            "run 11:00, next 12:00"),
        new Case(
            "the last one is at notAfter",
            hourly().now("11:30").between(null, "12:00"),
            "run 11:00, next 12:00"),
        new Case(
            "and runs later than that if it was missed",
            hourly().now("14:30").between(null, "12:00"),
            "run 12:00, missed 1 to 11:00"),
        new Case(
            "after it there is none",
            hourly().since("12:00").now("12:30").between(null, "12:00"),
            "nothing"),
        new Case(
            "bounds that leave nothing between them",
            hourly().now("14:30").between("12:30", "12:15"),
            "nothing"));
  }

  static Stream<Case> delays() {
    return Stream.of(
        new Case("not before its delay", hourly().delay("5M").now("11:04:59"), "next 11:00"),
        new Case("but then", hourly().delay("5M").now("11:05"), "run 11:00, next 12:00"),
        new Case(
            "from where on its deadline counts",
            hourly().delay("5M").deadline("1M").now("11:06"),
            "run 11:00, next 12:00"),
        new Case(
            "and ends",
            hourly().delay("5M").deadline("1M").now("11:06:01"),
            "missed 1 to 11:00, next 12:00"),
        new Case(
            "the last one is not lost to it",
            hourly().delay("5M").between(null, "11:00").now("11:05"),
            "run 11:00"),
        new Case(
            "longer than from one to the next",
            hourly().delay("90M").now("12:45"),
            "run 11:00, next 12:00"));
  }

  static Stream<Case> clocks() {
    return Stream.of(
        new Case(
            "set back: what was decided is not decided again",
            hourly().since("12:00").now("09:30"),
            "next 13:00"),
        new Case("nor is @every", everyHour().since("12:01").now("09:30"), "next 13:01"));
  }

  static Stream<Case> all() {
    return Stream.of(upstream(), deadlines(), missed(), bounds(), delays(), clocks())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("all")
  void areDue(Case c) {
    Look look = c.look();
    CronSchedule schedule = CronSchedule.parse(look.schedule(), ZoneOffset.UTC);

    assertThat(text(look.times().at(schedule, at(look.since()), at(look.now()))))
        .isEqualTo(c.due());
  }

  /** Such as {@code run 11:00, missed 2 to 10:00, next 12:00}, without what there is none of. */
  private static String text(DueRuns.Now due) {
    String text =
        Stream.of(
                due.runs().isEmpty() ? "" : "run " + text(due.runs()),
                due.missed() == 0
                    ? due.lastMissed().map(time -> "missed none, but " + time).orElse("")
                    : "missed " + due.missed() + " to " + text(due.lastMissed().stream().toList()),
                due.next().map(time -> "next " + text(List.of(time))).orElse(""))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "nothing" : text;
  }

  private static String text(List<Instant> times) {
    return times.stream()
        .map(time -> time.atOffset(ZoneOffset.UTC).toLocalDateTime().toString())
        .map(time -> time.startsWith(DAY) ? time.substring(DAY.length()) : time)
        .collect(Collectors.joining(" "));
  }

  private static Instant at(String time) {
    String whole = time.contains("T") ? time : DAY + time;
    return Instant.parse(whole.length() == DAY.length() + 5 ? whole + ":00Z" : whole + "Z");
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
