package io.myworkloads.operator.core.cron;

import static io.myworkloads.operator.core.cron.CronBuilder.at;
import static io.myworkloads.operator.core.cron.CronBuilder.cron;
import static io.myworkloads.operator.core.cron.CronBuilder.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.cron.ConcurrencyPolicy.Kind;
import io.myworkloads.operator.core.cron.JobView.End;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first plan of a look: the rows of upstream's TestControllerV2SyncCronJob,
 * TestControllerV2CleanupFinishedJobs and TestControllerV2JobAlreadyExists..., and more.
 */
class CronDecisionTest {
  /**
   * @param steps of the plan as {@link #text} puts them
   */
  record Case(String name, CronBuilder seen, String steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> starts() {
    return Stream.of(
        new Case("a time has come", cron(), "create " + job("10:00")),
        new Case("the server is asked first by who knows nothing", cron().unconfirmed(), "confirm"),
        new Case(
            "of several missed ones the latest", cron().now("13:30"), "create " + job("13:00")),
        new Case(
            "or all of them, in order",
            cron().now("12:30").missed(DueRuns.Missed.ALL),
            "create %s, create %s, create %s".formatted(job("10:00"), job("11:00"), job("12:00"))),
        new Case(
            "a late one within its deadline",
            cron().now("10:00:59").deadline("60S"),
            "create " + job("10:00")),
        new Case(
            "the first since the object was made",
            cron().neverRan().now("09:00:10"),
            "create " + job("09:00")),
        new Case("and none before that", cron().neverRan().now("08:59"), "status -"),
        new Case(
            "by the clocks of its zone",
            cron().schedule("0 5 * * *").zone("America/New_York"),
            "create " + job("10:00")),
        new Case(
            "a delay after the one before",
            cron().schedule("@every 1h").last("09:15").now("10:15"),
            "create " + job("10:15")),
        new Case(
            "and not earlier",
            cron().schedule("@every 1h").last("09:15").now("10:14:59"),
            "status 09:15"),
        new Case(
            "a delay after the object was made",
            cron().schedule("@every 1h").neverRan().now("09:30"),
            "create " + job("09:30")),
        new Case(
            "also with a deadline shorter than the delay, which upstream cannot",
            cron().schedule("@every 1h").last("09:15").now("10:15:09").deadline("10S"),
            "create " + job("10:15")),
        new Case("never again what has run", cron().now("09:30"), "status 09:00"),
        new Case("nor when the clock was set back", cron().now("08:45"), "status 09:00"),
        new Case("not while it is suspended", cron().suspended(), "status 09:00"),
        new Case(
            "when it goes on, the latest of those that passed meanwhile, which were not missed before",
            cron().status(settled(cron().suspended().now("13:29"))).now("13:30"),
            "create " + job("13:00")),
        new Case(
            "unless it is too late for that",
            cron().status(settled(cron().suspended().now("13:29"))).now("13:30").deadline("60S"),
            "status 09:00 missed 4, tell MissSchedule"),
        new Case("not where the namespace ends", cron().namespaceTerminating(), "status 09:00"),
        new Case("not while it is deleted", cron().deleting(), ""),
        new Case(
            "not after too many failures",
            cron().failedInARow(3).suspendAfterFailures(3),
            "status 09:00 failures 3"),
        new Case(
            "twice in a minute, by the second",
            cron().schedule("*/10 * * * * *").last("10:00"),
            "create web-" + at("10:00:10").getEpochSecond()),
        new Case(
            "what could not be made waits",
            cron().waitsToCreate(job("10:00")),
            "status 09:00 CreateFailure"),
        new Case(
            "but the next one does not wait for that, once it is known that the first was not made",
            cron().waitsToCreate(job("09:00")),
            "find tried " + job("09:00")));
  }

  static Stream<Case> misses() {
    return Stream.of(
        new Case(
            "too late",
            cron().now("10:02").deadline("60S"),
            "status 09:00 missed 1, tell MissSchedule"),
        new Case(
            "without a wish to make up for it",
            cron().now("10:02").missed(DueRuns.Missed.NONE),
            "status 09:00 missed 1, tell MissSchedule"),
        new Case(
            "too late beside one that runs",
            cron().now("10:02").deadline("60S").active(job("09:00")).runs("09:00"),
            "status 09:00 active 1 missed 1, tell MissSchedule"),
        new Case(
            "too late for a delay",
            cron().schedule("@every 1h").last("09:15").now("10:15:11").deadline("10S"),
            "status 09:15 missed 1, tell MissSchedule"),
        new Case(
            "so many that somebody should know",
            cron().schedule("* * * * *").now("10:41:10").runs("10:41"),
            "status 10:41 active 1 missed 100, tell TooManyMissedTimes"),
        new Case(
            "not quite so many",
            cron().schedule("* * * * *").now("10:40:10").runs("10:40"),
            "status 10:40 active 1 missed 99"),
        new Case(
            "many, but none that could have been started still",
            cron().schedule("* * * * *").now("10:41:10").runs("10:41").deadline("60S"),
            "status 10:41 active 1 missed 100"),
        new Case(
            "another's name is in the way", cron().taken(job("10:00")), "status 09:00 missed 1"));
  }

  static Stream<Case> concurrency() {
    CronBuilder forbid = cron().policy(Kind.FORBID).active(job("09:00")).runs("09:00");
    return Stream.of(
        new Case(
            "Allow lets them overlap",
            cron().active(job("09:00")).runs("09:00"),
            "create " + job("10:00")),
        new Case("Forbid waits", forbid, "status 09:00 active 1"),
        new Case(
            "Forbid starts late what waited",
            cron()
                .policy(Kind.FORBID)
                .active(job("09:00"))
                .ended("09:00", End.COMPLETE)
                .now("10:45"),
            "create " + job("10:00")),
        new Case(
            "unless it is too late by then",
            cron()
                .policy(Kind.FORBID)
                .active(job("09:00"))
                .runs("09:00")
                .now("10:45")
                .deadline("60S"),
            "status 09:00 active 1 missed 1, tell MissSchedule"),
        new Case(
            "or missed runs are not to be made up for",
            cron()
                .policy(Kind.FORBID)
                .active(job("09:00"))
                .runs("09:00")
                .now("10:00:11")
                .missed(DueRuns.Missed.NONE),
            "status 09:00 active 1 missed 1, tell MissSchedule"),
        new Case(
            "or the next time has come, which waits instead",
            cron().policy(Kind.FORBID).active(job("09:00")).runs("09:00").now("11:00"),
            "status 09:00 active 1 missed 1"),
        new Case(
            "Forbid does not wait for who has ended",
            cron().policy(Kind.FORBID).active(job("09:00")).ended("09:00", End.COMPLETE),
            "create " + job("10:00")),
        new Case(
            "Forbid waits for one that a killed operator made and did not note",
            cron().policy(Kind.FORBID).last("08:00").runs("09:00"),
            "status 09:00 active 1"),
        new Case(
            "Forbid does not wait for what users made",
            cron().policy(Kind.FORBID).manual("by-hand", End.NONE),
            "create " + job("10:00")),
        new Case(
            "Replace deletes first",
            cron().policy(Kind.REPLACE).active(job("09:00")).runs("09:00"),
            "delete %s, create %s".formatted(job("09:00"), job("10:00"))),
        new Case(
            "Replace notes first what a killed operator made and did not note",
            cron().policy(Kind.REPLACE).last("08:00").runs("09:00"),
            "status 09:00 active 1"),
        new Case(
            "Replace finds out about what no cache shows first",
            cron().policy(Kind.REPLACE).active(job("09:00")),
            "find " + job("09:00")),
        new Case(
            "so many and no more",
            cron().atMost(1).active(job("09:00")).runs("09:00"),
            "status 09:00 active 1"));
  }

  /** Rows that upstream has once for each policy, or for two of them. */
  static Stream<Case> whateverThePolicy() {
    return Stream.of(Kind.values()).flatMap(kind -> whateverThePolicy(kind, " (" + kind + ")"));
  }

  private static Stream<Case> whateverThePolicy(Kind kind, String suffix) {
    return Stream.of(
        new Case(
            "never ran, not time" + suffix,
            cron().policy(kind).neverRan().now("08:59"),
            "status -"),
        new Case(
            "never ran, is time" + suffix,
            cron().policy(kind).neverRan().now("09:01"),
            "create " + job("09:00")),
        new Case(
            "ran and done, not time" + suffix,
            cron().policy(kind).active(job("09:00")).ended("09:00", End.COMPLETE).now("09:59"),
            "status 09:00 succeeded 1, tell SawCompletedJob"),
        new Case(
            "ran and done, is time" + suffix,
            cron().policy(kind).active(job("09:00")).ended("09:00", End.COMPLETE),
            "create " + job("10:00")),
        new Case(
            "ran and done, time drifted back" + suffix,
            cron()
                .policy(kind)
                .last("10:00")
                .active(job("10:00"))
                .ended("10:00", End.COMPLETE)
                .now("09:59"),
            "status 10:00 succeeded 1, tell SawCompletedJob"),
        new Case(
            "still active, not time" + suffix,
            cron().policy(kind).active(job("09:00")).runs("09:00").now("09:59"),
            "status 09:00 active 1"),
        new Case(
            "started, but not in the cache" + suffix,
            cron().policy(kind).last("10:00").active(job("10:00")).now("10:01"),
            "find " + job("10:00")),
        new Case(
            "started, but not in the list" + suffix,
            cron().policy(kind).runs("10:00").now("10:01"),
            "status 10:00 active 1"),
        new Case(
            "long overdue" + suffix,
            cron().policy(kind).schedule("* * * * *").now("23:59"),
            "create " + job("23:59")),
        new Case(
            "long overdue, with a deadline" + suffix,
            cron().policy(kind).schedule("* * * * *").now("23:59").deadline("10S"),
            "create " + job("23:59")));
  }

  static Stream<Case> accounts() {
    return Stream.of(
        new Case("what was made is noted", cron().runs("10:00"), "status 10:00 active 1"),
        new Case(
            "also if it is gone already, so that it is not made again",
            cron().gone("10:00", End.COMPLETE),
            "status 10:00 succeeded 1, tell SawCompletedJob"),
        new Case(
            "and those that no operator lived to see the end of",
            cron().now("13:30").runs("13:00"),
            "status 13:00 active 1 missed 3"),
        new Case(
            "an end is counted",
            cron().now("09:30").active(job("09:00")).ended("09:00", End.FAILED),
            "status 09:00 failed 1, tell SawCompletedJob"),
        new Case(
            "one that is gone is no end",
            cron().now("09:30").active(job("09:00")).gone("09:00", End.NONE),
            "status 09:00, tell MissingJob"),
        new Case(
            "one that was replaced is neither",
            cron().now("09:30").active(job("09:00")).dropped("09:00"),
            "status 09:00"),
        new Case(
            "one that no cache shows is asked for",
            cron().active(job("09:00")),
            "find " + job("09:00")),
        new Case(
            "so is one that a list does not show any more",
            cron().active(job("09:00")).lost("09:00"),
            "find " + job("09:00")),
        new Case("and one that no status tells of", cron().lost("10:00"), "find " + job("10:00")),
        new Case(
            "one that was tried is tried again",
            cron().tried(job("10:00")),
            "create " + job("10:00")),
        new Case(
            "but before another one is, it is looked for",
            cron().now("11:00:10").tried(job("10:00")),
            "find tried " + job("10:00")),
        new Case(
            "and before it is missed",
            cron().now("10:02").deadline("60S").tried(job("10:00")),
            "find tried " + job("10:00")),
        new Case(
            "nothing is missed for who does not know what was made",
            cron().now("10:02").deadline("60S").unconfirmed(),
            "confirm"));
  }

  static Stream<Case> triggers() {
    String name = JobNames.of("web", new Run.Triggered("x", null), false);
    return Stream.of(
        new Case("a wish is a run", cron().now("09:30").trigger("x"), "create " + name),
        new Case("also while it is suspended", cron().suspended().trigger("x"), "create " + name),
        new Case(
            "once",
            cron().now("09:30").trigger("x").wished(name, "x"),
            "status 09:00 active 1 trigger x"),
        new Case(
            "also where another wish has come since",
            cron().now("09:30").trigger("y").wished(name, "x"),
            "status 09:00 active 1 trigger x"),
        new Case(
            "by the policy",
            cron().now("09:30").trigger("x").policy(Kind.FORBID).active(job("09:00")).runs("09:00"),
            "status 09:00 active 1"));
  }

  static Stream<Case> all() {
    return Stream.of(starts(), misses(), concurrency(), whateverThePolicy(), accounts(), triggers())
        .flatMap(c -> c);
  }

  @ParameterizedTest
  @MethodSource("all")
  void plans(Case c) {
    assertThat(text(CronDecision.decide(c.seen().build()).steps())).isEqualTo(c.steps());
  }

  @Test
  void whoWaitsForTheEndOfAnotherSaysSo() {
    CronPlan plan =
        CronDecision.decide(cron().policy(Kind.FORBID).active(job("09:00")).runs("09:00").build());
    assertThat(plan.standing().values())
        .containsExactly(
            new CronStep.Tell(
                false,
                "JobAlreadyActive",
                "Not starting job because prior execution is running and concurrency policy is Forbid"));
  }

  @Test
  void aManualJobIsUnexpectedWhileItRuns() {
    assertThat(CronDecision.decide(cron().manual("by-hand", End.NONE).build()).standing().values())
        .extracting(CronStep.Tell::message)
        .containsExactly("Saw a job that the controller did not create or forgot: by-hand");
    assertThat(CronDecision.decide(cron().manual("by-hand", End.COMPLETE).build()).standing())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "61 * * * *, UTC, UnparseableSchedule",
    "obvious error schedule, UTC, UnparseableSchedule",
    "TZ=UTC 0 * * * *, America/New_York, UnparseableSchedule", // upstream runs it with a warning
    "0 * * * *, bad timezone, UnknownTimeZone",
  })
  void aScheduleThatIsNotUnderstoodStartsNothingAndSaysWhy(
      String schedule, String zone, String reason) {
    CronPlan plan = CronDecision.decide(cron().schedule(schedule).zone(zone).build());
    assertThat(text(plan.steps())).isEqualTo("status 09:00");
    assertThat(plan.standing().values()).extracting(CronStep.Tell::reason).containsExactly(reason);
  }

