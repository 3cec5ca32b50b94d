package io.myworkloads.operator.runtime.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.runtime.metrics.OperatorMetrics.Result;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** Times every reconcile, and counts the retries, at the one place that sees them all: JOSDK. */
public final class ReconcileMetrics implements Metrics {
  private final OperatorMetrics metrics;
  private final LongSupplier nanoTime;
  private final Metrics cleanups;

  /**
   * Times with this clock.
   *
   * @param cleanups also told when an object was cleared away, as JOSDK takes one listener only
   */
  public ReconcileMetrics(OperatorMetrics metrics, LongSupplier nanoTime, Metrics cleanups) {
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.cleanups = cleanups;
  }

  @Override
  public void cleanupDoneFor(ResourceID id, Map<String, Object> metadata) {
    cleanups.cleanupDoneFor(id, metadata);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    long began = nanoTime.getAsLong();
    Result result = Result.ERROR;
    try {
      T outcome = execution.execute();
      result = Result.SUCCESS;
      return outcome;
    } finally {
      metrics.reconciled(
          kind(execution.metadata()), result, Duration.ofNanos(nanoTime.getAsLong() - began));
    }
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception exception, Map<String, Object> metadata) {
    metrics.backoff(resource.getKind());
  }

  private static String kind(Map<String, Object> metadata) {
    return metadata.get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind gvk
        ? gvk.getKind()
        : "unknown";
  }
}
