package io.myworkloads.operator.sim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.myworkloads.operator.core.pods.PodView;
import org.junit.jupiter.api.Test;

/** What dashboards see of a MyJob's life. */
class JobMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final JobsCluster cluster =
      new JobsCluster(shell -> JobsCluster.controllers(shell, registry));

  @Test
  void tellWhatBecameOfItsPods() {
    cluster.create(
        spec -> {
          spec.setCompletions(2);
          spec.setPodFailurePolicy(countingFailures());
        });
    cluster.startOperator();
    cluster.settle();
    PodView first = cluster.active(cluster.job().orElseThrow()).getFirst();
    cluster.pods().fail(cluster.pods().of(first), 3);
    cluster.settle();
    JobsProperties.end(cluster);

    assertThat(count("job.pods.finished", "result", "succeeded")).isEqualTo(2);
    assertThat(count("job.pods.finished", "result", "failed")).isEqualTo(1);
    assertThat(count("job.pods.creation", "reason", "new")).isEqualTo(1);
    assertThat(count("pod.failures.handled.by.failure.policy", "action", "Count")).isEqualTo(1);
    assertThat(count("terminated.pods.tracking.finalizer", "event", "add")).isEqualTo(3);
    assertThat(count("terminated.pods.tracking.finalizer", "event", "delete")).isEqualTo(3);
    assertThat(count("jobs.finished", "result", "succeeded")).isEqualTo(1);
  }

  /** Each is counted once, however often it is looked at. */
  @Test
  void tellOfOneThatAnotherControllerManages() {
    cluster.create(spec -> spec.setManagedBy("example.com/queue"));
    cluster.startOperator();
    cluster.settle();
    cluster.change(cluster.job().orElseThrow(), spec -> spec.setParallelism(3));
    cluster.settle();

    assertThat(count("jobs.by.external.controller", "controller_name", "example.com/queue"))
        .isEqualTo(1);
    assertThat(cluster.tracked()).isEmpty();
  }

  private static PodFailurePolicy countingFailures() {
    return new PodFailurePolicyBuilder()
        .addNewRule()
        .withAction("Count")
        .withNewOnExitCodes()
        .withOperator("In")
        .withValues(3)
        .endOnExitCodes()
        .endRule()
        .build();
  }

  private double count(String name, String tag, String value) {
    return registry.find("job.controller." + name).tag(tag, value).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