  @ParameterizedTest(name = "history limit {0}")
  @NullSource
  @ValueSource(ints = {0, 10})
  void theLastSuccessIsKnownHoweverLongItsMyJobStays(@Nullable Integer limit) {
    CronBuilder seen =
        cron().history(limit, 1).now("09:30").active(job("09:00")).ended("09:00", End.COMPLETE);
    assertThat(settled(seen).lastSuccessfulTime()).isEqualTo(at("09:01"));
  }

  @Test
  void historyIsClearedThoughNothingCanBeMade() {
    CronBuilder seen =
        cron()
            .history(1, 1)
            .ended("07:00", End.COMPLETE)
            .ended("08:00", End.COMPLETE)
            .waitsToCreate(job("10:00"));
    assertThat(text(CronDecision.decide(seen.status(settled(seen)).build()).steps()))
        .isEqualTo("delete " + job("07:00"));
  }

  /**
   * @param when the time from then; null for not before something happens
   */
  record Wait(String name, CronBuilder seen, @Nullable Duration when) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Wait> waits() {
    return Stream.of(
        new Wait("to the next time", cron().neverRan().now("08:59"), Duration.ofMinutes(1)),
        new Wait(
            "to the next time after one that was too late",
            cron().now("10:55").deadline("10S"),
            Duration.ofMinutes(5)),
        new Wait(
            "to the next time while one is held",
            cron().policy(Kind.FORBID).active(job("09:00")).runs("09:00").now("10:55"),
            Duration.ofMinutes(5)),
        new Wait(
            "to a delay after the last, however often it was looked at meanwhile",
            cron().schedule("@every 1h").last("09:15").now("10:14:50"),
            Duration.ofSeconds(10)),
        new Wait(
            "not longer than a clock may be wrong", cron().now("09:01"), Duration.ofMinutes(10)),
        new Wait("to the next try", cron().waitsToCreate(job("10:00")), Duration.ofSeconds(30)),
        new Wait(
            "to the next try where the namespace ends",
            cron().namespaceTerminating(),
            Duration.ofSeconds(30)),
        new Wait("while it is suspended", cron().suspended(), null),
        new Wait("for a time that never comes", cron().schedule("0 0 30 2 *"), null),
        new Wait("for a schedule that is understood", cron().schedule("61 * * * *"), null));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void looksAgain(Wait c) {
    CronPlan plan = CronDecision.decide(c.seen().status(settled(c.seen())).build());
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.lookAgain()).isEqualTo(Optional.ofNullable(c.when()));
  }

