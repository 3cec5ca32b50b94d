package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.PodOfJob.failed;
import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastFailureTest {
  private static final LastFailure KNOWN =
      new LastFailure("old", "n1", null, NOW.minus(time("5s")));

  @Test
  void tellsOfTheFirstContainerThatFailed() {
    assertThat(
            LastFailure.of(
                null,
                List.of(
                    failed("a")
                        .ended("3s")
                        .exit("side", 0)
                        .exit("main", 137, "OOMKilled", "out of heap")
                        .build())))
        .isEqualTo(
            new LastFailure(
                "a",
                "n1",
                new PodRun.Exit("main", 137, "OOMKilled", "out of heap"),
                NOW.minus(time("3s"))));
  }

  @Test
  void tellsWhyThePodWasEndedFromOutside() {
    assertThat(
            LastFailure.of(
                null,
                List.of(failed("a").exit("", 0, "Evicted", "The node was low on memory").build())))
        .extracting(LastFailure::exit)
        .isEqualTo(new PodRun.Exit("", 0, "Evicted", "The node was low on memory"));
  }

  @Test
  void theLastOneCounts() {
    assertThat(
            LastFailure.of(
                KNOWN, List.of(failed("a").ended("3s").build(), failed("b").ended("4s").build())))
        .extracting(LastFailure::pod)
        .isEqualTo("a");
  }

  @Test
  void anOlderOneIsNotTold() {
    assertThat(LastFailure.of(KNOWN, List.of(failed("a").ended("5s").build()))).isEqualTo(KNOWN);
    assertThat(LastFailure.of(KNOWN, List.of())).isEqualTo(KNOWN);
  }
}
