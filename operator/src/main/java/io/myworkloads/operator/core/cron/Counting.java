package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.CronStatus.Counters;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How MyJobs and missed times are counted. Each is counted once: a MyJob by the write that takes it
 * off the list of active ones, a missed time by the write that moves the time up to which all is
 * decided.
 */
final class Counting {
  private static final Comparator<JobView> FIRST_ENDED =
      Comparator.comparing(JobView::endTime, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(JobView::name);

  private Counting() {}

  static Counters after(Counters before, Collection<JobView> ended) {
    List<JobView> inOrder = ended.stream().sorted(FIRST_ENDED).toList();
    long succeeded = before.succeeded();
    long failed = before.failed();
    int streak = before.consecutiveFailures();
    Duration took = before.lastDuration();
    for (JobView job : inOrder) {
      if (job.end() == JobView.End.COMPLETE) {
        succeeded++;
        streak = 0;
      } else {
        failed++;
        streak++;
      }
      took = took(job, took);
    }
    return new Counters(succeeded, failed, before.missed(), streak, took);
  }

  private static @Nullable Duration took(JobView job, @Nullable Duration before) {
    Instant start = job.startTime();
    Instant end = job.endTime();
    return start == null || end == null ? before : Duration.between(start, end);
  }
}
