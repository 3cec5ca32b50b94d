package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.JobBuilder.indexed;
import static io.myworkloads.operator.core.job.JobBuilder.job;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.FAIL_JOB;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.IGNORE;
import static io.myworkloads.operator.core.job.PodFailurePolicyTest.in;
import static io.myworkloads.operator.core.job.PodOfJob.failed;
import static io.myworkloads.operator.core.job.PodOfJob.pending;
import static io.myworkloads.operator.core.job.PodOfJob.running;
import static io.myworkloads.operator.core.job.PodOfJob.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.status.Condition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When it is over, why, and what is done before that is told: the rows of upstream's
 * TestSyncJobPastDeadline, TestSyncJobWithJobPodFailurePolicy, TestSyncJobWithJobSuccessPolicy,
 * TestSyncJobWithJobBackoffLimitPerIndex, TestPastDeadlineJobFinished, TestJobBackoff*.
 */
class EndingTest {
  /**
   * @param end the reason of the condition that is added; empty for none
   * @param steps of the plan, as {@link Steps} puts them
   */
  record Case(String name, JobBuilder seen, String end, String steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> successes() {
    return Stream.of(
        new Case(
            "the last one is noted first",
            job(2, 2).counted(1, 0).pods(succeeded("a")),
            "CompletionsReached",
            "status 1/0 [a][] SuccessCriteriaMet, untrack a"),
        new Case(
            "then counted",
            job(2, 2)
                .counted(1, 0)
                .uncounted("a", "")
                .condition("SuccessCriteriaMet", "x")
                .pods(succeeded("a").untracked()),
            "x",
            "status 2/0 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "also when the Pod is gone",
            job(2, 2).counted(1, 0).uncounted("a", "").condition("SuccessCriteriaMet", "x"),
            "x",
            "status 2/0 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "nothing was asked for",
            job(0, 2),
            "CompletionsReached",
            "status 0/0 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "too many succeeded",
            job(2, 2).counted(3, 0),
            "CompletionsReached",
            "status 3/0 [][] SuccessCriteriaMet Complete, tell TooManySucceededPods, tell Completed"),
        new Case(
            "one that still runs is not needed",
            job(2, 2).counted(2, 0).pods(running("a")),
            "CompletionsReached",
            "status 2/0 [][] SuccessCriteriaMet, untrack a, drop a"),
        new Case(
            "one that still ends is waited for",
            job(2, 2)
                .counted(2, 0)
                .condition("SuccessCriteriaMet", "x")
                .pods(running("a").deleting().untracked()),
            "",
            "status 2/0 [][] SuccessCriteriaMet"),
        new Case(
            "a work queue, one succeeded, one runs",
            job(null, 2).counted(1, 0).pods(running("a")),
            "",
            "status 1/0 [][]"),
        new Case(
            "a work queue, all ended",
            job(null, 2).counted(1, 3),
            "CompletionsReached",
            "status 1/3 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case("a work queue, none succeeded", job(null, 1).counted(0, 3), "", "create 1"),
        new Case(
            "the last index",
            indexed(3, 3).completed("0,2").pods(succeeded("a").index(1)),
            "CompletionsReached",
            "status {0-2}/0 [][] SuccessCriteriaMet, untrack a"),
        new Case(
            "the last index, told",
            indexed(3, 3).completed("0-2").condition("SuccessCriteriaMet", "x"),
            "x",
            "status {0-2}/0 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "a rule, and the rest is not needed",
            indexed(3, 3)
                .successPolicy(new SuccessPolicy.Rule("0", null))
                .pods(succeeded("a").index(0), running("b").index(1)),
            "SuccessPolicy",
            "status {0}/0 [][] SuccessCriteriaMet, delete b, untrack a b"),
        new Case(
            "a rule that is not met",
            indexed(3, 1)
                .successPolicy(new SuccessPolicy.Rule("0,1", null))
                .completed("0")
                .pods(running("b").index(1)),
            "",
            "status {0}/0 [][]"),
        new Case(
            "those that are not needed have not failed",
            indexed(3, 3)
                .completed("0")
                .condition("SuccessCriteriaMet", "SuccessPolicy")
                .pods(running("b").index(1).deleting()),
            "SuccessPolicy",
            "untrack b"),
        new Case(
            "but one that has failed has",
            indexed(3, 3)
                .completed("0")
                .condition("SuccessCriteriaMet", "SuccessPolicy")
                .pods(failed("b").index(1)),
            "SuccessPolicy",
            "status {0}/0 [][b] SuccessCriteriaMet, untrack b"));
  }

  static Stream<Case> failures() {
    return Stream.of(
        new Case(
            "one failure too many",
            job(3, 1).backoffLimit(2).counted(0, 2).pods(failed("a")),
            "BackoffLimitExceeded",
            "status 0/2 [][a] FailureTarget, untrack a"),
        new Case(
            "then counted, and told",
            job(3, 1)
                .backoffLimit(2)
                .counted(0, 2)
                .uncounted("", "a")
                .condition("FailureTarget", "BackoffLimitExceeded")
                .pods(failed("a").untracked()),
            "BackoffLimitExceeded",
            "status 0/3 [][] FailureTarget Failed, tell BackoffLimitExceeded"),
        new Case(
            "as many as are borne",
            job(3, 1).backoffLimit(2).counted(0, 1).pods(failed("a")),
            "",
            "status 0/1 [][a], untrack a, create 1"),
        new Case(
            "none is borne",
            job(3, 1).backoffLimit(0).pods(failed("a")),
            "BackoffLimitExceeded",
            "status 0/0 [][a] FailureTarget, untrack a"),
        new Case(
            "the others are stopped, and have failed too",
            job(3, 3).backoffLimit(0).pods(failed("a"), running("b"), pending("c")),
            "BackoffLimitExceeded",
            "status 0/0 [][a b c] FailureTarget, delete c b, untrack a b c"),
        new Case(
            "until all have ended it has not failed",
            job(3, 3)
                .condition("FailureTarget", "x")
                .counted(0, 3)
                .pods(running("b").deleting().untracked()),
            "",
            "status 0/3 [][] FailureTarget"),
        new Case(
            "restarts are failures",
            job(3, 1).restarted().backoffLimit(3).pods(running("a").restarts(3)),
            "BackoffLimitExceeded",
            "status 0/0 [][a] FailureTarget, delete a, untrack a"),
        new Case(
            "restarts of all Pods",
            job(3, 2)
                .restarted()
                .backoffLimit(3)
                .pods(running("a").restarts(2), pending("b").restarts(1)),
            "BackoffLimitExceeded",
            "status 0/0 [][a b] FailureTarget, delete b a, untrack a b"),
        new Case(
            "too few restarts",
            job(3, 1).restarted().backoffLimit(3).pods(running("a").restarts(2)),
            "",
            "status 0/0 [][]"),
        new Case(
            "no restart is borne",
            job(3, 1).restarted().backoffLimit(0).pods(running("a").restarts(1)),
            "BackoffLimitExceeded",
            "status 0/0 [][a] FailureTarget, delete a, untrack a"),
        new Case(
            "no restart was",
            job(3, 1).restarted().backoffLimit(0).pods(running("a")),
            "",
            "status 0/0 [][]"),
        new Case(
            "restarts where new Pods are made do not count",
            job(3, 1).backoffLimit(0).pods(running("a").restarts(9)),
            "",
            "status 0/0 [][]"),
        new Case(
            "the deadline",
            job(3, 1).deadline("600s").pods(running("a")),
            "DeadlineExceeded",
            "status 0/0 [][a] FailureTarget, delete a, untrack a"),
        new Case(
            "before the deadline",
            job(3, 1).deadline("601s").pods(running("a")),
            "",
            "status 0/0 [][]"),
        new Case(
            "no deadline while it is suspended",
            job(3, 1).deadline("5s").suspended().condition("Suspended", "x"),
            "",
            ""),
        new Case(
            "nor at the moment when it goes on",
            job(3, 1).deadline("5s").condition("Suspended", "x"),
            "",
            "status 0/0 [][], tell Resumed, create 1"),
        new Case(
            "a deadline of nothing",
            job(3, 1).deadline("0s").began(null),
            "DeadlineExceeded",
            "status 0/0 [][] FailureTarget Failed, tell DeadlineExceeded"),
        new Case(
            "a rule",
            job(3, 2)
                .failurePolicy(in(FAIL_JOB, 5))
                .pods(failed("a").exit("main", 5), running("b")),
            "PodFailurePolicy",
            "status 0/0 [][a b] FailureTarget, delete b, untrack a b"),
        new Case(
            "an ignored failure",
            job(3, 1)
                .backoffLimit(0)
                .failurePolicy(in(IGNORE, 5))
                .pods(failed("a").exit("main", 5)),
            "",
            "status 0/0 [][], untrack a, create 1"),
        new Case(
            "too many indexes failed",
            indexed(5, 5)
                .perIndex(0)
                .maxFailedIndexes(1)
                .failedIndexes("3")
                .pods(failed("a").index(0), running("b").index(1)),
            "MaxFailedIndexesExceeded",
            "status {}/0 failed {0,3} [][a b] FailureTarget, delete b, untrack a b"),
        new Case(
            "as many indexes failed as may",
            indexed(5, 1).perIndex(0).maxFailedIndexes(1).pods(failed("a").index(0)),
            "",
            "status {}/0 failed {0} [][a], untrack a, create #1"),
        new Case(
            "all others succeeded",
            indexed(3, 3).perIndex(0).completed("1,2").pods(failed("a").index(0)),
            "FailedIndexes",
            "status {1,2}/0 failed {0} [][a] FailureTarget, untrack a"));
  }

  static Stream<Case> order() {
    return Stream.of(
        new Case(
            "success that was decided stays",
            job(3, 1)
                .backoffLimit(0)
                .counted(3, 1)
                .condition("SuccessCriteriaMet", "CompletionsReached"),
            "CompletionsReached",
            "status 3/1 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "failure that was decided stays",
            job(1, 1).counted(1, 0).condition("FailureTarget", "DeadlineExceeded"),
            "DeadlineExceeded",
            "status 1/0 [][] FailureTarget Failed, tell DeadlineExceeded"),
        new Case(
            "the failure policy before the limit",
            job(3, 1)
                .backoffLimit(0)
                .failurePolicy(in(FAIL_JOB, 5))
                .pods(failed("a").exit("main", 5)),
            "PodFailurePolicy",
            "status 0/0 [][a] FailureTarget, untrack a"),
        new Case(
            "the limit before the deadline",
            job(3, 1).backoffLimit(0).deadline("1s").counted(0, 1),
            "BackoffLimitExceeded",
            "status 0/1 [][] FailureTarget Failed, tell BackoffLimitExceeded"),
        new Case(
            "the deadline before failed indexes",
            indexed(1, 1).perIndex(0).deadline("1s").failedIndexes("0"),
            "DeadlineExceeded",
            "status {}/0 failed {0} [][] FailureTarget Failed, tell DeadlineExceeded"),
        new Case(
            "failed indexes before the success policy",
            indexed(2, 1)
                .perIndex(0)
                .successPolicy(new SuccessPolicy.Rule("1", null))
                .completed("1")
                .failedIndexes("0"),
            "FailedIndexes",
            "status {1}/0 failed {0} [][] FailureTarget Failed, tell FailedIndexes"),
        new Case(
            "the success policy before completions",
            indexed(1, 1).successPolicy(new SuccessPolicy.Rule("0", null)).completed("0"),
            "SuccessPolicy",
            "status {0}/0 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "the deadline before completions",
            job(1, 1).deadline("1s").counted(1, 0),
            "DeadlineExceeded",
            "status 1/0 [][] FailureTarget Failed, tell DeadlineExceeded"));
  }

  @ParameterizedTest
  @MethodSource({"successes", "failures", "order"})
  void ends(Case c) {
    JobPlan plan = JobDecision.decide(c.seen().build());

    assertThat(Steps.text(plan)).isEqualTo(c.steps());
    if (!c.end().isEmpty() && plan.steps().getFirst() instanceof JobStep.WriteStatus write) {
      assertThat(write.status().conditions())
          .filteredOn(condition -> condition.status().equals("True"))
          .extracting(Condition::reason)
          .containsOnly(c.end());
    }
  }

  @Test
  void tellsWhenItWasComplete() {
    JobPlan plan = JobDecision.decide(job(1, 1).counted(1, 0).build());

    assertThat(plan.steps().getFirst())
        .isInstanceOfSatisfying(
            JobStep.WriteStatus.class,
            write -> assertThat(write.status().completionTime()).isEqualTo(PodViewBuilder.NOW));
  }

  @Test
  void whatNeverBeganBeginsWithItsEnd() {
    JobPlan plan = JobDecision.decide(job(0, 1).began(null).suspended().build());

    assertThat(plan.steps().getFirst())
        .isInstanceOfSatisfying(
            JobStep.WriteStatus.class,
            write -> assertThat(write.status().startTime()).isEqualTo(PodViewBuilder.NOW));
  }

  @Test
  void goingOnStartsTheClockAgain() {
    JobPlan plan = JobDecision.decide(job(1, 1).condition("Suspended", "JobSuspended").build());

    assertThat(plan.steps().getFirst())
        .isInstanceOfSatisfying(
            JobStep.WriteStatus.class,
            write -> assertThat(write.status().startTime()).isEqualTo(PodViewBuilder.NOW));
  }
}
