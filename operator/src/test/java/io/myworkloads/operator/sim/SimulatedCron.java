package io.myworkloads.operator.sim;

import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.runtime.cron.CronMetrics;
import io.myworkloads.operator.runtime.cron.CronShell;
import io.myworkloads.operator.runtime.cron.JobApi;
import io.myworkloads.operator.runtime.cron.JobControl;
import io.myworkloads.operator.runtime.cron.JobStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** What an operator keeps in memory about MyJobs, over a cluster in memory. */
public final class SimulatedCron {
  private final JobStore store = new JobStore();
  private final ObjectWatch<MyJob> watch;
  private final CronShell shell;

  SimulatedCron(
      InMemoryJobs server, UnaryOperator<JobApi> asked, Random random, BooleanSupplier working) {
    watch = new ObjectWatch<>(server.objects(), store, random);
    shell =
        new CronShell(
            store,
            new JobControl(asked.apply(server), store, new Uncounted()),
            ZoneOffset.UTC,
            working);
  }

  private static final class Uncounted implements CronMetrics {
    @Override
    public void wrote(String kind, Write write, boolean succeeded) {}

    @Override
    public void started(Duration skew) {}
  }

  /** The same as controllers get it. */
  public CronShell shell() {
    return shell;
  }

  public JobStore store() {
    return store;
  }

  public ObjectWatch<MyJob> watch() {
    return watch;
  }
}
