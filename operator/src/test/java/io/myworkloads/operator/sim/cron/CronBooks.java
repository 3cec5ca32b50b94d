package io.myworkloads.operator.sim.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobSpec;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.operator.core.cron.CronSchedule;
import io.myworkloads.operator.core.cron.JobNames;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.InMemoryObjects.Change;
import io.myworkloads.operator.sim.cron.CronLog.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Audits each status that is written: what it adds to the counters is what the server's log has of
 * the MyJobs and the scheduled times that it accounts for, and each is accounted for once.
 */
final class CronBooks {
  private final CronCluster cluster;
  private final CronLog log;
  private final Map<String, MyCronJob> last = new HashMap<>();
  private final Set<String> accountedFor = new HashSet<>();

  private CronBooks(CronCluster cluster, CronLog log) {
    this.cluster = cluster;
    this.log = log;
  }

  static void audit(CronCluster cluster, CronLog log) {
    var books = new CronBooks(cluster, log);
    var objects = cluster.owners().objects(MyCronJob.class);
    objects.all().forEach(report -> books.last.put(report.getMetadata().getUid(), report));
    objects.watch(
        objects.version(),
        event -> {
          if (event.change() == Change.PUT) {
            books.put(event.object());
          }
        });
  }

  private void put(MyCronJob after) {
    MyCronJob before = last.put(after.getMetadata().getUid(), after);
    var request = cluster.requests().current();
    if (before != null && request != null && request.verb() == Verb.STATUS) {
      cluster.check(() -> follows(before, after));
    }
  }

  private void follows(MyCronJob before, MyCronJob after) {
    Set<String> activeBefore = active(before);
    Set<String> activeAfter = active(after);
    assertThat(activeAfter.stream().filter(accountedFor::contains)).as("active again").isEmpty();
    List<Made> newlyNoted =
        log.of(after).filter(job -> !log.isNoted(job)).filter(job -> tellsOf(after, job)).toList();
    Set<String> leaving =
        Stream.concat(activeBefore.stream(), newlyNoted.stream().map(Made::uid))
            .filter(uid -> !activeAfter.contains(uid))
            .collect(Collectors.toSet());
    accountedFor.addAll(leaving);
    newlyNoted.forEach(log::noted);
    for (String uid : leaving) {
      JobView job = log.view(uid);
      assertThat(log.there(uid) && !job.finished() && !job.deleting())
          .as("%s is not active any more, but runs on", job.name())
          .isFalse();
    }
    counts(leaving, End.COMPLETE, count(before, after, MyCronJobStatus::getSucceeded));
    counts(leaving, End.FAILED, count(before, after, MyCronJobStatus::getFailed));
    misses(before, after, count(before, after, MyCronJobStatus::getMissed));
  }

  private static boolean tellsOf(MyCronJob report, Made job) {
    if (active(report).contains(job.uid())) {
      return true;
    }
    MyCronJobStatus status = Objects.requireNonNull(report.getStatus());
    return job.time() == null
        ? Objects.equals(job.token(), status.getLastTrigger())
        : status.getLastScheduleTime() != null
            && !job.time().isAfter(Instant.parse(status.getLastScheduleTime()));
  }

  /** Those that are gone may have been seen at their end, or not. */
  private void counts(Set<String> leaving, End end, long counted) {
    List<JobView> ended = leaving.stream().map(log::view).filter(job -> job.end() == end).toList();
    long sure = ended.stream().filter(job -> log.there(job.uid()) && !job.deleting()).count();
    assertThat(counted)
        .as("counted as %s of %s", end, leaving.stream().map(log::view).toList())
        .isBetween(sure, (long) ended.size());
  }

  private void misses(MyCronJob before, MyCronJob after, long counted) {
    Optional<CronSchedule> usable = CronCluster.schedule(after);
    Instant from = CronProperties.decided(before);
    Instant upTo = CronProperties.decided(after);
    assertThat(upTo).as("decided up to").isAfterOrEqualTo(from);
    if (usable.isEmpty() || upTo.equals(from)) {
      assertThat(counted).as("missed").isZero();
      return;
    }
    CronSchedule schedule = usable.get();
    long all = schedule.count(from, upTo, Long.MAX_VALUE);
    List<Made> made =
        log.of(after)
            .filter(job -> job.time() != null && job.time().isAfter(from))
            .filter(job -> !Objects.requireNonNull(job.time()).isAfter(upTo))
            .toList();
    long runs = made.stream().map(Made::time).distinct().count();
    long sure =
        made.stream()
            .filter(job -> !log.cannotBeKnown(job))
            .map(job -> Objects.requireNonNull(job.time()))
            .filter(time -> schedule.latest(from, time).filter(time::equals).isPresent())
            .distinct()
            .count();
    assertThat(counted)
        .as("missed of %d times in (%s, %s], of which %d were run", all, from, upTo, runs)
        .isBetween(Math.max(0, all - runs), all - sure);
    missedForAReason(after, schedule, lastMissed(before), lastMissed(after));
  }

  /** The latest time is run unless its deadline is over, or its name another's. */
  private void missedForAReason(
      MyCronJob report, CronSchedule schedule, @Nullable Instant before, @Nullable Instant missed) {
    Instant now = cluster.now();
    if (missed == null
        || missed.equals(before)
        // a later one was run before the clock was set back
        || CronProperties.decided(report).isAfter(missed)
        || schedule.next(missed).filter(next -> !next.isAfter(now)).isPresent()) {
      return;
    }
    MyCronJobSpec spec = report.getSpec();
    Duration late = Duration.between(missed, now);
    boolean over =
        spec.getStartingDeadlineSeconds() != null
            && late.compareTo(Duration.ofSeconds(spec.getStartingDeadlineSeconds())) > 0;
    boolean unwanted =
        spec.getMissedRuns() != null
            && "None".equals(spec.getMissedRuns().getPolicy())
            && late.compareTo(Duration.ofSeconds(10)) > 0;
    String name = JobNames.of(CronCluster.NAME, new Run.Scheduled(missed), schedule.subMinute());
    assertThat(over || unwanted || log.wasAnothers(name))
        .as("%s is missed %s after its time for a reason", name, late)
        .isTrue();
  }

  private static @Nullable Instant lastMissed(MyCronJob report) {
    MyCronJobStatus status = report.getStatus();
    return status == null || status.getLastMissedTime() == null
        ? null
        : Instant.parse(status.getLastMissedTime());
  }

  private static Set<String> active(MyCronJob report) {
    MyCronJobStatus status = report.getStatus();
    return status == null
        ? Set.of()
        : status.getActive().stream().map(ObjectReference::getUid).collect(Collectors.toSet());
  }

  private interface Counter {
    @Nullable Long of(MyCronJobStatus status);
  }

  private static long count(MyCronJob before, MyCronJob after, Counter counter) {
    return count(after, counter) - count(before, counter);
  }

  private static long count(MyCronJob report, Counter counter) {
    MyCronJobStatus status = report.getStatus();
    Long told = status == null ? null : counter.of(status);
    return told == null ? 0 : told;
  }
}
