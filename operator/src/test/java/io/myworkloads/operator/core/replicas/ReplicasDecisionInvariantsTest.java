package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.ME;
import static io.myworkloads.operator.core.replicas.ObservationBuilder.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.DeletionOrder;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.RandomPods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every decision, tried on Pods as chance has them. */
class ReplicasDecisionInvariantsTest {
  private static final int HISTORIES = 200;

  private static final List<@Nullable String> OWNERS =
      Arrays.<@Nullable String>asList(ME, ME, ME, "you", null);

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  private static ReplicasObservation random(Random random) {
    int most = random.nextInt(12) == 0 ? 700 : 20;
    ObservationBuilder seen =
        seen()
            .replicas(random.nextInt(most))
            .minReady(random.nextInt(3) * 10 + "s")
            .pods(new RandomPods(random).pods(random.nextInt(most), OWNERS));
    return (random.nextInt(10) == 0 ? seen.ownerDeleting() : seen).build();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reachesTheNumberAndThenDoesNothing(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      ReplicasObservation start = random(random);
      ReplicasObservation seen = start;
      int rounds = 0;
      for (List<PodAction> actions = ReplicasDecision.actions(seen);
          !actions.isEmpty();
          actions = ReplicasDecision.actions(seen)) {
        seen = after(seen, actions);
        assertThat(rounds++).as("rounds to settle %s", start).isLessThan(3);
      }
      if (!start.owner().deleting()) {
        assertThat(active(seen)).as("active Pods in the end").isEqualTo(start.spec().replicas());
        assertThat(ReplicasStatusPolicy.status(seen).replicas()).isEqualTo(active(seen));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverMakesMoreThanAskedNorRemovesBelow(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      ReplicasObservation seen = random(random);
      long before = active(seen);
      long after = active(after(seen, ReplicasDecision.actions(seen)));
      int asked = seen.spec().replicas();
      if (after > before) {
        long adopted = seen.claim().adopt().size();
        assertThat(after).isLessThanOrEqualTo(Math.max(asked, before + adopted));
      } else if (after < before && !seen.claim().owned().isEmpty()) {
        assertThat(after).isGreaterThanOrEqualTo(asked);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void touchesOnlyItsOwnAndTheOrphansItSelects(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      ReplicasObservation seen = random(random);
      for (PodAction action : ReplicasDecision.actions(seen)) {
        for (PodView pod : touched(action)) {
          assertThat(pod.orphan() || pod.ownedBy(ME)).as("%s", pod).isTrue();
          assertThat(pod.active()).as("%s", pod).isTrue();
          assertThat(seen.spec().selector().matches(pod.labels()))
              .as("%s", pod)
              .isEqualTo(!(action instanceof PodAction.Release));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverRemovesAPodWhileOneStaysThatShouldGoFirst(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      ReplicasObservation seen = random(random);
      for (PodAction action : ReplicasDecision.actions(seen)) {
        if (action instanceof PodAction.Delete(List<PodView> victims)) {
          List<PodView> survivors = new ArrayList<>(seen.claim().owned());
          survivors.addAll(seen.claim().adopt());
          Map<String, Integer> podsOnNode = new HashMap<>();
          survivors.forEach(
              pod -> podsOnNode.merge(String.valueOf(pod.nodeName()), 1, Integer::sum));
          survivors.removeAll(victims);
          if (seen.spec().replicas() == 0) {
            continue; // all go
          }
          Comparator<PodView> order =
              DeletionOrder.at(
                  seen.now(), pod -> podsOnNode.getOrDefault(String.valueOf(pod.nodeName()), 0));
          assertThat(
                  order.compare(
                      victims.stream().max(order).orElseThrow(),
                      survivors.stream().min(order).orElseThrow()))
              .isNegative();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decidesTheSameWhateverTheOrderOfTheCache(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      ReplicasObservation seen = random(random);
      List<PodView> shuffled = new ArrayList<>(seen.pods());
      Collections.shuffle(shuffled, random);
      ReplicasObservation other = with(seen, shuffled);
      if (seen.spec().replicas() == 0) {
        continue; // all go, in no order
      }
      assertThat(deleted(other)).isEqualTo(deleted(seen));
      assertThat(ReplicasStatusPolicy.status(other)).isEqualTo(ReplicasStatusPolicy.status(seen));
      assertThat(ReplicasDecision.lookAgain(other)).isEqualTo(ReplicasDecision.lookAgain(seen));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsAStatusThatUpstreamsApiWouldAccept(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      ReplicasStatus status = ReplicasStatusPolicy.status(random(random));
      assertThat(status.fullyLabeled()).isBetween(0, status.replicas());
      assertThat(status.ready()).isBetween(0, status.replicas());
      assertThat(status.available()).isBetween(0, status.ready());
      assertThat(status.terminating()).isNotNegative();
    }
  }

  private static List<PodView> deleted(ReplicasObservation seen) {
    return ReplicasDecision.actions(seen).stream()
        .filter(PodAction.Delete.class::isInstance)
        .flatMap(action -> touched(action).stream())
        .toList();
  }

  private static List<PodView> touched(PodAction action) {
    return switch (action) {
      case PodAction.Adopt adopt -> adopt.pods();
      case PodAction.Release release -> release.pods();
      case PodAction.Replace replace -> List.of(replace.pod());
      case PodAction.Delete delete -> delete.pods();
      case PodAction.Create _, PodAction.CreateOn _ -> List.of();
    };
  }

  private static long active(ReplicasObservation seen) {
    return seen.pods().stream()
        .filter(pod -> pod.ownedBy(ME) && pod.active())
        .filter(pod -> seen.spec().selector().matches(pod.labels()))
        .count();
  }

  /** What is seen once all went well. */
  private static ReplicasObservation after(ReplicasObservation seen, List<PodAction> actions) {
    Map<String, PodView> pods = new LinkedHashMap<>();
    seen.pods().forEach(pod -> pods.put(pod.uid(), pod));
    for (PodAction action : actions) {
      switch (action) {
        case PodAction.Adopt adopt ->
            adopt.pods().forEach(pod -> pods.put(pod.uid(), controlled(pod, ME)));
        case PodAction.Release release ->
            release.pods().forEach(pod -> pods.put(pod.uid(), controlled(pod, null)));
        case PodAction.Replace replace -> pods.put(replace.pod().uid(), replace.pod().asDeleting());
        case PodAction.Delete delete ->
            delete
                .pods()
                .forEach(
                    pod -> pods.put(pod.uid(), pods.getOrDefault(pod.uid(), pod).asDeleting()));
        case PodAction.Create create -> {
          for (int i = 0; i < create.count(); i++) {
            PodView made = pod("new-" + pods.size()).ownedBy(ME).unassigned().aged("0s").build();
            pods.put(made.uid(), made);
          }
        }
        case PodAction.CreateOn create -> throw new AssertionError("not asked for: " + create);
      }
    }
    return with(seen, List.copyOf(pods.values()));
  }

  private static PodView controlled(PodView pod, @Nullable String ownerUid) {
    return new PodView(
        pod.uid(),
        pod.namespace(),
        pod.name(),
        pod.labels(),
        ownerUid == null
            ? null
            : new ControllerRef("myworkloads.io/v1", "MyReplicaSet", "web", ownerUid),
        pod.phase(),
        pod.deleting(),
        pod.nodeName(),
        pod.targetNode(),
        pod.waitsFor(),
        pod.ready(),
        pod.readySince(),
        pod.created(),
        pod.deletionCost(),
        pod.restarts(),
        pod.sidecarRestarts(),
        pod.mostRestarted(),
        pod.ended(),
        pod.run());
  }

  private static ReplicasObservation with(ReplicasObservation seen, List<PodView> pods) {
    return new ReplicasObservation(
        seen.owner(),
        seen.generation(),
        seen.spec(),
        seen.conditions(),
        seen.replacements(),
        pods,
        seen.neighbours(),
        seen.unanswered(),
        seen.failures(),
        seen.now());
  }
}
