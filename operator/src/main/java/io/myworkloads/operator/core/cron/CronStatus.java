package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told, and what the next decision goes on from.
 *
 * @param active MyJobs whose end is not accounted for
 * @param lastScheduleTime the newest scheduled time that has, or had, a MyJob
 * @param lastSuccessfulTime when the last success ended
 * @param nextScheduleTime null where none is to come
 * @param lastMissedTime the newest scheduled time of which it is decided that it gets no MyJob
 * @param lastTrigger the newest token that has, or had, a MyJob
 * @param observedGeneration of the spec that this speaks of; 0 where there is none yet
 */
public record CronStatus(
    List<ActiveJob> active,
    @Nullable Instant lastScheduleTime,
    @Nullable Instant lastSuccessfulTime,
    @Nullable Instant nextScheduleTime,
    @Nullable Instant lastMissedTime,
    @Nullable String lastTrigger,
    Counters counters,
    List<Condition> conditions,
    long observedGeneration) {

  /** That of an object that has none. */
  public static final CronStatus NONE =
      new CronStatus(List.of(), null, null, null, null, null, Counters.NONE, List.of(), 0);

  public CronStatus {
    active = List.copyOf(active);
    conditions = List.copyOf(conditions);
  }

  /**
   * What became of MyJobs.
   *
   * @param succeeded how many, ever
   * @param failed how many, ever
   * @param missed how many scheduled times got no MyJob
   * @param consecutiveFailures how many failed since the last success
   * @param lastDuration how long the one that ended last took; null before the first
   */
  public record Counters(
      long succeeded,
      long failed,
      long missed,
      int consecutiveFailures,
      @Nullable Duration lastDuration) {
    public static final Counters NONE = new Counters(0, 0, 0, 0, null);

    Counters missing(long times) {
      return new Counters(succeeded, failed, missed + times, consecutiveFailures, lastDuration);
    }
  }
}
