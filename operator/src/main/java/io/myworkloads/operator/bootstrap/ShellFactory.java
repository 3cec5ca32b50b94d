package io.myworkloads.operator.bootstrap;

import io.myworkloads.operator.runtime.ClientOwnerApi;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.Revivals;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.cron.ClientJobApi;
import io.myworkloads.operator.runtime.cron.CronShell;
import io.myworkloads.operator.runtime.cron.JobControl;
import io.myworkloads.operator.runtime.cron.JobStore;
import io.myworkloads.operator.runtime.events.Events;
import io.myworkloads.operator.runtime.metrics.OperatorMetrics;
import io.myworkloads.operator.runtime.nodes.NodeStore;
import io.myworkloads.operator.runtime.pods.ClientPodApi;
import io.myworkloads.operator.runtime.pods.Expectations;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodNames;
import io.myworkloads.operator.runtime.pods.PodStore;
import io.myworkloads.operator.runtime.revisions.ClientRevisionApi;
import io.myworkloads.operator.runtime.revisions.RevisionControl;
import io.myworkloads.operator.runtime.revisions.RevisionData;
import io.myworkloads.operator.runtime.revisions.RevisionStore;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Builds what all controllers share, and shows it in the metrics. */
final class ShellFactory {
  private ShellFactory() {}

  static Shell create(
      Settings settings,
      Clients clients,
      PodStore podStore,
      Events events,
      OperatorMetrics metrics,
      ExecutorService writes,
      ScheduledExecutorService timer,
      Clock clock,
      RandomGenerator random) {
    var expectations = new Expectations(clock, () -> metrics.expectationsExpired(1));
    var inFlight = new Semaphore(settings.writesInFlight(), true);
    var podApi = new ClientPodApi(clients.writer(), inFlight);
    var podControl = new PodControl(podApi, expectations, new PodNames(random), writes, metrics);
    var failures = new Failures(clock, random);
    metrics.expectationsOutstanding(expectations::outstanding);
    metrics.podsCached(podStore::size);
    metrics.writesInFlight(() -> settings.writesInFlight() - inFlight.availablePermits());
    metrics.failing(failures::size);
    return new Shell(
        new ClientOwnerApi(clients.writer()),
        podApi,
        podStore,
        expectations,
        podControl,
        failures,
        events,
        new Revivals(),
        timer,
        clock);
  }

  /** What the kinds that run on every node need besides. */
  static DaemonShell daemons(
      Clients clients,
      NodeStore nodes,
      RevisionData data,
      RevisionStore revisions,
      Shell shell,
      OperatorMetrics metrics) {
    var api = new ClientRevisionApi(clients.writer());
    metrics.nodesCached(nodes::size);
    metrics.revisionsCached(revisions::size);
    return new DaemonShell(
        nodes,
        data,
        revisions,
        new RevisionControl(api, revisions, shell.podControl(), metrics::wroteRevision),
        api);
  }

  /** What the kind that makes MyJobs needs besides. */
  static CronShell cron(
      Clients clients,
      JobStore jobs,
      BooleanSupplier working,
      OperatorMetrics metrics,
      ZoneId zone) {
    metrics.jobsCached(jobs::size);
    return new CronShell(
        jobs,
        new JobControl(new ClientJobApi(clients.writer()), jobs, metrics.cron()),
        zone,
        working);
  }
}
