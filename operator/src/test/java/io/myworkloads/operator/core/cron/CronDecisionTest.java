package io.myworkloads.operator.core.cron;

import static io.myworkloads.operator.core.cron.CronBuilder.at;
import static io.myworkloads.operator.core.cron.CronBuilder.cron;
import static io.myworkloads.operator.core.cron.CronBuilder.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.cron.ConcurrencyPolicy.Kind;
import io.myworkloads.operator.core.cron.JobView.End;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first plan of a look: the rows of upstream's TestControllerV2SyncCronJob, and more. */
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
        new Case("never again what has run", cron().now("09:30"), "status 09:00"),
        new Case("nor when the clock was set back", cron().now("08:45"), "status 09:00"),
        new Case("not while it is suspended", cron().suspended(), "status 09:00"),
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
            "so many and no more",
            cron().atMost(1).active(job("09:00")).runs("09:00"),
            "status 09:00 active 1"));
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
    return Stream.of(starts(), misses(), concurrency(), accounts(), triggers()).flatMap(c -> c);
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

  @Test
  void aScheduleThatIsNotUnderstoodStartsNothingAndSaysWhy() {
    CronPlan plan = CronDecision.decide(cron().schedule("61 * * * *").build());
    assertThat(text(plan.steps())).isEqualTo("status 09:00");
    assertThat(plan.standing().values())
        .extracting(CronStep.Tell::reason)
        .containsExactly("UnparseableSchedule");
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
    text.append(String.valueOf(status.lastScheduleTime()), 11, 16);
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
