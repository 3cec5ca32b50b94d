package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.ConcurrencyPolicy.Verdict;
import io.myworkloads.operator.core.cron.CronStatus.Counters;
import io.myworkloads.operator.core.cron.CronStep.Tell;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at an object: what is known is put together once, and the plan made of it.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob
 */
final class CronLook {
  /** upstream: time.RFC1123Z. */
  private static final DateTimeFormatter RFC_1123_Z =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * A clock that is set, or a machine that slept, is noticed by looking. Of ten thousand objects so
   * many looks take a thousandth of a core.
   */
  private static final Duration CLOCK_CHECK = Duration.ofMinutes(10);

  private final CronObservation seen;
  private final CronSpec spec;
  private final CronStatus before;
  private final Run.@Nullable Triggered trigger;
  private final ActiveJobs active;
  private final boolean failedTooOften;
  private final Counters counters;
  private final Due due;
  private final Verdict verdict;

  CronLook(CronObservation seen) {
    this.seen = seen;
    this.spec = seen.spec();
    this.before = seen.status();
    this.trigger = trigger();
    this.active = ActiveJobs.of(seen.name(), before, trigger, seen.jobs());
    Counters ended =
        Counting.after(FailureLimit.counters(before, seen.generation()), active.ended());
    this.failedTooOften = spec.failureLimit().reached(ended);
    this.due =
        Due.of(
            seen,
            spec.suspended() || failedTooOften || seen.owner().deleting(),
            active.times(),
            time -> taken(new Run.Scheduled(time)));
    this.counters = ended.missing(due.missed());
    this.verdict = spec.concurrency().judge(active.remaining(), runs());
  }

  CronPlan plan() {
    if (!active.unknown().isEmpty()) {
      return waits(Reason.OWNER_UNCONFIRMED)
          ? waiting()
          : doing(List.of(new CronStep.Find(active.unknown())));
    }
    List<CronStep> starts = starts();
    if (!starts.isEmpty()) {
      return doing(starts);
    }
    CronStatus after = status();
    if (!after.equals(before)) {
      List<CronStep> steps = new ArrayList<>();
      steps.add(new CronStep.WriteStatus(after));
      steps.addAll(news());
      return doing(steps);
    }
    List<ActiveJob> surplus = surplus();
    return surplus.isEmpty() ? waiting() : doing(List.of(new CronStep.Delete(surplus)));
  }

  private Run.@Nullable Triggered trigger() {
    String token = seen.trigger();
    return token == null || token.isEmpty() || token.equals(before.lastTrigger())
        ? null
        : new Run.Triggered(token, before.lastTrigger());
  }

  // what is to be started

  /** The user's wish comes first: the schedule goes on by itself. */
  private List<Run> runs() {
    if (seen.owner().deleting() || spec.timetable() instanceof Timetable.Unusable) {
      return List.of();
    }
    Stream<Run> wished =
        Stream.ofNullable(trigger).filter(run -> !active.triggered() && !taken(run)).map(r -> r);
    return Stream.concat(wished, due.runs().stream().map(Run.Scheduled::new)).toList();
  }

  private List<CronStep> starts() {
    List<Run> start =
        verdict.start().stream().filter(run -> !taken(run) && !waitsToCreate(run)).toList();
    if (start.isEmpty() || waits(Reason.OWNER_UNCONFIRMED)) {
      return List.of();
    }
    if (!seen.memory().confirmed()) {
      return List.of(new CronStep.Confirm());
    }
    List<CronStep> steps = new ArrayList<>();
    if (!verdict.replace().isEmpty()) {
      if (waits(Reason.FAILED_DELETE)) {
        return List.of();
      }
      steps.add(new CronStep.Delete(verdict.replace()));
    }
    start.forEach(run -> steps.add(new CronStep.Create(run, name(run))));
    return steps;
  }

  /**
   * What could not be made waits for its next try; the pause of one run is not that of the next.
   */
  private boolean waitsToCreate(Run run) {
    return waits(Reason.NAMESPACE_TERMINATING)
        || (waits(Reason.FAILED_CREATE) && name(run).equals(seen.memory().tried()));
  }

