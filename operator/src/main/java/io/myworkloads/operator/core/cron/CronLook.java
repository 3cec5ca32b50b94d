package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.ConcurrencyPolicy.Verdict;
import io.myworkloads.operator.core.cron.CronStatus.Counters;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at an object: what is known is put together once, and the plan made of it.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob
 */
final class CronLook {
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
    this.active = ActiveJobs.of(seen.name(), before, seen.jobs());
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
    List<Run> start = startable();
    Optional<CronStep> question = question(start);
    if (question.isPresent()) {
      return waits(Reason.OWNER_UNCONFIRMED) ? waiting(false) : doing(List.of(question.get()));
    }
    List<CronStep> starts = starts(start);
    if (!starts.isEmpty() && !replacesNews()) {
      return doing(starts);
    }
    CronStatus after = status();
    if (!after.equals(before)) {
      List<CronStep> steps = new ArrayList<>();
      steps.add(new CronStep.WriteStatus(after));
      steps.addAll(news().ofStatus());
      return doing(steps);
    }
    List<ActiveJob> surplus = surplus();
    return surplus.isEmpty() ? waiting(true) : doing(List.of(new CronStep.Delete(surplus)));
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
        Stream.ofNullable(trigger)
            .filter(run -> active.token().isEmpty() && !taken(run))
            .map(r -> r);
    return Stream.concat(wished, due.runs().stream().map(Run.Scheduled::new)).toList();
  }

  /** In order: where one waits for its next try, those after it wait too. */
  private List<Run> startable() {
    return verdict.start().stream()
        .filter(run -> !taken(run))
        .takeWhile(run -> !waitsToCreate(run))
        .toList();
  }

  /**
   * What the server is to be asked before anything is decided. Who starts a run beside others, or
   * takes one for missed, must know of all that were made before.
   */
  private Optional<CronStep> question(List<Run> start) {
    if (!active.unknown().isEmpty()) {
      return Optional.of(new CronStep.Find(active.unknown()));
    }
    if (start.isEmpty() && due.missed() == 0) {
      return Optional.empty();
    }
    if (!seen.memory().confirmed()) {
      return Optional.of(new CronStep.Confirm());
    }
    return Optional.ofNullable(seen.memory().tried())
        .filter(tried -> !isNext(tried, start))
        .filter(tried -> seen.jobs().stream().noneMatch(job -> job.name().equals(tried)))
        .map(CronStep.FindTried::new);
  }

  /** Whether nothing is started before the MyJob of this name is tried again. */
  private boolean isNext(String tried, List<Run> start) {
    return start.isEmpty()
        ? runs().stream().anyMatch(run -> name(run).equals(tried))
        : name(start.getFirst()).equals(tried);
  }

  private List<CronStep> starts(List<Run> start) {
    if (start.isEmpty()) {
      return List.of();
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
   * Whether a MyJob is to be replaced that the status does not tell of. Its deletion would leave
   * nothing that tells of its run, and who is killed then would have it counted as missed.
   */
  private boolean replacesNews() {
    return !before.active().containsAll(verdict.replace());
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
        lastTrigger(),
        counters,
        conditions(),
        seen.owner().deleting() ? before.observedGeneration() : seen.generation());
  }

  /** Where the name of a wish is another's, it is met no more than a time of such a name. */
  private @Nullable String lastTrigger() {
    return active
        .token()
        .orElse(trigger != null && taken(trigger) ? trigger.token() : before.lastTrigger());
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

  private CronNews news() {
    return new CronNews(seen, active, due, verdict, failedTooOften, counters, this::name);
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
    return new CronPlan(steps, news().standing(), Optional.of(Duration.ZERO), false);
  }

  private CronPlan waiting(boolean settled) {
    return new CronPlan(
        List.of(),
        news().standing(),
        Stream.concat(due.lookAt().map(this::until).stream(), seen.retries().next().stream())
            .min(Duration::compareTo),
        settled);
  }

  private Duration until(Instant at) {
    Duration left = Duration.between(seen.now(), at);
    return left.compareTo(CLOCK_CHECK) < 0 ? left : CLOCK_CHECK;
  }
}
