package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.JobBuilder.indexed;
import static io.myworkloads.operator.core.job.JobBuilder.job;
import static io.myworkloads.operator.core.job.PodOfJob.failed;
import static io.myworkloads.operator.core.job.PodOfJob.pending;
import static io.myworkloads.operator.core.job.PodOfJob.running;
import static io.myworkloads.operator.core.job.PodOfJob.succeeded;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many Pods are made and deleted: the rows of upstream's TestControllerSyncJob, and more. */
class JobDecisionTest {
  /**
   * @param steps of the plan, as {@link Steps} puts them; a status alone is not worth a word here
   */
  record Case(String name, JobBuilder seen, String steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> counts() {
    return Stream.of(
        new Case("as many as may run", job(5, 2), "create 2"),
        new Case("no more than are wanted", job(2, 5), "create 2"),
        new Case("the rest", job(5, 3).pods(running("a")), "create 2"),
        new Case("a pending one runs too", job(5, 1).pods(pending("a")), ""),
        new Case("those that succeeded are not made again", job(5, 5).counted(3, 0), "create 2"),
        new Case(
            "not even if nobody counted them yet",
            job(3, 3).uncounted("a b", "").pods(succeeded("a"), succeeded("b"), running("c")),
            "untrack a b"),
        new Case(
            "enough run, one is too many", job(5, 1).pods(running("a"), pending("b")), "drop b"),
        new Case(
            "so many that all are too many",
            job(5, 0).pods(running("a"), running("b")),
            "drop a b"),
        new Case(
            "few are left to do",
            job(5, 5).counted(4, 0).pods(running("a"), pending("b")),
            "drop b"),
        new Case(
            "deletion first, creation later",
            indexed(2, 2).pods(running("a").index(0), running("b").index(0)),
            "drop a"),
        new Case(
            "one that is deleted is replaced",
            job(1, 1).uncounted("", "a").pods(running("a").deleting()),
            "untrack a, create 1"),
        new Case("a work queue has no end of its own", job(null, 3), "create 3"),
        new Case(
            "a work queue makes none after a success",
            job(null, 3).counted(1, 0).pods(running("a")),
            ""),
        new Case("more than 500", job(1000, 800), "create 500"),
        new Case("nothing is asked", job(3, 0), ""),
        new Case("another controller's", job(3, 3).managedElsewhere(), ""),
        new Case("one that is deleted", job(3, 3).ownerDeleting(), ""));
  }

  static Stream<Case> replacement() {
    return Stream.of(
        new Case(
            "one on its way out has failed",
            job(1, 1).pods(running("a").deleting().ended("1s")),
            "status 0/0 [][a], untrack a"),
        new Case(
            "its successor comes after a pause",
            job(1, 1).counted(0, 1).streak(1, "5s").pods(running("a").deleting().untracked()),
            ""),
        new Case(
            "or at once when that is over",
            job(1, 1).counted(0, 1).streak(1, "10s").pods(running("a").deleting().untracked()),
            "create 1"),
        new Case(
            "one on its way out is waited for",
            job(1, 1).replaceOnlyFailed().pods(running("a").deleting()),
            ""),
        new Case(
            "with room for another",
            job(3, 2).replaceOnlyFailed().pods(running("a").deleting()),
            "create 1"),
        new Case(
            "and replaced once it has failed",
            job(1, 1).replaceOnlyFailed().counted(0, 1).pods(failed("a").deleting().untracked()),
            "create 1"),
        new Case(
            "an index is not taken twice",
            indexed(2, 2).replaceOnlyFailed().pods(running("a").index(0).deleting()),
            "create #1"),
        new Case(
            "but is, where that is allowed",
            indexed(2, 2).uncounted("", "a").pods(running("a").index(0).deleting()),
            "untrack a, create #0 #1"));
  }

  static Stream<Case> indexes() {
    return Stream.of(
        new Case("the lowest first", indexed(5, 2), "create #0 #1"),
        new Case(
            "those that are missing",
            indexed(6, 4).completed("0,2").pods(running("a").index(3)),
            "create #1 #4 #5"),
        new Case("without an index", indexed(3, 1).pods(running("a")), "drop a"),
        new Case(
            "beyond the last",
            indexed(3, 2).pods(running("a").index(3), running("b").index(0)),
            "drop a"),
        new Case(
            "twice the same",
            indexed(3, 3).pods(running("a").index(0), pending("b").index(0)),
            "drop b"),
        new Case(
            "cut short",
            indexed(2, 2).completed("0,3-5").pods(running("a").index(1), running("b").index(2)),
            "status {0}/0 [][], drop b"));
  }

  static Stream<Case> claims() {
    return Stream.of(
        new Case(
            "an orphan that is selected",
            job(2, 2).pods(running("a").with(p -> p.controller(null))),
            "adopt a"),
        new Case(
            "also if it has ended",
            job(2, 2).pods(failed("a").with(p -> p.controller(null))),
            "adopt a"),
        new Case(
            "but not if it is deleted",
            job(2, 2).pods(running("a").with(p -> p.controller(null)).deleting()),
            "create 2"),
        new Case(
            "one that is not selected any more",
            job(2, 2).pods(running("a").with(p -> p.labels(Map.of("x", "y")))),
            "release a"),
        new Case(
            "another's Pod", job(2, 2).pods(running("a").with(p -> p.ownedBy("you"))), "create 2"),
        new Case(
            "one that is deleted adopts nothing",
            job(2, 2).ownerDeleting().pods(running("a").with(p -> p.controller(null))),
            ""),
        new Case(
            "one that is deleted lets go of finalizers only",
            job(2, 2).ownerDeleting().pods(running("a").with(p -> p.labels(Map.of("x", "y")))),
            "untrack a"),
        new Case(
            "one that may be adopted yet is waited for",
            job(2, 2)
                .pods(running("a").with(p -> p.controller(null)))
                .failed(Reason.FAILED_CLAIM, "1s"),
            ""),
        new Case(
            "a finalizer that could not be taken off is left for its pause, and all else goes on",
            job(2, 2)
                .uncounted("a", "")
                .pods(succeeded("a"))
                .failed(Reason.FAILED_CLAIM, "1s")
                .pods(running("b"), pending("c")),
            "drop c"),
        new Case(
            "nothing is done for an owner that may be gone",
            job(2, 2).failed(Reason.OWNER_UNCONFIRMED, "1s"),
            ""),
        new Case(
            "a deletion that nobody answered is asked for again",
            job(2, 2).unanswered(running("a")).pods(running("a").deleting()),
            "delete a"));
  }

  static Stream<Case> suspension() {
    return Stream.of(
        new Case(
            "all go, and none of them has failed",
            job(5, 3).suspended().pods(running("a"), pending("b")),
            "status 0/0 [][] Suspended, tell Suspended, drop b a"),
        new Case(
            "before it began",
            job(5, 3).began(null).suspended(),
            "status 0/0 [][] Suspended, tell Suspended"),
        new Case("it stays so", job(5, 3).suspended().condition("Suspended", "JobSuspended"), ""),
        new Case(
            "it goes on",
            job(5, 3).condition("Suspended", "JobSuspended"),
            "status 0/0 [][], tell Resumed, create 3"),
        new Case(
            "one that ended meanwhile is counted",
            job(5, 3).suspended().condition("Suspended", "JobSuspended").pods(succeeded("a")),
            "status 0/0 [a][] Suspended, untrack a"),
        new Case(
            "all had succeeded",
            job(1, 1).suspended().counted(1, 0),
            "status 1/0 [][] SuccessCriteriaMet Complete, tell Completed"),
        new Case(
            "another parallelism changes nothing",
            job(5, 9).suspended().condition("Suspended", "JobSuspended"),
            ""));
  }

  static Stream<Case> pauses() {
    return Stream.of(
        new Case("after a failure", job(1, 1).counted(0, 1).streak(1, "9.9s"), ""),
        new Case("no longer", job(1, 1).counted(0, 1).streak(1, "10s"), "create 1"),
        new Case("after four", job(1, 1).counted(0, 4).streak(4, "79s"), ""),
        new Case("after four, no longer", job(1, 1).counted(0, 4).streak(4, "80s"), "create 1"),
        new Case(
            "deletion does not wait",
            job(3, 1).counted(0, 1).streak(1, "1s").pods(running("a"), pending("b")),
            "drop b"),
        new Case("after a refused one", job(1, 1).failed(Reason.FAILED_CREATE, "1s"), ""),
        new Case(
            "in a namespace that goes", job(1, 1).failed(Reason.NAMESPACE_TERMINATING, "1s"), ""),
        new Case(
            "after a deletion that was refused",
            job(5, 0).failed(Reason.FAILED_DELETE, "1s").pods(running("a")),
            ""),
        new Case(
            "counting does not wait",
            job(3, 3).failed(Reason.FAILED_CREATE, "1s").pods(succeeded("a")),
            "status 0/0 [a][], untrack a"));
  }

  @ParameterizedTest
  @MethodSource({"counts", "replacement", "indexes", "claims", "suspension", "pauses"})
  void decides(Case c) {
    assertThat(withoutLoneStatus(JobDecision.decide(c.seen().build()))).isEqualTo(c.steps());
  }

  static String withoutLoneStatus(JobPlan plan) {
    return plan.steps().size() == 1
            && plan.steps().getFirst() instanceof JobStep.WriteStatus write
            && write.status().conditions().isEmpty()
        ? ""
        : Steps.text(plan);
  }

  @Test
  void suspensionIsNotLimitedTo500() {
    List<PodView> pods = IntStream.range(0, 700).mapToObj(i -> running("p" + i).build()).toList();
    JobPlan plan =
        JobDecision.decide(
            job(1000, 700).suspended().condition("Suspended", "x").pods(pods).build());
    assertThat(plan.steps())
        .singleElement()
        .isInstanceOfSatisfying(
            JobStep.Delete.class, delete -> assertThat(delete.pods()).hasSize(700));
  }

  /**
   * When to look again where nothing is to be done.
   *
   * @param after empty where only an event can change anything
   */
  record Look(String name, JobBuilder seen, String after) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Look> looks() {
    return Stream.of(
        new Look("Pods run", job(1, 1).pods(running("a")), ""),
        new Look("the pause after failures", job(1, 1).counted(0, 1).streak(1, "4s"), "6s"),
        new Look(
            "the pause of the first index",
            indexed(2, 2)
                .perIndex(1)
                .pods(failed("a").index(0).ended("4s"), failed("b").index(1).ended("7s")),
            "3s"),
        new Look("the deadline", job(1, 1).deadline("630s").pods(running("a")), "30s"),
        new Look(
            "the deadline before the pause",
            job(1, 1).deadline("601s").counted(0, 1).streak(1, "4s"),
            "1s"),
        new Look(
            "no deadline while it is suspended",
            job(1, 1).deadline("630s").suspended().condition("Suspended", "x"),
            ""),
        new Look("a refused Pod", job(1, 1).failed(Reason.FAILED_CREATE, "0.7s"), "0.7s"),
        new Look(
            "a refused claim",
            job(1, 1).uncounted("a", "").pods(succeeded("a")).failed(Reason.FAILED_CLAIM, "0.7s"),
            "0.7s"),
        new Look(
            "the time to live", job(1, 1).condition("Failed", "x", "5s").ttl(null, "60s"), "55s"),
        new Look("another controller's", job(1, 1).deadline("630s").managedElsewhere(), ""));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void looksAgain(Look c) {
    JobObservation seen = c.seen().build();
    JobPlan plan = JobDecision.decide(seen);
    if (!plan.steps().isEmpty()) {
      assertThat(plan.steps()).singleElement().isInstanceOf(JobStep.WriteStatus.class);
      JobStatus told = ((JobStep.WriteStatus) plan.steps().getFirst()).status();
      plan =
          JobDecision.decide(
              new JobObservation(
                  seen.owner(),
                  seen.generation(),
                  seen.spec(),
                  told,
                  seen.pods(),
                  seen.unanswered(),
                  seen.failures(),
                  PodViewBuilder.NOW));
    }
    assertThat(plan.steps()).as("told once").isEmpty();
    assertThat(plan.lookAgain())
        .isEqualTo(c.after().isEmpty() ? Optional.empty() : Optional.of(time(c.after())));
  }
}
