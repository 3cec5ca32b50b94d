package io.myworkloads.operator.core.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stand-in. */
public record DueRuns(@Nullable Duration deadline) {
  public record Now(
      List<Instant> runs, long missed, Optional<Instant> lastMissed, Optional<Instant> next) {}

  public Now at(CronSchedule schedule, Instant since, Instant now) {
    Optional<Instant> latest = schedule.latest(since, now);
    Optional<Instant> run = latest.filter(t -> deadline == null || !t.plus(deadline).isBefore(now));
    Instant until = run.map(t -> t.minusNanos(1)).orElse(now);
    return new Now(
        run.stream().toList(),
        schedule.count(since, until, Long.MAX_VALUE),
        schedule.latest(since, until),
        schedule.next(latest.orElse(now.isAfter(since) ? now : since)));
  }
}
