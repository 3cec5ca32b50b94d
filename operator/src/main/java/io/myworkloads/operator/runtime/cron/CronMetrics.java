package io.myworkloads.operator.runtime.cron;

import java.time.Duration;

/** What is counted of the MyJobs of MyCronJobs. */
public interface CronMetrics {

  /** The writes there are. */
  enum Write {
    CREATE,
    DELETE
  }

  /** A write on behalf of an owner of this kind was answered. */
  void wrote(String kind, Write write, boolean succeeded);

  /**
   * A scheduled MyJob was made so long after its time.
   *
   * <p>upstream: pkg/controller/cronjob/metrics/metrics.go CronJobCreationSkew
   */
  void started(Duration skew);
}
