package io.myworkloads.operator.sim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thing goes wrong, at each request in turn: nobody is counted twice or forgotten. */
class JobsCrashTest {
  private static final int COMPLETIONS = 4;

  @ParameterizedTest
  @EnumSource(
      names = {
        "CRASH_BEFORE",
        "CRASH_AFTER",
        "ANSWER_LOST",
        "REQUEST_LOST",
        "REPEATED",
        "CONFLICT",
        "SERVER_ERROR_AFTERWARDS"
      })
  void countsEachPodOnce(Fault fault) {
    for (String mode : new String[] {"NonIndexed", "Indexed"}) {
      int request = 0;
      while (live(mode, fault, request)) {
        request++;
      }
      assertThat(request).as("requests").isGreaterThan(3 * COMPLETIONS);
    }
  }

  /** Returns whether there were so many requests. */
  private static boolean live(String mode, Fault fault, int request) {
    var cluster = new JobsCluster();
    var requests = new AtomicInteger();
    Faults once = r -> requests.getAndIncrement() == request ? fault : Fault.NONE;
    cluster.requests().fail(once);
    cluster.create(
        spec -> {
          spec.setCompletionMode(mode);
          spec.setCompletions(COMPLETIONS);
          spec.setParallelism(2);
        });
    JobsProperties.countsEachPodOnce(cluster);
    cluster.startOperator();
    cluster.settle();
    JobsProperties.end(cluster);
    cluster.comeToRest(
        () -> {
          JobsProperties.ended(cluster);
          JobsProperties.noneTooMany(cluster);
          assertThat(JobsCluster.holds(cluster.job().orElseThrow(), "Complete")).isTrue();
        });
    return requests.get() > request;
  }
}
