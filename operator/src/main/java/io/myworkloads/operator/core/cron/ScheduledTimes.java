package io.myworkloads.operator.core.cron;

import java.time.Instant;
import java.util.Optional;

/** What {@link CronSchedule} asks of a kind of schedule. All times are whole seconds. */
sealed interface ScheduledTimes permits CalendarTimes, EveryDelay {
  /** The first time strictly after the given one; empty where there is none any more. */
  Optional<Instant> next(Instant after);

  /** The latest time in (after, upTo]. */
  Optional<Instant> latest(Instant after, Instant upTo);

  /** How many times lie in (after, upTo]. */
  long count(Instant after, Instant upTo);

  /** Whether two times can lie in one minute. */
  boolean subMinute();
}
