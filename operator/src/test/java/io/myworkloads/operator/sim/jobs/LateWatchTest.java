package io.myworkloads.operator.sim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.Expectations;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The watch of Pods is late by more than an expectation lives. */
class LateWatchTest {
  private final JobsCluster cluster = new JobsCluster();

  /** Upstream's expectations of finalizers do not end either. */
  @Test
  void aPodThatIsCountedIsNotCountedOnceMore() {
    cluster.create(spec -> spec.setCompletions(3));
    JobsProperties.countsEachPodOnce(cluster);
    cluster.startOperator();
    cluster.settle();

    PodView first = cluster.active(job()).getFirst();
    cluster.pods().end(cluster.pods().of(first), "Succeeded");
    var watch = cluster.operator().shell().watch();
    watch.deliverAll();
    watch.stop();
    for (int second = 0; second < 2; second++) { // what ended is gathered, and the counter is news
      cluster.workOff();
      cluster.pass(Duration.ofSeconds(1));
    }
    cluster.workOff();
    assertThat(succeeded()).isEqualTo(1);

    cluster.pass(Expectations.TIMEOUT.multipliedBy(2));
    cluster.workOff();
    assertThat(succeeded()).isEqualTo(1);

    watch.start();
    JobsProperties.end(cluster);
    JobsProperties.ended(cluster);
    assertThat(succeeded()).isEqualTo(cluster.pods(job()).size());
  }

  private MyJob job() {
    return cluster.job().orElseThrow();
  }

  private int succeeded() {
    cluster.afterStep();
    return JobsProperties.count(Objects.requireNonNull(job().getStatus()).getSucceeded());
  }
}
