package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.mine;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestCalculateStatus and TestCalculateStatusConditions, and more. */
class ReplicasStatusPolicyTest {
  private static final Map<String, String> FULL = Map.of("app", "web", "tier", "front");

  /**
   * What is told.
   *
   * @param numbers replicas, fully labelled, ready, available, terminating
   */
  record Case(String name, ObservationBuilder seen, List<Integer> numbers) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> numbers() {
    return Stream.of(
        new Case("none", seen(), List.of(0, 0, 0, 0, 0)),
        new Case("two that are well", seen().healthy(2), List.of(2, 2, 2, 2, 0)),
        new Case(
            "a Pod that lacks a label of the template",
            seen().templateLabels(FULL).pods(mine("a").labels(FULL), mine("b")),
            List.of(2, 1, 2, 2, 0)),
        new Case(
            "a label more than the template's does no harm",
            seen().pods(mine("a").labels(FULL)),
            List.of(1, 1, 1, 1, 0)),
        new Case(
            "a label of the template with another value",
            seen().templateLabels(FULL).pods(mine("a").label("tier", "back")),
            List.of(1, 0, 1, 1, 0)),
        new Case("not ready", seen().pods(mine("a").notReady()), List.of(1, 1, 0, 0, 0)),
        new Case(
            "ready, but not for long enough",
            seen().minReady("1h").pods(mine("a").readyFor("0.9s"), mine("b").readyFor("1h")),
            List.of(2, 2, 2, 1, 0)),
        new Case(
            "terminating ones count for themselves only",
            seen().pods(mine("a"), mine("b").deleting()),
            List.of(1, 1, 1, 1, 1)),
        new Case(
            "failed ones, deleted or not, count nowhere",
            seen().pods(mine("a").failed(), mine("b").failed().deleting()),
            List.of(0, 0, 0, 0, 0)),
        new Case(
            "orphans do not count before they are adopted",
            seen().pods(pod("a")),
            List.of(0, 0, 0, 0, 0)),
        new Case(
            "relabelled ones do not count, terminating or not",
            seen().pods(mine("a").label("app", "db"), mine("b").label("app", "db").deleting()),
            List.of(0, 0, 0, 0, 0)),
        new Case(
            "an owner that is deleted tells the truth",
            seen().ownerDeleting().replicas(3).pods(mine("a"), mine("b").deleting()),
            List.of(1, 1, 1, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void tells(Case c) {
    ReplicasStatus status = ReplicasStatusPolicy.status(c.seen().build());

    assertThat(status)
        .extracting(
            ReplicasStatus::replicas,
            ReplicasStatus::fullyLabeled,
            ReplicasStatus::ready,
            ReplicasStatus::available,
            ReplicasStatus::terminating)
        .isEqualTo(c.numbers());
    assertThat(status.observedGeneration()).isEqualTo(7);
  }

  record Told(String name, ObservationBuilder seen, List<Condition> conditions) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Condition failure(String reason, String message, String ago) {
    return new Condition(
        "ReplicaFailure", "True", reason, message, NOW.minus(Duration.parse("PT" + ago)), 7);
  }

  static Stream<Told> conditions() {
    Condition other = new Condition("Checked", "True", "ByHand", "", NOW, 3);
    return Stream.of(
        new Told("all is well", seen().replicas(1).healthy(1), List.of()),
        new Told("Pods lack, and nothing failed", seen().replicas(2).healthy(1), List.of()),
        new Told(
            "Pods lack because none can be made",
            seen().replicas(2).healthy(1).failed(Reason.FAILED_CREATE, "5s"),
            List.of(failure("FailedCreate", "no room", "0s"))),
        new Told(
            "the failure is told until the next try has succeeded, however long it is due",
            seen().replicas(2).healthy(1).failed(Reason.FAILED_CREATE, "-5s"),
            List.of(failure("FailedCreate", "no room", "0s"))),
        new Told(
            "too many because none can be removed",
            seen().replicas(2).healthy(3).failed(Reason.FAILED_DELETE, "5s"),
            List.of(failure("FailedDelete", "no room", "0s"))),
        new Told(
            "none lacks any more",
            seen().replicas(2).healthy(2).failed(Reason.FAILED_CREATE, "5s"),
            List.of()),
        new Told(
            "none is too many any more",
            seen().replicas(2).healthy(2).failed(Reason.FAILED_DELETE, "5s"),
            List.of()),
        new Told(
            "it succeeded since",
            seen().replicas(2).healthy(1).conditions(failure("FailedCreate", "before", "9s")),
            List.of()),
        new Told(
            "it fails still, for another reason: the words are the newest, the time the first",
            seen()
                .replicas(2)
                .conditions(failure("FailedCreate", "before", "9s"))
                .failed(Reason.FAILED_CREATE, "5s"),
            List.of(failure("FailedCreate", "no room", "9s"))),
        new Told(
            "what others say stays",
            seen()
                .replicas(2)
                .conditions(other, failure("FailedCreate", "before", "9s"))
                .failed(Reason.FAILED_CREATE, "5s"),
            List.of(other, failure("FailedCreate", "no room", "9s"))),
        new Told(
            "what others say stays when the failure goes",
            seen().conditions(failure("FailedCreate", "before", "9s"), other),
            List.of(other)),
        new Told(
            "the end of the namespace is no news",
            seen().replicas(2).failed(Reason.NAMESPACE_TERMINATING, "5s"),
            List.of()),
        new Told(
            "of several failures that which there is cause for",
            seen()
                .replicas(2)
                .healthy(3)
                .failed(Reason.FAILED_CREATE, "5s")
                .failed(Reason.FAILED_CLAIM, "5s")
                .failed(Reason.FAILED_DELETE, "5s"),
            List.of(failure("FailedDelete", "no room", "0s"))),
        new Told(
            "an owner of whom nobody knows whether it is there is told nothing",
            seen().replicas(2).failed(Reason.OWNER_UNCONFIRMED, "5s"),
            List.of()),
        new Told(
            "a claim that failed is none of replicas",
            seen().replicas(2).failed(Reason.FAILED_CLAIM, "5s"),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void tellsOfFailures(Told c) {
    assertThat(ReplicasStatusPolicy.status(c.seen().build()).conditions())
        .filteredOn(condition -> !condition.type().equals("Available"))
        .isEqualTo(c.conditions());
  }
}
