package io.myworkloads.operator.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.myworkloads.operator.runtime.cron.CronMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;

/** Counts the MyJobs of MyCronJobs; what upstream counts, under its name. */
final class CronJobControllerMetrics implements CronMetrics {
  /** Upstream's: a second, doubled nine times. */
  private static final Duration[] BUCKETS =
      IntStream.range(0, 10).mapToObj(i -> Duration.ofSeconds(1L << i)).toArray(Duration[]::new);

  private final MeterRegistry registry;

  CronJobControllerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void wrote(String kind, Write write, boolean succeeded) {
    Counter.builder("myworkloads.jobs")
        .description("MyJobs created and deleted")
        .tag("kind", kind)
        .tag("result", succeeded ? "success" : "error")
        .tag("verb", write.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  @Override
  public void started(Duration skew) {
    Timer.builder("cronjob.controller.job.creation.skew.duration")
        .description("Time between when a MyJob is scheduled to be made, and when it is")
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(skew);
  }
}