  private boolean taken(Run run) {
    return seen.memory().taken().contains(name(run));
  }

  private String name(Run run) {
    return JobNames.of(
        seen.name(),
        run,
        spec.timetable() instanceof Timetable.Usable usable && usable.schedule().subMinute());
  }

  // what is told

  private CronStatus status() {
    List<Instant> times = active.times();
    return new CronStatus(
        active.remaining(),
        times.isEmpty() ? before.lastScheduleTime() : times.getLast(),
        later(before.lastSuccessfulTime(), ActiveJobs.lastSuccess(seen.jobs()).orElse(null)),
        seen.owner().deleting() ? before.nextScheduleTime() : due.next().orElse(null),
        later(before.lastMissedTime(), due.lastMissed()),
        active.triggered() || (trigger != null && taken(trigger))
            ? Objects.requireNonNull(trigger).token()
            : before.lastTrigger(),
        counters,
        conditions(),
        seen.owner().deleting() ? before.observedGeneration() : seen.generation());
  }

  private List<Condition> conditions() {
    if (seen.owner().deleting()) {
      return before.conditions();
    }
    return CronConditions.with(
        before.conditions(),
        CronConditions.standing(
            spec, due, failedTooOften, failedTooOften ? spec.failureLimit().message(counters) : ""),
        seen.failures(),
        seen.generation(),
        seen.now());
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  /** What is to be told of a status once it is written. */
  private List<CronStep> news() {
    List<CronStep> news = new ArrayList<>();
    active
        .ended()
        .forEach(
            job ->
                news.add(
                    new Tell(
                        false,
                        "SawCompletedJob",
                        "Saw completed job: %s, condition: %s"
                            .formatted(job.name(), job.end().condition()))));
    active
        .missing()
        .forEach(
            job ->
                news.add(new Tell(false, "MissingJob", "Active job went missing: " + job.name())));
    if (due.tooLate() && due.lastMissed() != null) {
      news.add(
          new Tell(
              true,
              "MissSchedule",
              "Missed scheduled time to start a job: " + RFC_1123_Z.format(due.lastMissed())));
    }
    if (due.tooMany()) {
      news.add(
          new Tell(
              true,
              "TooManyMissedTimes",
              "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew"));
    }
    if (failedTooOften && !spec.failureLimit().reached(before.counters())) {
      news.add(
          new Tell(true, CronConditions.TOO_MANY_FAILURES, spec.failureLimit().message(counters)));
    }
    return news;
  }

  private Map<String, Tell> standing() {
    Map<String, Tell> standing = new HashMap<>();
    if (spec.timetable() instanceof Timetable.Unusable(String reason, String message)) {
      standing.put(reason + " " + seen.generation(), new Tell(true, reason, message));
    }
    active
        .unexpected()
        .forEach(
            job ->
                standing.put(
                    job.uid(),
                    new Tell(
                        true,
                        "UnexpectedJob",
                        "Saw a job that the controller did not create or forgot: " + job.name())));
    verdict
        .held()
        .ifPresent(
            held ->
                standing.put(name(held.run()), new Tell(false, "JobAlreadyActive", held.why())));
    return standing;
  }

  // what is to be done besides

  private List<ActiveJob> surplus() {
    if (seen.owner().deleting() || waits(Reason.FAILED_DELETE)) {
      return List.of();
    }
    return spec
        .history()
        .surplus(seen.jobs().stream().filter(job -> !active.lists(job)).toList())
        .stream()
        .map(ActiveJob::of)
        .toList();
  }

  private boolean waits(Reason reason) {
    return seen.retries().waits(reason);
  }

  private CronPlan doing(List<CronStep> steps) {
    return new CronPlan(steps, standing(), Optional.of(Duration.ZERO));
  }

  private CronPlan waiting() {
    return new CronPlan(
        List.of(),
        standing(),
        Stream.concat(due.lookAt().map(this::until).stream(), seen.retries().next().stream())
            .min(Duration::compareTo));
  }

  private Duration until(Instant at) {
    Duration left = Duration.between(seen.now(), at);
    return left.compareTo(CLOCK_CHECK) < 0 ? left : CLOCK_CHECK;
  }
}