  /** The status that a look writes. */
  private static CronStatus settled(CronBuilder seen) {
    return CronDecision.decide(seen.build()).steps().stream()
        .filter(CronStep.WriteStatus.class::isInstance)
        .map(step -> ((CronStep.WriteStatus) step).status())
        .findFirst()
        .orElseThrow();
  }

  private static String text(List<CronStep> steps) {
    return steps.stream().map(CronDecisionTest::text).collect(Collectors.joining(", "));
  }

  private static String text(CronStep step) {
    return switch (step) {
      case CronStep.Confirm confirm -> "confirm";
      case CronStep.Find find -> "find " + names(find.jobs());
      case CronStep.FindTried tried -> "find tried " + tried.name();
      case CronStep.Create create -> "create " + create.name();
      case CronStep.Delete delete -> "delete " + names(delete.jobs());
      case CronStep.WriteStatus write -> text(write.status());
      case CronStep.Tell tell -> "tell " + tell.reason();
    };
  }

  /** The last time, and what else is not as in the beginning. */
  private static String text(CronStatus status) {
    CronStatus.Counters counters = status.counters();
    var text = new StringBuilder("status ");
    text.append(
        status.lastScheduleTime() == null
            ? "-"
            : status.lastScheduleTime().toString().substring(11, 16));
    count(text, "active", status.active().size());
    count(text, "succeeded", counters.succeeded());
    count(text, counters.failed() > 1 ? "failures" : "failed", counters.failed());
    count(text, "missed", counters.missed());
    text.append(status.lastTrigger() == null ? "" : " trigger " + status.lastTrigger());
    status.conditions().stream()
        .map(condition -> condition.type())
        .filter(type -> !type.equals(CronConditions.SCHEDULED))
        .forEach(type -> text.append(' ').append(type));
    return text.toString();
  }

  private static void count(StringBuilder text, String what, long count) {
    text.append(count == 0 ? "" : " " + what + " " + count);
  }

  private static String names(List<ActiveJob> jobs) {
    return jobs.stream().map(ActiveJob::name).collect(Collectors.joining(" "));
  }
}
