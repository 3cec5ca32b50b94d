package io.myworkloads.operator.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.myworkloads.operator.runtime.cron.CronMetrics;
import io.myworkloads.operator.runtime.events.EventMetrics;
import io.myworkloads.operator.runtime.pods.PodMetrics;
import io.myworkloads.operator.runtime.revisions.RevisionMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the operator counts about its own work.
 *
 * <p>Labels are kinds, verbs and results: a handful of series each, however many objects there are.
 */
public final class OperatorMetrics implements PodMetrics, EventMetrics {
  private static final String PREFIX = "myworkloads.";

  /** How a reconcile ended. */
  public enum Result {
    SUCCESS,
    ERROR
  }

  private final MeterRegistry registry;

  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  public void reconciled(String kind, Result result, Duration duration) {
    Timer.builder(PREFIX + "reconcile")
        .description("Time of reconciles")
        .tag("kind", kind)
        .tag("result", label(result))
        .publishPercentileHistogram(false)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60))
        .register(registry)
        .record(duration);
  }

  @Override
  public void wrote(String kind, Write write, boolean succeeded) {
    Counter.builder(PREFIX + "pods")
        .description("Pods created, deleted, adopted, released and labelled")
        .tag("kind", kind)
        .tag("result", label(succeeded ? Result.SUCCESS : Result.ERROR))
        .tag("verb", label(write))
        .register(registry)
        .increment();
  }

  /** A write to a ControllerRevision was answered. */
  public void wroteRevision(String kind, RevisionMetrics.Write write, boolean succeeded) {
    Counter.builder(PREFIX + "revisions")
        .description("ControllerRevisions created, changed and deleted")
        .tag("kind", kind)
        .tag("result", label(succeeded ? Result.SUCCESS : Result.ERROR))
        .tag("verb", label(write))
        .register(registry)
        .increment();
  }

  /** A reconcile of an object was put off because the last ones failed. */
  public void backoff(String kind) {
    Counter.builder(PREFIX + "backoffs")
        .description("Reconciles put off after failures")
        .tag("kind", kind)
        .register(registry)
        .increment();
  }

  /** Creates or deletes that the watch never showed: each is a lost event, or a slow API server. */
  public void expectationsExpired(int count) {
    Counter.builder(PREFIX + "expectations.expired")
        .description("Creates and deletes of Pods given up waiting for")
        .register(registry)
        .increment(count);
  }

  public void expectationsOutstanding(Supplier<Number> size) {
    gauge("expectations.outstanding", "Creates and deletes of Pods not yet seen", size);
  }

  /** Objects that wait for a free thread. */
  public void reconcileQueue(Supplier<Number> depth) {
    gauge("reconcile.queue", "Objects that wait for their reconcile", depth);
  }

  /** Objects whose last write failed. */
  public void failing(Supplier<Number> size) {
    gauge("objects.failing", "Objects whose last write failed", size);
  }

  /** Pods in the one cache of the process. */
  public void podsCached(Supplier<Number> size) {
    gauge("pods.cached", "Pods in the cache", size);
  }

  public void nodesCached(Supplier<Number> size) {
    gauge("nodes.cached", "Nodes in the cache", size);
  }

  public void revisionsCached(Supplier<Number> size) {
    gauge("revisions.cached", "ControllerRevisions in the cache", size);
  }

  /** MyJobs in the cache of those that have an owner. */
  public void jobsCached(Supplier<Number> size) {
    gauge("jobs.cached", "MyJobs in the cache", size);
  }

  /** What is counted of the MyJobs of MyCronJobs. */
  public CronMetrics cron() {
    return new CronJobControllerMetrics(registry);
  }

  public void writesInFlight(Supplier<Number> size) {
    gauge("writes.in.flight", "Writes on their way to the API server", size);
  }

  public void leader(Supplier<Boolean> leading) {
    gauge(
        "leader",
        "1 on the replica that works, 0 on those that stand by",
        () -> leading.get() ? 1 : 0);
  }

  @Override
  public void event(Ending ending) {
    Counter.builder(PREFIX + "events")
        .description("Events recorded on objects")
        .tag("result", label(ending))
        .register(registry)
        .increment();
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).description(description).register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
