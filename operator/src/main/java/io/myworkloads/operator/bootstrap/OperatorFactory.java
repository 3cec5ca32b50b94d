package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.myworkloads.operator.runtime.metrics.ReconcileMetrics;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds the Java Operator SDK's operator as all our controllers need it. */
final class OperatorFactory {
  /** Long enough for the list of some thousand objects from a server that has just started. */
  private static final Duration CACHE_SYNC_TIMEOUT = Duration.ofMinutes(2);

  private OperatorFactory() {}

  /**
   * Builds an operator.
   *
   * @param executor for reconciles; made by the caller because JOSDK runs the consumer below twice
   * @param broken told why, once an informer ended that cannot go on
   */
  static Operator create(
      Settings settings,
      Clients clients,
      ExecutorService executor,
      ReconcileMetrics metrics,
      @Nullable Leadership leadership,
      Consumer<String> broken) {
    InformerStoppedHandler stopped =
        (informer, error) -> {
          if (error != null && informer.hasSynced()) {
            broken.accept("the informer of " + kind(informer) + " ended: " + error.getMessage());
          }
        };
    return new Operator(
        o -> {
          o.withKubernetesClient(clients.reader())
              .withCloseClientOnStop(false)
              .withExecutorService(executor)
              .withReconciliationTerminationTimeout(timeToFinish(settings))
              .withCacheSyncTimeout(CACHE_SYNC_TIMEOUT)
              .withUseSSAToPatchPrimaryResource(false)
              .withResourceCloner(new LookCopies())
              .checkingCRDAndValidateLocalModel(false)
              .withInformerStoppedHandler(stopped)
              .withMetrics(metrics);
          if (leadership != null) {
            o.withLeaderElectionConfiguration(leadership.configuration());
          }
        });
  }

  /** Endless, as upstream's work queues; the first pause is short because most causes are. */
  static Retry retry() {
    return new GenericRetry()
        .setInitialInterval(50)
        .setIntervalMultiplier(2)
        .setMaxInterval(60_000)
        .withoutMaxAttempts();
  }

  /**
   * How long reconciles may take to end when the process stops. The lease is not renewed any more
   * then, so this must be over before it is.
   */
  static Duration timeToFinish(Settings settings) {
    Duration lease = settings.leaseDuration().minus(settings.retryPeriod().multipliedBy(2));
    Duration most = Duration.ofSeconds(10);
    return lease.isNegative() ? Duration.ZERO : lease.compareTo(most) < 0 ? lease : most;
  }

  private static String kind(SharedIndexInformer<?> informer) {
    return informer.getApiTypeClass().getSimpleName();
  }
}
