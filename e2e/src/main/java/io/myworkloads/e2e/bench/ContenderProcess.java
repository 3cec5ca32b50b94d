package io.myworkloads.e2e.bench;

import io.myworkloads.e2e.cluster.SideContainer;
import io.myworkloads.e2e.cluster.TestCluster;
import java.util.Map;

/**
 * A contender at work.
 *
 * @param metricsServer where its {@code /metrics} are, as seen from the nodes
 * @param reconcileMetric the histogram of its reconciles, in seconds
 * @param kindLabel that metric's label that tells the kind
 */
record ContenderProcess(
    TestCluster cluster,
    Account account,
    SideContainer container,
    String metricsServer,
    String reconcileMetric,
    String kindLabel)
    implements AutoCloseable {

  /**
   * Reconciles so far, by the contender's own metrics.
   *
   * @param seconds that they took, all together
   */
  record Reconciles(double count, double seconds) {}

  /** What it took so far. */
  ProcessUse use() {
    return ProcessUse.of(container.processId());
  }

  /** How many requests it has sent to the API server, as that counts them. */
  long requests() {
    return account.requests();
  }

  /**
   * Its reconciles of a kind.
   *
   * @param kind as its metrics spell it
   */
  Reconciles reconciles(String kind) {
    String metrics =
        cluster
            .kubectl(
                "--insecure-skip-tls-verify",
                "--server=" + metricsServer,
                "get",
                "--raw",
                "/metrics")
            .orFail();
    Map<String, String> labels = Map.of(kindLabel, kind);
    return new Reconciles(
        PrometheusText.sum(metrics, reconcileMetric + "_count", labels),
        PrometheusText.sum(metrics, reconcileMetric + "_sum", labels));
  }

  @Override
  public void close() {
    container.close();
  }
}
