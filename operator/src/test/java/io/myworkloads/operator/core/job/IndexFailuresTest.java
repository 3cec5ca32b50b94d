package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.JobBuilder.indexed;
import static io.myworkloads.operator.core.job.PodOfJob.failed;
import static io.myworkloads.operator.core.job.PodOfJob.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.job.JobDecisionTest.Case;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestSyncJobWithJobBackoffLimitPerIndex, as plans. */
class IndexFailuresTest {
  static Stream<Case> perIndex() {
    return Stream.of(
        new Case(
            "a failed one keeps its finalizer until it is followed",
            indexed(2, 2).perIndex(2).pods(failed("a").index(0).ended("5s"), running("b").index(1)),
            ""),
        new Case(
            "its successor is told",
            indexed(2, 2)
                .perIndex(2)
                .pods(failed("a").index(0).ended("10s"), running("b").index(1)),
            "create #0(1+0)"),
        new Case(
            "then it is counted",
            indexed(2, 2)
                .perIndex(2)
                .pods(
                    failed("a").index(0), running("c").index(0).after(1, 0), running("b").index(1)),
            "status {}/0 failed {} [][a], untrack a"),
        new Case(
            "pauses are each index's own",
            indexed(3, 3)
                .perIndex(2)
                .pods(
                    failed("a").index(0).ended("5s"),
                    failed("b").index(1).ended("11s"),
                    running("c").index(2)),
            "create #1(1+0)"),
        new Case(
            "the pause grows with the index's failures",
            indexed(1, 1).perIndex(6).pods(failed("a").index(0).after(2, 0).ended("39s")),
            ""),
        new Case(
            "ignored ones make it longer too",
            indexed(1, 1).perIndex(6).pods(failed("a").index(0).after(1, 1).ended("39s")),
            ""),
        new Case(
            "and is over",
            indexed(1, 1).perIndex(6).pods(failed("a").index(0).after(1, 1).ended("40s")),
            "create #0(2+1)"),
        new Case(
            "the limit is reached: the index fails",
            indexed(3, 1).perIndex(1).pods(failed("a").index(0).after(1, 0)),
            "status {}/0 failed {0} [][a], untrack a, create #1"),
        new Case(
            "no retry at all",
            indexed(3, 1).perIndex(0).pods(failed("a").index(0)),
            "status {}/0 failed {0} [][a], untrack a, create #1"),
        new Case(
            "an ignored failure is not one",
            indexed(1, 1)
                .perIndex(0)
                .failurePolicy(PodFailurePolicyTest.in(PodFailurePolicy.Action.IGNORE, 5))
                .pods(failed("a").index(0).exit("main", 5)),
            "create #0(0+1)"),
        new Case(
            "a rule fails the index",
            indexed(3, 1)
                .perIndex(6)
                .failurePolicy(PodFailurePolicyTest.in(PodFailurePolicy.Action.FAIL_INDEX, 5))
                .pods(failed("a").index(0).exit("main", 5)),
            "status {}/0 failed {0} [][a], untrack a, create #1"),
        new Case(
            "the later of two failed ones is followed",
            indexed(1, 1)
                .perIndex(6)
                .pods(
                    failed("a").index(0).ended("90s"),
                    failed("b").index(0).after(1, 0).ended("50s")),
            "status {}/0 failed {} [][a], untrack a, create #0(2+0)"));
  }

  @ParameterizedTest
  @MethodSource("perIndex")
  void decides(Case c) {
    assertThat(JobDecisionTest.withoutLoneStatus(JobDecision.decide(c.seen().build())))
        .isEqualTo(c.steps());
  }
}
