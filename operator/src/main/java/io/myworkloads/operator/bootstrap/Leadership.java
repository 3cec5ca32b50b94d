package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Only the holder of the lease works; the others have their caches filled and take over.
 *
 * <p>JOSDK elects, with two gaps that are closed here. It never gives the lease back, so that a
 * successor would wait for its end; {@link #release} does. And a renewal that hangs in a connection
 * or in the client's retries outlasts the lease unnoticed, while another holds it; a watchdog ends
 * the process before that.
 */
final class Leadership {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final Settings settings;
  private final LeaseRenewals renewals;
  private final Consumer<String> lost;
  private volatile boolean leading;
  private volatile boolean stopping;

  /**
   * A part in the election, not begun.
   *
   * @param lost told why, when another may lead from here on; must end the process
   */
  Leadership(Settings settings, LeaseRenewals renewals, Consumer<String> lost) {
    this.settings = settings;
    this.renewals = renewals;
    this.lost = lost;
  }

  LeaderElectionConfiguration configuration() {
    return new LeaderElectionConfiguration(
        settings.leaseName(),
        settings.leaseNamespace(),
        settings.leaseDuration(),
        settings.renewDeadline(),
        settings.retryPeriod(),
        settings.identity(),
        new LeaderCallbacks(this::began, this::ended, this::changed),
        // JOSDK would call System.exit, which hangs forever when called while the process stops
        false);
  }

  boolean leading() {
    return leading;
  }

  /** Looks from time to time whether the lease is still ours for sure. */
  void watch(ScheduledExecutorService timer) {
    long period = settings.retryPeriod().dividedBy(2).toMillis();
    var _ = timer.scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
  }

  void check() {
    Duration age = renewals.sinceLast();
    Duration most = settings.leaseDuration().minus(settings.retryPeriod());
    if (leading && !stopping && age.compareTo(most) >= 0) {
      lost.accept("the lease was not renewed for " + age.toSeconds() + " s");
    }
  }

  /** From here on the end of leadership is meant. */
  void stopping() {
    stopping = true;
  }

  /**
   * Gives the lease back, once nothing works any more, as client-go does.
   *
   * <p>upstream: k8s.io/client-go/tools/leaderelection/leaderelection.go, LeaderElector.release
   */
  void release(KubernetesClient client, Clock clock) {
    if (!leading) {
      return;
    }
    try {
      Lease lease =
          client
              .leases()
              .inNamespace(settings.leaseNamespace())
              .withName(settings.leaseName())
              .get();
      if (lease == null || !settings.identity().equals(lease.getSpec().getHolderIdentity())) {
        return;
      }
      var now = clock.instant().atZone(ZoneOffset.UTC);
      var free =
          new LeaseBuilder(lease)
              .editSpec()
              .withHolderIdentity(null)
              .withLeaseDurationSeconds(1)
              .withAcquireTime(now)
              .withRenewTime(now)
              .endSpec()
              .build();
      // with the version that was read, so that a successor's lease is not taken from it
      client.resource(free).lockResourceVersion().update();
      log.atInfo().addKeyValue("lease", settings.leaseName()).log("Lease released");
    } catch (KubernetesClientException e) {
      log.atWarn()
          .addKeyValue("lease", settings.leaseName())
          .addKeyValue("error", e.getMessage())
          .log("Lease not released, a successor waits for its end");
    }
  }

  private void began() {
    renewals.acquired();
    leading = true;
    log.atInfo().addKeyValue("identity", settings.identity()).log("Leading");
  }

  private void ended() {
    if (!stopping) {
      lost.accept("the lease could not be renewed or is held by another");
    }
  }

  /** A lease that was given back names nobody. */
  private void changed(@Nullable String identity) {
    if (identity != null && !identity.equals(settings.identity())) {
      log.atInfo().addKeyValue("leader", identity).log("Standing by");
    }
  }
}
