package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.CronStatus.Counters;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.core.cron.JobView.Presence;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A MyCronJob named "web" that is due at each full hour, was made at 08:30, and was last run at
 * 09:00; it is looked at at 10:00:10 on the same day, unless a case says otherwise.
 */
final class CronBuilder {
  private static final String DAY = "2026-03-02T";

  private String schedule = "0 * * * *";
  private @Nullable String zone;
  private Instant now = at("10:00:10");
  private CronStatus status = settled(at("09:00"), List.of(), Counters.NONE);
  private final List<JobView> jobs = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private ConcurrencyPolicy concurrency = new ConcurrencyPolicy(ConcurrencyPolicy.Kind.ALLOW, null);
  private JobHistory history = new JobHistory(3, 1);
  private @Nullable Duration deadline;
  private DueRuns.Missed missed = DueRuns.Missed.LATEST;
  private @Nullable Integer suspendAfterFailures;
  private boolean suspended;
  private boolean deleting;
  private @Nullable String trigger;
  private CronMemory memory = CronMemory.NONE.asConfirmed();

  static CronBuilder cron() {
    return new CronBuilder();
  }

  /** A time of the day, as {@code 10:00} or {@code 10:00:10}. */
  static Instant at(String time) {
    return Instant.parse(DAY + (time.length() == 5 ? time + ":00" : time) + "Z");
  }

  /** The name of the MyJob of a time. */
  static String job(String time) {
    return "web-" + at(time).getEpochSecond() / 60;
  }

  CronBuilder schedule(String text) {
    schedule = text;
    return this;
  }

  CronBuilder zone(String name) {
    zone = name;
    return this;
  }

  CronBuilder now(String time) {
    now = at(time);
    return this;
  }

  CronBuilder last(String time) {
    status = settled(at(time), List.copyOf(status.active()), status.counters());
    return this;
  }

  CronBuilder neverRan() {
    status = settled(null, List.copyOf(status.active()), status.counters());
    return this;
  }

  /** What an earlier look wrote. */
  CronBuilder status(CronStatus written) {
    status = written;
    return this;
  }

  CronBuilder failedInARow(int times) {
    status =
        settled(status.lastScheduleTime(), status.active(), new Counters(0, times, 0, times, null));
    return this;
  }

  CronBuilder policy(ConcurrencyPolicy.Kind kind) {
    concurrency = new ConcurrencyPolicy(kind, null);
    return this;
  }

  CronBuilder atMost(int jobs) {
    concurrency = new ConcurrencyPolicy(ConcurrencyPolicy.Kind.ALLOW, jobs);
    return this;
  }

  CronBuilder deadline(String text) {
    deadline = Duration.parse("PT" + text);
    return this;
  }

  CronBuilder missed(DueRuns.Missed policy) {
    missed = policy;
    return this;
  }

  CronBuilder history(@Nullable Integer succeeded, @Nullable Integer failed) {
    history = new JobHistory(succeeded, failed);
    return this;
  }

  CronBuilder suspended() {
    suspended = true;
    return this;
  }

  CronBuilder suspendAfterFailures(int times) {
    suspendAfterFailures = times;
    return this;
  }

  CronBuilder deleting() {
    deleting = true;
    return this;
  }

  CronBuilder trigger(String token) {
    trigger = token;
    return this;
  }

  CronBuilder unconfirmed() {
    memory = CronMemory.NONE;
    return this;
  }

  CronBuilder taken(String name) {
    memory = memory.taken(name);
    return this;
  }

  /** A creation of this MyJob failed and is not to be tried again yet. */
  CronBuilder waitsToCreate(String name) {
    memory = memory.tried(name);
    failures.add(
        new Failure(Failure.Reason.FAILED_CREATE, "no quota", now.plusSeconds(30), Set.of()));
    return this;
  }

  /** A creation failed because the namespace is on its way out. */
  CronBuilder namespaceTerminating() {
    failures.add(
        new Failure(
            Failure.Reason.NAMESPACE_TERMINATING, "no more", now.plusSeconds(30), Set.of()));
    return this;
  }

  /** The status lists these as active; whether they are there is another matter. */
  CronBuilder active(String... names) {
    List<ActiveJob> active = new ArrayList<>();
    for (String name : names) {
      active.add(new ActiveJob(name + "-uid", "shop", name));
    }
    status = settled(status.lastScheduleTime(), active, status.counters());
    return this;
  }

  /** A MyJob of a time runs. */
  CronBuilder runs(String time) {
    return with(job(time), at(time), End.NONE, Presence.THERE);
  }

  CronBuilder ended(String time, End end) {
    return with(job(time), at(time), end, Presence.THERE);
  }

  CronBuilder gone(String time, End end) {
    return with(job(time), at(time), end, Presence.GONE);
  }

  CronBuilder dropped(String time) {
    return with(job(time), at(time), End.NONE, Presence.DROPPED);
  }

  /** A MyJob that somebody made by hand. */
  CronBuilder manual(String name, End end) {
    return with(name, null, null, end, Presence.THERE);
  }

  /** The MyJob of a wish runs. */
  CronBuilder wished(String name, String token) {
    return with(name, null, token, End.NONE, Presence.THERE);
  }

  /** A list did not show the MyJob of a time, which was seen before. */
  CronBuilder lost(String time) {
    return with(job(time), at(time), End.NONE, Presence.LOST);
  }

  /** The MyJob of this name could not be made, as far as is known. */
  CronBuilder tried(String name) {
    memory = memory.tried(name);
    return this;
  }

  private CronBuilder with(String name, Instant scheduled, End end, Presence presence) {
    return with(name, scheduled, null, end, presence);
  }

  private CronBuilder with(
      String name,
      @Nullable Instant scheduled,
      @Nullable String token,
      End end,
      Presence presence) {
    Instant start = scheduled == null ? at("08:31") : scheduled;
    jobs.add(
        new JobView(
            name + "-uid",
            "shop",
            name,
            new ControllerRef("myworkloads.io/v1", "MyCronJob", "web", "web-uid"),
            presence,
            false,
            end == End.NONE ? null : start,
            end,
            end == End.NONE ? null : start.plusSeconds(60),
            scheduled,
            token));
    return this;
  }

  CronObservation build() {
    return new CronObservation(
        new Owner("web-uid", "shop", deleting),
        "web",
        at("08:30"),
        1,
        new CronSpec(
            Timetable.of(schedule, zone, ZoneOffset.UTC),
            new DueRuns(deadline, missed, 10, null, null, Duration.ZERO),
            suspended,
            concurrency,
            history,
            new FailureLimit(suspendAfterFailures)),
        status,
        jobs,
        trigger,
        memory,
        failures,
        now);
  }

  private static CronStatus settled(
      @Nullable Instant last, List<ActiveJob> active, Counters counters) {
    return new CronStatus(active, last, null, at("11:00"), null, null, counters, List.of(), 1);
  }
}
