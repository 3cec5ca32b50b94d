package io.myworkloads.operator.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.myworkloads.operator.core.job.PodFailurePolicy;
import io.myworkloads.operator.runtime.jobs.JobMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;

/** Counts MyJobs under the names that dashboards and alerts know from upstream's Jobs. */
public final class JobControllerMetrics implements JobMetrics {
  private static final String PREFIX = "job.controller.";

  /** Upstream's: 4 ms, doubled fourteen times. */
  private static final Duration[] BUCKETS =
      IntStream.range(0, 15).mapToObj(i -> Duration.ofMillis(4L << i)).toArray(Duration[]::new);

  private final MeterRegistry registry;

  public JobControllerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void synced(boolean indexed, boolean succeeded, Action action, Duration took) {
    Tags tags =
        mode(indexed)
            .and("result", succeeded ? "success" : "error")
            .and("action", action.name().toLowerCase(Locale.ROOT));
    Timer.builder(PREFIX + "job.sync.duration")
        .description("The time it took to sync a MyJob")
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(took);
    add("job.syncs", "The number of MyJob syncs", tags, 1);
  }

  @Override
  public void finished(boolean indexed, boolean succeeded, String reason) {
    add(
        "jobs.finished",
        "The number of finished MyJobs",
        mode(indexed).and("result", result(succeeded)).and("reason", reason),
        1);
  }

  @Override
  public void podsFinished(boolean indexed, boolean succeeded, int count) {
    add(
        "job.pods.finished",
        "The number of finished Pods that are fully tracked",
        mode(indexed).and("result", result(succeeded)),
        count);
  }

  @Override
  public void indexesFinished(boolean succeeded, boolean perIndex, int count) {
    add(
        "job.finished.indexes",
        "The number of finished indexes",
        Tags.of("status", result(succeeded), "backoffLimit", perIndex ? "perIndex" : "global"),
        count);
  }

  @Override
  public void podCreated(Creation why, boolean succeeded) {
    add(
        "job.pods.creation",
        "The number of Pods created for MyJobs, by the reason for it",
        Tags.of("reason", why.name().toLowerCase(Locale.ROOT), "status", result(succeeded)),
        1);
  }

  @Override
  public void failureHandled(PodFailurePolicy.Action action) {
    add(
        "pod.failures.handled.by.failure.policy",
        "The number of failed Pods handled by a failure policy, by the action of the rule that matched",
        Tags.of("action", action.toString()),
        1);
  }

  @Override
  public void endedPodTracked(boolean tracked) {
    add(
        "terminated.pods.tracking.finalizer",
        "The number of terminated Pods (phase=Failed|Succeeded) that have the tracking finalizer",
        Tags.of("event", tracked ? "add" : "delete"),
        1);
  }

  @Override
  public void managedElsewhere(String controller) {
    add(
        "jobs.by.external.controller",
        "The number of MyJobs managed by an external controller",
        Tags.of("controller_name", controller),
        1);
  }

  private void add(String name, String description, Tags tags, int count) {
    Counter.builder(PREFIX + name)
        .description(description)
        .tags(tags)
        .register(registry)
        .increment(count);
  }

  private static Tags mode(boolean indexed) {
    return Tags.of("completion_mode", indexed ? "Indexed" : "NonIndexed");
  }

  private static String result(boolean succeeded) {
    return succeeded ? "succeeded" : "failed";
  }
}
