package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.JobView.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The list of active MyJobs compared with those that there are.
 *
 * <p>What a run's MyJob stands for is noted in the status after the MyJob was made. One that is not
 * noted there, because whoever made it did not live to, is recognised by its name, and noted then.
 * Upstream takes it for another's, and lets the next run start beside it.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob
 *
 * @param unknown in the list or to be noted, but not seen: nobody knows whether they are there
 * @param remaining the list as it is to be, those of {@code noted} included
 * @param noted made for a run that the status does not know of, the oldest run first
 * @param ended whose end is to be accounted for
 * @param missing in the list, and gone before their end was seen
 * @param unexpected the object's, not ended, and made for no run
 */
record ActiveJobs(
    List<ActiveJob> unknown,
    List<ActiveJob> remaining,
    List<JobView> noted,
    List<JobView> ended,
    List<JobView> missing,
    List<JobView> unexpected) {

  /**
   * Compares.
   *
   * @param jobs the object's own
   */
  static ActiveJobs of(String cronJob, CronStatus before, Collection<JobView> jobs) {
    Map<String, JobView> byUid = new HashMap<>();
    jobs.forEach(job -> byUid.put(job.uid(), job));
    var result =
        new ActiveJobs(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (ActiveJob active : before.active()) {
      JobView job = byUid.remove(active.uid());
      if (job == null || job.presence() == Presence.LOST) {
        result.unknown.add(active);
        result.remaining.add(active);
      } else {
        result.put(active, job);
      }
    }
    byUid.values().stream()
        .sorted(JobHistory.OLDEST_FIRST)
        .forEach(
            job -> {
              if (isNews(cronJob, before, job)) {
                result.putNews(job);
              } else if (job.there() && !job.finished() && !job.deleting()) {
                result.unexpected.add(job);
              }
            });
    return result;
  }

  private void putNews(JobView job) {
    if (job.presence() == Presence.LOST) {
      unknown.add(ActiveJob.of(job));
      return;
    }
    noted.add(job);
    put(ActiveJob.of(job), job);
  }

  private void put(ActiveJob active, JobView job) {
    if (job.presence() == Presence.DROPPED) {
      return;
    }
    if (job.finished()) {
      ended.add(job);
    } else if (job.there()) {
      remaining.add(active);
    } else {
      missing.add(job);
    }
  }

  private static boolean isNews(String cronJob, CronStatus before, JobView job) {
    Instant time = job.scheduled();
    if (time == null) {
      return job.token() != null
          && JobNames.isOf(
              job.name(), cronJob, new Run.Triggered(job.token(), before.lastTrigger()));
    }
    Instant last = before.lastScheduleTime();
    return (last == null || time.isAfter(last))
        && JobNames.isOf(job.name(), cronJob, new Run.Scheduled(time));
  }

  /** The scheduled times that are noted. */
  List<Instant> times() {
    return noted.stream().map(JobView::scheduled).filter(Objects::nonNull).sorted().toList();
  }

  /** The token of the wish that is noted. */
  Optional<String> token() {
    return noted.stream()
        .filter(job -> job.scheduled() == null)
        .map(JobView::token)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether a MyJob is in the list as it was or is to be. */
  boolean lists(JobView job) {
    return noted.contains(job)
        || ended.contains(job)
        || remaining.stream().anyMatch(active -> active.uid().equals(job.uid()));
  }

  /** When the last of those that succeeded ended. */
  static Optional<Instant> lastSuccess(Collection<JobView> jobs) {
    return jobs.stream()
        .filter(job -> job.end() == JobView.End.COMPLETE)
        .map(JobView::endTime)
        .filter(Objects::nonNull)
        .max(Instant::compareTo);
  }
}
