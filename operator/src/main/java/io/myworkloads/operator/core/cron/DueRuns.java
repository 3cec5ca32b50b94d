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
    Instant from = notBefore == null || notBefore.isBefore(since) ? since : notBefore.minusNanos(1);
    Instant passed = now.minus(delay);
    Instant upTo = notAfter == null || notAfter.isAfter(passed) ? passed : notAfter;
    Optional<Instant> next =
        schedule
            // @every goes on from its own times, not from the moment of a look
            .next(upTo.isAfter(from) ? schedule.latest(from, upTo).orElse(from) : from)
            .filter(time -> notAfter == null || !time.isAfter(notAfter));
    if (!upTo.isAfter(from)) {
      return new Now(List.of(), 0, Optional.empty(), next);
    }
    List<Instant> runs = startable(schedule, from, upTo, passed);
    Instant others = runs.isEmpty() ? upTo : runs.getFirst().minusNanos(1);
    if (!others.isAfter(from)) {
      return new Now(runs, 0, Optional.empty(), next);
    }
    return new Now(
        runs, schedule.count(from, others, Long.MAX_VALUE), schedule.latest(from, others), next);
  }

  private List<Instant> startable(
      CronSchedule schedule, Instant from, Instant upTo, Instant passed) {
    Duration allowed =
        missed == Missed.NONE && (deadline == null || deadline.compareTo(ON_TIME) > 0)
            ? ON_TIME
            : deadline;
    // of all that passed, as @every goes on from its own times and not from a deadline
    List<Instant> last = schedule.last(from, upTo, missed == Missed.ALL ? limit : 1);
    return allowed == null
        ? last
        : last.stream().filter(time -> !time.isBefore(passed.minus(allowed))).toList();
  }
}
