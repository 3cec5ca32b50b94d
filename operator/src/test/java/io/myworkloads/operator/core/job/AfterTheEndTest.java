package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.JobBuilder.job;
import static io.myworkloads.operator.core.job.PodOfJob.failed;
import static io.myworkloads.operator.core.job.PodOfJob.running;
import static io.myworkloads.operator.core.job.PodOfJob.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.job.JobDecisionTest.Case;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long Pods and the object stay: the rows of upstream's TestTimeLeft, and more. */
class AfterTheEndTest {
  static Stream<Case> retention() {
    return Stream.of(
        new Case(
            "all are kept",
            job(9, 0).pods(succeeded("a").untracked(), failed("b").untracked()),
            ""),
        new Case(
            "the last ones are kept",
            job(9, 0)
                .keep(1, 2)
                .pods(
                    succeeded("a").untracked().ended("3s"),
                    succeeded("b").untracked().ended("2s"),
                    failed("c").untracked()),
            "delete a"),
        new Case(
            "none is kept",
            job(9, 0).keep(0, 0).pods(succeeded("a").untracked(), failed("b").untracked()),
            "delete a b"),
        new Case(
            "none goes before it is counted",
            job(9, 0).keep(0, 0).uncounted("a", "").pods(succeeded("a")),
            "untrack a"),
        new Case(
            "those that go already are not told again",
            job(9, 0).keep(0, 0).pods(succeeded("a").untracked().deleting()),
            ""),
        new Case(
            "after the end as well",
            job(1, 1).condition("Complete", "x").keep(0, null).pods(succeeded("a").untracked()),
            "delete a"));
  }

  static Stream<Case> afterwards() {
    return Stream.of(
        new Case("nothing", job(5, 5).condition("Complete", "x"), ""),
        new Case(
            "no finalizer is left",
            job(5, 5).condition("Failed", "x").pods(running("a"), succeeded("b").untracked()),
            "untrack a"),
        new Case(
            "not on what is not selected any more either",
            job(5, 5)
                .condition("Failed", "x")
                .pods(failed("a").with(p -> p.labels(Map.of("x", "y")))),
            "untrack a"),
        new Case(
            "it stays for its time",
            job(5, 5).condition("Complete", "x", "59s").ttl("60s", "0s"),
            ""),
        new Case(
            "and goes then",
            job(5, 5).condition("Complete", "x", "60s").ttl("60s", null),
            "delete the owner"),
        new Case(
            "another time after failure",
            job(5, 5).condition("Failed", "x", "10s").ttl("60s", "10s"),
            "delete the owner"),
        new Case("or none", job(5, 5).condition("Failed", "x", "900s").ttl("60s", null), ""),
        new Case(
            "it goes already",
            job(5, 5).condition("Failed", "x", "900s").ttl("0s", "0s").ownerDeleting(),
            ""));
  }

  @ParameterizedTest
  @MethodSource({"retention", "afterwards"})
  void decides(Case c) {
    assertThat(JobDecisionTest.withoutLoneStatus(JobDecision.decide(c.seen().build())))
        .isEqualTo(c.steps());
  }
}
