package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.JobBuilder.indexed;
import static io.myworkloads.operator.core.job.JobBuilder.job;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.COUNT;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.IGNORE;
import static io.myworkloads.operator.core.job.PodFailurePolicyTest.in;
import static io.myworkloads.operator.core.job.PodOfJob.failed;
import static io.myworkloads.operator.core.job.PodOfJob.running;
import static io.myworkloads.operator.core.job.PodOfJob.succeeded;
import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestTrackJobStatusAndRemoveFinalizers. */
class AccountingTest {
  /**
   * Of a MyJob that lacks much, so that nothing ends, and in which none is made.
   *
   * @param steps of the plan, as {@link Steps} puts them
   */
  record Case(String name, JobBuilder seen, String steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "those that ended are noted before they lose their finalizer",
            job(9, 1).pods(running("r"), succeeded("a"), failed("b")),
            "status 0/0 [a][b], untrack a b"),
        new Case(
            "those that are noted lose it",
            job(9, 1).uncounted("a", "b").pods(running("r"), succeeded("a"), failed("b")),
            "untrack a b"),
        new Case(
            "those that have lost it are counted",
            job(9, 1)
                .counted(3, 2)
                .uncounted("a", "b")
                .pods(running("r"), succeeded("a").untracked(), failed("b").untracked()),
            "status 4/3 [][]"),
        new Case(
            "those that are gone are counted",
            job(9, 1).counted(3, 2).uncounted("a", "b").pods(running("r")),
            "status 4/3 [][]"),
        new Case(
            "some of them only",
            job(9, 1)
                .counted(3, 2)
                .uncounted("a b", "")
                .pods(running("r"), succeeded("a").untracked(), succeeded("b")),
            "untrack b"),
        new Case(
            "all of it at a time",
            job(9, 1)
                .counted(3, 2)
                .uncounted("a", "")
                .pods(running("r"), succeeded("a").untracked(), failed("c")),
            "status 4/2 [][c], untrack c"),
        new Case(
            "those that were counted long ago are not again",
            job(9, 1)
                .counted(1, 1)
                .pods(running("r"), succeeded("a").untracked(), failed("b").untracked()),
            "status 1/1 [][]"),
        new Case(
            "one that was noted as failed and then succeeded",
            job(9, 1).uncounted("", "a").pods(running("r"), succeeded("a")),
            "untrack a"),
        new Case(
            "an ignored failure is not noted",
            job(9, 1)
                .failurePolicy(in(IGNORE, 5))
                .streak(1, "1s")
                .pods(running("r"), failed("a").exit("main", 5)),
            "untrack a"),
        new Case(
            "indexes are noted as such",
            indexed(9, 1).pods(running("r").index(0), succeeded("a").index(1)),
            "status {1}/0 [][], untrack a"),
        new Case(
            "an index twice",
            indexed(9, 1).completed("1").pods(running("r").index(0), succeeded("a").index(1)),
            "untrack a"),
        new Case(
            "two Pods of an index",
            indexed(9, 1)
                .pods(running("r").index(0), succeeded("a").index(1), failed("b").index(1)),
            "status {1}/0 [][b], untrack a b"),
        new Case(
            "a Pod without an index is nobody's",
            indexed(9, 1).pods(running("r").index(0), succeeded("a"), failed("b")),
            "untrack a b"),
        new Case(
            "nor is one beyond the last",
            indexed(9, 1)
                .pods(running("r").index(0), succeeded("a").index(9), failed("b").index(10)),
            "untrack a b"),
        new Case(
            "one that is deleted with its Pods",
            job(9, 1).ownerDeleting().pods(running("a"), succeeded("b"), failed("c")),
            "status 0/0 [b][c], untrack a b c"),
        new Case(
            "one whose Pods are deleted already",
            job(9, 1).ownerDeleting().pods(running("a").deleting()),
            "status 0/0 [][a], untrack a"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void counts(Case c) {
    assertThat(Steps.text(JobDecision.decide(c.seen().build()))).isEqualTo(c.steps());
  }

  @Test
  void noMoreThan500AreNotedAtATime() {
    List<PodView> pods =
        IntStream.range(0, 700).mapToObj(i -> failed("p%03d".formatted(i)).build()).toList();
    JobStatus told = told(job(1000, 0).backoffLimit(1000).uncounted("", "p000 p001").pods(pods));

    assertThat(told.uncounted().failed()).hasSize(500).contains("p000", "p499");
    assertThat(told.streak().failures()).as("only of those").isEqualTo(498);
  }

  @Test
  void theStreakIsWrittenWithThePodsThatItCounts() {
    assertThat(told(job(9, 1).streak(2, "90s").pods(failed("a").ended("3s"))).streak())
        .isEqualTo(new FailureStreak(3, NOW.minus(time("3s"))));
    assertThat(told(job(9, 1).streak(2, "90s").pods(succeeded("a").ended("3s"))).streak())
        .isEqualTo(FailureStreak.NONE);
  }

  @Test
  void anIgnoredFailureIsPausedAfterButOnce() {
    var failure = failed("a").exit("main", 5).ended("3s");
    JobStatus told = told(job(9, 1).failurePolicy(in(IGNORE, 5)).pods(failure));
    assertThat(told.streak().failures()).isEqualTo(1);
    assertThat(told.failed() + told.uncounted().size()).isZero();

    assertThat(
            Steps.text(
                JobDecision.decide(
                    job(9, 1).failurePolicy(in(IGNORE, 5)).streak(1, "3s").pods(failure).build())))
        .as("while it still has its finalizer")
        .isEqualTo("untrack a");
  }

  @Test
  void activeAndReadyAreThoseThatRunAlsoDuringAPause() {
    JobStatus told =
        told(job(9, 3).counted(0, 1).streak(1, "1s").pods(running("a"), running("b").deleting()));
    assertThat(told.active()).isEqualTo(1);
    assertThat(told.ready()).isEqualTo(1);
    assertThat(told.terminating()).isEqualTo(1);
  }

  /** With those that were known before, nobody would know how many there were. */
  @Test
  void tellsOnceWhatAFailurePolicySaid() {
    JobBuilder seen =
        job(9, 1)
            .failurePolicy(in(IGNORE, 5), in(COUNT, 6))
            .uncounted("", "known")
            .pods(
                failed("known").exit("main", 6),
                failed("ignored").exit("main", 5),
                failed("counted").exit("main", 6),
                failed("other").exit("main", 7));
    assertThat(JobDecision.decide(seen.build()).steps())
        .filteredOn(JobStep.Untrack.class::isInstance)
        .singleElement()
        .extracting(step -> ((JobStep.Untrack) step).handled(), LIST)
        .containsExactlyInAnyOrder(IGNORE, COUNT);
  }

  private static JobStatus told(JobBuilder seen) {
    return ((JobStep.WriteStatus) JobDecision.decide(seen.build()).steps().getFirst()).status();
  }
}
