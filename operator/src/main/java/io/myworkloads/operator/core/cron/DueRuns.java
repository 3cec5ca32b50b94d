package io.myworkloads.operator.core.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which scheduled times are acted upon. Counts are exact, and cost no more for a year than for an
 * hour; upstream's are estimates.
 *
 * <p>upstream: pkg/controller/cronjob/utils.go mostRecentScheduleTime
 *
 * @param deadline how long after its time a run may start; null for ever
 * @param missed what becomes of times that passed while nothing could be started
 * @param limit how many of them are run at most, if all are to be
 * @param notBefore the first time that counts; null for any
 * @param notAfter the last time that counts; null for any
 * @param delay by how much the object starts each run later than its time
 */
public record DueRuns(
    @Nullable Duration deadline,
    Missed missed,
    int limit,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    Duration delay) {

  /** Who starts this soon after its time is on time: an operator that restarts takes as long. */
  static final Duration ON_TIME = Duration.ofSeconds(10);

  /** The values of {@code spec.missedRuns.policy}. */
  public enum Missed {
    /** The latest is run. */
    LATEST,
    /** All are run, or the latest of them. */
    ALL,
    /** None is run. */
    NONE
  }

  /**
   * What is due.
   *
   * @param runs scheduled times to start, the oldest first
   * @param missed how many others passed
   * @param lastMissed the newest of those
   * @param next the first time to come
   */
  record Now(
      List<Instant> runs, long missed, Optional<Instant> lastMissed, Optional<Instant> next) {}

  /**
   * What is due now.
   *
   * @param since up to here all is decided
   */
  Now at(CronSchedule schedule, Instant since, Instant now) {
    Span passed = span(schedule, since, now.minus(delay));
    List<Instant> runs = startable(schedule, since, now).last(missed == Missed.ALL ? limit : 1);
    Span others = runs.isEmpty() ? passed : passed.upTo(runs.getFirst().minusNanos(1));
    return new Now(
        runs,
        others.count(),
        others.latest(),
        passed.next().filter(time -> notAfter == null || !time.isAfter(notAfter)));
  }

  /** The times in (since, now] that count, and of which it is not too late to start any. */
  Span startable(CronSchedule schedule, Instant since, Instant now) {
    Instant passed = now.minus(delay);
    Duration allowed = allowed();
    Span all = span(schedule, since, passed);
    return allowed == null ? all : all.after(passed.minus(allowed).minusNanos(1));
  }

  /** From when on a time is too late to start; empty where it never is. */
  Optional<Instant> over(Instant time) {
    return Optional.ofNullable(allowed()).map(late -> time.plus(delay).plus(late).plusNanos(1));
  }

  /** How late a run may start; null for ever. */
  private @Nullable Duration allowed() {
    return missed == Missed.NONE && (deadline == null || deadline.compareTo(ON_TIME) > 0)
        ? ON_TIME
        : deadline;
  }

  /** The times in (since, upTo] that count. */
  Span span(CronSchedule schedule, Instant since, Instant upTo) {
    Span all = new Span(schedule, since, since, upTo);
    Span begun = notBefore == null ? all : all.after(notBefore.minusNanos(1));
    return notAfter == null ? begun : begun.upTo(notAfter);
  }
}
