package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RestartsPolicyTest {

  /**
   * One look.
   *
   * @param replaced the Pod that is deleted now
   * @param told count and Pod that the status is to say; empty for nothing
   * @param lookAgain empty where only an event can change anything
   */
  record Case(
      String name, ObservationBuilder seen, String replaced, String told, String lookAgain) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A Pod whose container was restarted so often and is down just now. */
  private static PodViewBuilder crashed(String name, int restarts) {
    return mine(name).restarts(restarts).notReady();
  }

  private static RestartReplacements row(int count, String podName, String ago) {
    return new RestartReplacements(count, NOW.minus(time(ago)), podName, "uid-of-" + podName);
  }

  private static ObservationBuilder after3(int replicas) {
    return seen().replicas(replicas).replaceAfterRestarts(3);
  }

  static Stream<Case> choices() {
    return Stream.of(
        new Case("nothing asked", seen().replicas(1).pods(crashed("a", 99)), "", "", ""),
        new Case("one restart too few", after3(1).pods(crashed("a", 2)), "", "", ""),
        new Case("just as often", after3(1).pods(crashed("a", 3)), "", "1 a", "0.1s"),
        new Case(
            "a restartable init container",
            after3(1).pods(mine("a").sidecarRestarts(3).notReady()),
            "",
            "1 a",
            "0.1s"),
        new Case(
            "of two the one that was restarted more often",
            after3(2).pods(crashed("a", 4), crashed("b", 5)),
            "",
            "1 b",
            "0.1s"),
        new Case(
            "of two the one that is not ready, though it was restarted less often",
            after3(2).pods(mine("a").restarts(9).readyFor("5s"), crashed("b", 3)),
            "",
            "1 b",
            "0.1s"),
        new Case(
            "of two alike the UID decides, not the order of a cache",
            after3(2).pods(crashed("b", 3), crashed("a", 3)),
            "",
            "1 a",
            "0.1s"),
        new Case(
            "one that is ready between two crashes, all others are available",
            after3(2).pods(mine("a").restarts(3).readyFor("5s"), mine("b")),
            "",
            "1 a",
            "0.1s"),
        new Case(
            "one that is ready between two crashes, another is not: it may be all that serves",
            after3(2).pods(mine("a").restarts(3).readyFor("5s"), mine("b").notReady()),
            "",
            "",
            ""),
        new Case(
            "one that is ready, another not for long enough",
            after3(2)
                .minReady("60s")
                .pods(mine("a").restarts(3).readyFor("90s"), mine("b").readyFor("20s")),
            "",
            "",
            "40s"),
        new Case(
            "one that has been well for ten minutes",
            after3(1).pods(mine("a").restarts(9).readyFor("600s")),
            "",
            "",
            ""),
        new Case(
            "another owner's, an orphan, one on its way out, a failed one",
            after3(1)
                .pods(
                    mine("well"),
                    pod("a").ownedBy("you").restarts(9).notReady(),
                    crashed("c", 9).deleting(),
                    crashed("d", 9).failed()),
            "",
            "",
            ""));
  }

  static Stream<Case> steps() {
    return Stream.of(
        new Case(
            "the one that the status names goes",
            after3(1).replaced(row(1, "a", "0s")).pods(crashed("a", 3)),
            "a",
            "1 a",
            "0s"),
        new Case(
            "also when the operator was away for long",
            after3(1).replaced(row(1, "a", "3h")).pods(crashed("a", 3)),
            "a",
            "1 a",
            "0s"),
        new Case(
            "only that one, though another is worse",
            after3(2).replaced(row(1, "a", "0s")).pods(crashed("a", 3), crashed("b", 9)),
            "a",
            "1 a",
            "0s"),
        new Case(
            "it is on its way out, its replacement was made: the next one waits for the pause",
            after3(2)
                .replaced(row(1, "a", "4s"))
                .pods(
                    crashed("a", 3).deleting(), crashed("b", 9), mine("new").notReady().aged("3s")),
            "",
            "1 a",
            "6s"),
        new Case(
            "the pause is over",
            after3(1).replaced(row(1, "a", "10s")).pods(crashed("b", 3).aged("9s")),
            "",
            "2 b",
            "0.1s"),
        new Case(
            "it has been well since it was named: it stays, and the row goes on",
            after3(1).replaced(row(1, "a", "700s")).pods(mine("a").restarts(3).readyFor("601s")),
            "",
            "1 a",
            ""),
        new Case(
            "a Pod lacks: it is made first",
            after3(2).replaced(row(1, "a", "0s")).pods(crashed("a", 3)),
            "",
            "1 a",
            "0s"),
        new Case(
            "a Pod lacks and cannot be made: none is taken away besides",
            after3(2)
                .replaced(row(1, "a", "0s"))
                .pods(crashed("a", 3))
                .failed(Reason.FAILED_CREATE, "3s"),
            "",
            "1 a",
            "3s"),
        new Case(
            "deletions fail",
            after3(1)
                .replaced(row(1, "a", "0s"))
                .pods(crashed("a", 3))
                .failed(Reason.FAILED_DELETE, "3s"),
            "",
            "1 a",
            "3s"),
        new Case(
            "terminating ones are waited for: nobody is replaced meanwhile",
            after3(2)
                .podReplacement(PodReplacementPolicy.FAILED)
                .replaced(row(1, "a", "60s"))
                .pods(crashed("a", 3).deleting(), crashed("b", 3)),
            "",
            "1 a",
            ""),
        new Case(
            "no more asked: the one that was named stays, and the row is forgotten",
            seen().replicas(1).replaced(row(3, "a", "0s")).pods(crashed("a", 3)),
            "",
            "",
            ""),
        new Case(
            "the owner is deleted",
            after3(1).ownerDeleting().replaced(row(3, "a", "1s")).pods(crashed("b", 3)),
            "",
            "3 a",
            ""));
  }

  static Stream<Case> ends() {
    return Stream.of(
        new Case(
            "the replacement is ready, but not for ten minutes",
            after3(1).replaced(row(3, "a", "200s")).pods(mine("b").aged("199s").readyFor("180s")),
            "",
            "3 a",
            "420s"),
        new Case(
            "the replacement is well: the row is at its end",
            after3(1).replaced(row(3, "a", "700s")).pods(mine("b").aged("699s").readyFor("600s")),
            "",
            "",
            ""),
        new Case(
            "another that was there before is well: that says nothing",
            after3(2)
                .replaced(row(3, "a", "700s"))
                .pods(mine("old").readyFor("9h").aged("9h"), mine("b").notReady().aged("699s")),
            "",
            "3 a",
            ""),
        new Case(
            "the row is at its end, and a Pod is worn: a first one, without a pause",
            after3(2)
                .replaced(row(9, "a", "601s"))
                .pods(mine("b").aged("601s").readyFor("600s"), crashed("c", 3).aged("9h")),
            "",
            "1 c",
            "0.1s"));
  }

  @ParameterizedTest
  @MethodSource({"choices", "steps", "ends"})
  void replaces(Case c) {
    ReplicasObservation seen = c.seen().build();
    assertThat(
            ReplicasDecision.actions(seen).stream()
                .flatMap(
                    a -> a instanceof PodAction.Replace(var p) ? Stream.of(p.name()) : Stream.of())
                .collect(Collectors.joining(" ")))
        .isEqualTo(c.replaced());
    RestartReplacements told = ReplicasStatusPolicy.status(seen).replacements();
    assertThat(told == null ? "" : told.count() + " " + told.podName()).isEqualTo(c.told());
    assertThat(ReplicasDecision.lookAgain(seen))
        .isEqualTo(c.lookAgain().isEmpty() ? Optional.empty() : Optional.of(time(c.lookAgain())));
  }

  @ParameterizedTest
  @CsvSource({"1, 10s", "2, 20s", "3, 40s", "6, 320s", "7, 600s", "8, 600s", "2147483647, 600s"})
  void pausesLongerEachTime(int count, String pause) {
    assertThat(row(count, "a", "0s").nextNotBefore()).isEqualTo(NOW.plus(time(pause)));
  }

  @Test
  void namesAPodAndTheTimeInWholeSeconds() {
    assertThat(
            ReplicasStatusPolicy.status(
                    after3(1).pods(crashed("a", 3)).at(NOW.plusMillis(999)).build())
                .replacements())
        .isEqualTo(new RestartReplacements(1, NOW, "a", "uid-of-a"));
  }
}
