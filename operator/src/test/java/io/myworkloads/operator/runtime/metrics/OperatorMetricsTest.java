package io.myworkloads.operator.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.job.PodFailurePolicy;
import io.myworkloads.operator.runtime.events.EventMetrics.Ending;
import io.myworkloads.operator.runtime.jobs.JobMetrics.Action;
import io.myworkloads.operator.runtime.jobs.JobMetrics.Creation;
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
  void everyMetricOfJobsHasUpstreamsName() {
    var jobs = new JobControllerMetrics(meters.registry());
    jobs.synced(true, true, Action.PODS_CREATED, Duration.ofMillis(3));
    jobs.finished(false, false, "BackoffLimitExceeded");
    jobs.podsFinished(false, true, 3);
    jobs.indexesFinished(true, true, 2);
    jobs.podCreated(Creation.RECREATE_FAILED, true);
    jobs.failureHandled(PodFailurePolicy.Action.FAIL_INDEX);
    jobs.endedPodTracked(true);
    jobs.endedPodTracked(false);
    jobs.managedElsewhere("example.com/queue");
    assertThat(meters.registry().scrape().lines())
        .contains(
            "job_controller_job_sync_duration_seconds_count{action=\"pods_created\",completion_mode=\"Indexed\",result=\"success\"} 1",
            "job_controller_job_syncs_total{action=\"pods_created\",completion_mode=\"Indexed\",result=\"success\"} 1.0",
            "job_controller_jobs_finished_total{completion_mode=\"NonIndexed\",reason=\"BackoffLimitExceeded\",result=\"failed\"} 1.0",
            "job_controller_job_pods_finished_total{completion_mode=\"NonIndexed\",result=\"succeeded\"} 3.0",
            "job_controller_job_finished_indexes_total{backoffLimit=\"perIndex\",status=\"succeeded\"} 2.0",
            "job_controller_job_pods_creation_total{reason=\"recreate_failed\",status=\"succeeded\"} 1.0",
            "job_controller_pod_failures_handled_by_failure_policy_total{action=\"FailIndex\"} 1.0",
            "job_controller_terminated_pods_tracking_finalizer_total{event=\"add\"} 1.0",
            "job_controller_terminated_pods_tracking_finalizer_total{event=\"delete\"} 1.0",
            "job_controller_jobs_by_external_controller_total{controller_name=\"example.com/queue\"} 1.0");
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
