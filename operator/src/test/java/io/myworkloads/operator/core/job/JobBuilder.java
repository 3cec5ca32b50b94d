package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MyJobs as they are seen, for tests: {@code job(completions, parallelism)} is one that began ten
 * minutes before {@link PodViewBuilder#NOW}, bears six failures, and has told nothing but that.
 */
final class JobBuilder {
  static final String ME = "me";
  static final Map<String, String> LABELS = Map.of("job", "mine");

  private final int parallelism;
  private final @Nullable Integer completions;
  private boolean indexed;
  private int backoffLimit = 6;
  private @Nullable Integer perIndex;
  private @Nullable Integer maxFailedIndexes;
  private @Nullable Duration deadline;
  private boolean suspended;
  private boolean restarted;
  private @Nullable PodFailurePolicy failurePolicy;
  private @Nullable SuccessPolicy successPolicy;
  private boolean replaceOnlyFailed;
  private Backoff backoff = Backoff.DEFAULT;
  private @Nullable Duration ttlAfterSuccess;
  private @Nullable Duration ttlAfterFailure;
  private @Nullable Integer keptSucceeded;
  private @Nullable Integer keptFailed;
  private boolean managedElsewhere;

  private boolean deleting;
  private int succeeded;
  private int failed;
  private Indexes completed = Indexes.NONE;
  private Indexes failedIndexes = Indexes.NONE;
  private JobStatus.Uncounted uncounted = JobStatus.Uncounted.NONE;
  private @Nullable Instant startTime = NOW.minus(Duration.ofMinutes(10));
  private List<Condition> conditions = new ArrayList<>();
  private FailureStreak streak = FailureStreak.NONE;
  private final List<PodView> pods = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<PodView> unanswered = new ArrayList<>();

  private JobBuilder(@Nullable Integer completions, int parallelism) {
    this.completions = completions;
    this.parallelism = parallelism;
  }

  /**
   * @param completions null where one success is enough
   */
  static JobBuilder job(@Nullable Integer completions, int parallelism) {
    return new JobBuilder(completions, parallelism);
  }

  static JobBuilder indexed(int completions, int parallelism) {
    JobBuilder job = job(completions, parallelism);
    job.indexed = true;
    return job;
  }

  JobBuilder backoffLimit(int value) {
    backoffLimit = value;
    return this;
  }

  /** As the defaults have it, then any number of failures is borne. */
  JobBuilder perIndex(int limit) {
    perIndex = limit;
    backoffLimit = Integer.MAX_VALUE;
    return this;
  }

  JobBuilder maxFailedIndexes(int value) {
    maxFailedIndexes = value;
    return this;
  }

  JobBuilder deadline(String value) {
    deadline = time(value);
    return this;
  }

  JobBuilder suspended() {
    suspended = true;
    return this;
  }

  /** By the kubelet: restartPolicy OnFailure. */
  JobBuilder restarted() {
    restarted = true;
    return this;
  }

  JobBuilder failurePolicy(PodFailurePolicy.Rule... rules) {
    failurePolicy = new PodFailurePolicy(List.of(rules));
    replaceOnlyFailed = true;
    return this;
  }

  JobBuilder successPolicy(SuccessPolicy.Rule... rules) {
    successPolicy = new SuccessPolicy(List.of(rules));
    return this;
  }

  JobBuilder replaceOnlyFailed() {
    replaceOnlyFailed = true;
    return this;
  }

  JobBuilder backoff(Backoff value) {
    backoff = value;
    return this;
  }

  JobBuilder ttl(@Nullable String afterSuccess, @Nullable String afterFailure) {
    ttlAfterSuccess = afterSuccess == null ? null : time(afterSuccess);
    ttlAfterFailure = afterFailure == null ? null : time(afterFailure);
    return this;
  }

  JobBuilder keep(@Nullable Integer ofSucceeded, @Nullable Integer ofFailed) {
    keptSucceeded = ofSucceeded;
    keptFailed = ofFailed;
    return this;
  }

  JobBuilder managedElsewhere() {
    managedElsewhere = true;
    return this;
  }

  JobBuilder ownerDeleting() {
    deleting = true;
    return this;
  }

  /** What the counters say. */
  JobBuilder counted(int ofSucceeded, int ofFailed) {
    succeeded = ofSucceeded;
    failed = ofFailed;
    return this;
  }

  /** Names of Pods with spaces between them. */
  JobBuilder uncounted(String ofSucceeded, String ofFailed) {
    uncounted = new JobStatus.Uncounted(names(ofSucceeded), names(ofFailed));
    return this;
  }

  private static Set<String> names(String text) {
    return text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split(" ")));
  }

  JobBuilder completed(String indexes) {
    completed = Indexes.parse(indexes, Integer.MAX_VALUE);
    return this;
  }

  JobBuilder failedIndexes(String indexes) {
    failedIndexes = Indexes.parse(indexes, Integer.MAX_VALUE);
    return this;
  }

  /** Null for one that has not begun. */
  JobBuilder began(@Nullable String ago) {
    startTime = ago == null ? null : NOW.minus(time(ago));
    return this;
  }

  JobBuilder condition(String type, String reason) {
    return condition(type, reason, "0s");
  }

  JobBuilder condition(String type, String reason, String ago) {
    conditions.add(Condition.of(type, true, reason, "because", 0, NOW.minus(time(ago))));
    return this;
  }

  JobBuilder streak(int failures, String ago) {
    streak = new FailureStreak(failures, NOW.minus(time(ago)));
    return this;
  }

  JobBuilder pods(PodOfJob... value) {
    Arrays.stream(value).map(PodOfJob::build).forEach(pods::add);
    return this;
  }

  JobBuilder pods(List<PodView> value) {
    pods.addAll(value);
    return this;
  }

  /** Of a claim: of all Pods that were named by then. */
  JobBuilder failed(Failure.Reason reason, String retryIn) {
    failures.add(
        new Failure(
            reason,
            "no room",
            NOW.plus(time(retryIn)),
            reason == Failure.Reason.FAILED_CLAIM ? Set.copyOf(pods) : Set.of()));
    return this;
  }

  JobSpec spec() {
    return new JobSpec(
        parallelism,
        completions,
        indexed,
        backoffLimit,
        perIndex,
        maxFailedIndexes,
        deadline,
        suspended,
        Selector.of(LABELS, List.of()),
        restarted,
        failurePolicy,
        successPolicy,
        replaceOnlyFailed,
        backoff,
        ttlAfterSuccess,
        ttlAfterFailure,
        keptSucceeded,
        keptFailed,
        managedElsewhere);
  }

  JobStatus status() {
    return new JobStatus(
        0,
        0,
        0,
        indexed ? completed.total() : succeeded,
        failed,
        indexed ? completed : null,
        perIndex == null ? null : failedIndexes,
        uncounted,
        startTime,
        null,
        List.copyOf(conditions),
        completions,
        streak,
        null,
        7);
  }

  /** Pods of whose deletion nobody knows. */
  JobBuilder unanswered(PodOfJob... value) {
    Arrays.stream(value).map(PodOfJob::build).forEach(unanswered::add);
    return this;
  }

  JobObservation build() {
    return new JobObservation(
        new Owner(ME, PodViewBuilder.NAMESPACE, deleting),
        7,
        spec(),
        status(),
        pods,
        unanswered,
        failures,
        NOW);
  }
}
