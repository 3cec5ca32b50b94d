package io.myworkloads.operator.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.runtime.events.EventMetrics.Ending;
import io.myworkloads.operator.runtime.metrics.OperatorMetrics.Result;
import io.myworkloads.operator.runtime.pods.PodMetrics.Write;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dashboards and alerts are written against these names. */
class OperatorMetricsTest {
  private final Meters meters = new Meters();
  private final OperatorMetrics metrics = new OperatorMetrics(meters.registry());

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void everyMetricHasItsName() {
    metrics.reconciled("MyReplicaSet", Result.SUCCESS, Duration.ofMillis(3));
    metrics.wrote("MyReplicaSet", Write.CREATE, true);
    metrics.wrote("MyReplicaSet", Write.CREATE, true);
    metrics.wrote("MyReplicaSet", Write.DELETE, false);
    metrics.wrote("MyReplicationController", Write.ADOPT, true);
    metrics.wrote("MyReplicationController", Write.RELEASE, true);
    metrics.backoff("MyReplicaSet");
    metrics.expectationsExpired(2);
    metrics.expectationsOutstanding(() -> 4);
    metrics.reconcileQueue(() -> 7);
    metrics.podsCached(() -> 2000);
    metrics.writesInFlight(() -> 64);
    metrics.leader(() -> true);
    metrics.event(Ending.DROPPED);
    assertThat(meters.registry().scrape().lines())
        .contains(
            "myworkloads_reconcile_seconds_count{kind=\"MyReplicaSet\",result=\"success\"} 1",
            "myworkloads_pods_total{kind=\"MyReplicaSet\",result=\"success\",verb=\"create\"} 2.0",
            "myworkloads_pods_total{kind=\"MyReplicaSet\",result=\"error\",verb=\"delete\"} 1.0",
            "myworkloads_pods_total{kind=\"MyReplicationController\",result=\"success\",verb=\"adopt\"} 1.0",
            "myworkloads_pods_total{kind=\"MyReplicationController\",result=\"success\",verb=\"release\"} 1.0",
            "myworkloads_backoffs_total{kind=\"MyReplicaSet\"} 1.0",
            "myworkloads_expectations_expired_total 2.0",
            "myworkloads_expectations_outstanding 4.0",
            "myworkloads_reconcile_queue 7.0",
            "myworkloads_pods_cached 2000.0",
            "myworkloads_writes_in_flight 64.0",
            "myworkloads_leader 1.0",
            "myworkloads_events_total{result=\"dropped\"} 1.0");
  }

  @Test
  void theJvmIsMeasuredToo() {
    assertThat(meters.registry().scrape())
        .contains(
            "jvm_memory_used_bytes",
            "jvm_gc_",
            "jvm_threads_live_threads",
            "process_cpu_usage",
            "process_uptime_seconds");
  }
}
