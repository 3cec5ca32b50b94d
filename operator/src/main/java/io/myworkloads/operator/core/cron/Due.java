package io.myworkloads.operator.core.cron;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the schedule asks for, after what the status and its MyJobs tell of.
 *
 * @param runs scheduled times to start, the oldest first
 * @param missed how many scheduled times are found to get no MyJob
 * @param lastMissed the newest of them; null where there is none
 * @param tooLate whether nothing is started because the deadline of all is over
 * @param tooMany whether so many were missed, each of which could have been started still, that
 *     somebody should know
 * @param next the first time to come
 * @param lookAt when that is to be started, or the first of the runs, should it wait, is missed
 * @param never whether there will never be one, whatever is asked for besides
 */
record Due(
    List<Instant> runs,
    long missed,
    @Nullable Instant lastMissed,
    boolean tooLate,
    boolean tooMany,
    Optional<Instant> next,
    Optional<Instant> lookAt,
    boolean never) {
  /** upstream: pkg/controller/cronjob/utils.go mostRecentScheduleTime. */
  private static final long MANY = 100;

  private static final Due NOTHING =
      new Due(List.of(), 0, null, false, false, Optional.empty(), Optional.empty(), false);

  /**
   * What is to be done by the schedule.
   *
   * @param stopped whether it is to start nothing now: what passes meanwhile is decided later
   * @param noted scheduled times whose MyJobs are there, but not in the status yet, in order
   * @param taken of which scheduled times the MyJob's name is another's
   */
  static Due of(
      CronObservation seen, boolean stopped, List<Instant> noted, Predicate<Instant> taken) {
    if (!(seen.spec().timetable() instanceof Timetable.Usable(CronSchedule schedule, _))) {
      return NOTHING;
    }
    Instant decided = decided(seen);
    Instant since = noted.isEmpty() ? decided : later(decided, noted.getLast());
    DueRuns times = seen.spec().times();
    Span told = times.span(schedule, decided, since);
    long missed = Math.max(0, told.count() - noted.size());
    Instant lastMissed =
        missed == 0 ? null : told.upTo(noted.getFirst().minusNanos(1)).latest().orElse(null);
    boolean never = schedule.next(seen.now()).isEmpty();
    if (stopped) {
      return new Due(
          List.of(), missed, lastMissed, false, false, Optional.empty(), Optional.empty(), never);
    }
    DueRuns.Now rest = times.at(schedule, since, seen.now());
    missed += rest.missed();
    lastMissed = rest.lastMissed().orElse(lastMissed);
    List<Instant> runs = new ArrayList<>(rest.runs());
    while (!runs.isEmpty() && taken.test(runs.getFirst())) {
      missed++;
      lastMissed = runs.removeFirst();
    }
    return new Due(
        List.copyOf(runs),
        missed,
        lastMissed,
        rest.runs().isEmpty() && rest.missed() > 0,
        missed > 0 && times.startable(schedule, decided, seen.now()).count() > MANY,
        rest.next(),
        Stream.concat(
                rest.next().map(time -> time.plus(times.delay())).stream(),
                runs.stream().limit(1).flatMap(time -> times.over(time).stream()))
            .min(Instant::compareTo),
        never);
  }

  /** Up to here all is decided. */
  private static Instant decided(CronObservation seen) {
    Instant decided = seen.created();
    for (Instant time :
        Arrays.asList(seen.status().lastScheduleTime(), seen.status().lastMissedTime())) {
      decided = time == null ? decided : later(decided, time);
    }
    return decided;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
