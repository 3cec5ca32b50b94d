package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.JobView.End;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which finished MyJobs go: of those that succeeded and of those that failed, the oldest beyond a
 * number each.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go cleanupFinishedJobs, utils.go
 * byJobStartTime
 *
 * @param succeeded how many stay; null for all
 * @param failed how many stay; null for all
 */
public record JobHistory(@Nullable Integer succeeded, @Nullable Integer failed) {
  static final Comparator<JobView> OLDEST_FIRST =
      Comparator.comparing(JobView::startTime, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(JobView::name);

  /**
   * Those to delete, the oldest first.
   *
   * @param jobs that are the object's, and whose end is accounted for
   */
  List<JobView> surplus(Collection<JobView> jobs) {
    return Stream.concat(surplus(jobs, End.COMPLETE, succeeded), surplus(jobs, End.FAILED, failed))
        .toList();
  }

  private static Stream<JobView> surplus(
      Collection<JobView> jobs, End end, @Nullable Integer limit) {
    if (limit == null) {
      return Stream.of();
    }
    List<JobView> ended =
        jobs.stream()
            .filter(job -> job.end() == end && job.there() && !job.deleting())
            .sorted(OLDEST_FIRST)
            .toList();
    return ended.stream().limit(Math.max(0, ended.size() - limit));
  }
}
