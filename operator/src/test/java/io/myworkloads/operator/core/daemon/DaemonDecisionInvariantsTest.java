package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.old;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.daemon.ObservationBuilder.updated;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.status.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds of every decision, tried on clusters made by chance, in which Pods come and go at
 * their own pace.
 */
class DaemonDecisionInvariantsTest {
  private static final int CLUSTERS = 400;
  private static final int MANY_STEPS = 200;

  /** A cluster that does what it is told, each Pod in its own time. */
  private static final class Cluster {
    private final Random random;
    private final ObservationBuilder builder;
    private final Map<String, PodView> pods = new LinkedHashMap<>();
    private FailedPodBackoff failedPods = FailedPodBackoff.none(7);
    private int made;

    Cluster(Random random, ObservationBuilder builder) {
      this.random = random;
      this.builder = builder;
      builder.build().pods().forEach(pod -> pods.put(pod.uid(), pod));
    }

    DaemonObservation observation() {
      DaemonObservation seen = builder.build();
      return new DaemonObservation(
          seen.owner(),
          seen.generation(),
          seen.spec(),
          seen.revision(),
          seen.history(),
          seen.nodes(),
          List.copyOf(pods.values()),
          failedPods,
          seen.conditions(),
          List.of(),
          List.of(),
          seen.now());
    }

    void carryOut(DaemonDecision.Plan plan) {
      failedPods = FailedPodBackoff.none(7); // time passes: no pause outlasts a step
      for (PodAction action : plan.actions()) {
        switch (action) {
          case PodAction.CreateOn create -> create.nodes().forEach(this::make);
          case PodAction.Delete delete ->
              delete
                  .pods()
                  .forEach(pod -> pods.computeIfPresent(pod.uid(), (u, p) -> p.asDeleting()));
          case PodAction.Adopt _, PodAction.Release _, PodAction.Create _, PodAction.Replace _ ->
              throw new AssertionError("not asked for: " + action);
        }
      }
    }

    private void make(String node) {
      PodView pod =
          updated("made-%03d".formatted(made++), node).unassignedFor(node).aged("0s").build();
      pods.put(pod.uid(), pod);
    }

    /** Some of the Pods that wait become ready, some of those that are deleted go. */
    void proceed() {
      for (PodView pod : List.copyOf(pods.values())) {
        if (random.nextInt(3) == 0) {
          continue;
        }
        if (pod.deleting()) {
          pods.remove(pod.uid());
        } else if (!pod.ready()
            && pod.phase() == PodPhase.PENDING
            && pod.name().startsWith("made")) {
          pods.put(
              pod.uid(), updated(pod.name(), String.valueOf(pod.targetNode())).aged("0s").build());
        }
      }
    }

    Collection<PodView> pods() {
      return pods.values();
    }

    /** Goes on until nothing is left to do. */
    void settle(Consumer<DaemonObservation> check) {
      for (int step = 0; step < MANY_STEPS; step++) {
        DaemonObservation seen = observation();
        DaemonDecision.Plan plan = DaemonDecision.plan(seen);
        boolean waiting =
            pods().stream().anyMatch(pod -> pod.deleting() || pod.phase() == PodPhase.PENDING);
        if (plan.actions().isEmpty() && !waiting) {
          return;
        }
        carryOut(plan);
        check.accept(observation());
        proceed();
      }
      throw new AssertionError("does not settle: " + observation());
    }
  }

  private static ObservationBuilder anyNodes(Random random) {
    ObservationBuilder seen = seen().nodeSelector("disk", "ssd");
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      var node = node("n" + i);
      if (random.nextInt(5) > 0) {
        node.label("disk", "ssd");
      }
      if (random.nextInt(8) == 0) {
        node.tainted(random.nextBoolean() ? "a:NoSchedule" : "a:NoExecute");
      }
      seen.nodes(node);
    }
    return seen;
  }

  private static void anyPods(Random random, ObservationBuilder seen) {
    for (int i = random.nextInt(20); i > 0; i--) {
      String onNode = "n" + random.nextInt(9);
      PodViewBuilder pod = random.nextBoolean() ? old("p" + i, onNode) : updated("p" + i, onNode);
      switch (random.nextInt(6)) {
        case 0 -> pod.failed();
        case 1 -> pod.phase(PodPhase.SUCCEEDED);
        case 2 -> pod.deleting();
        case 3 -> pod.notReady();
        default -> {}
      }
      seen.pods(pod);
    }
  }

  private static void anyStrategy(Random random, ObservationBuilder seen) {
    if (random.nextBoolean()) {
      seen.maxSurge(1 + random.nextInt(3));
    } else {
      seen.maxUnavailable(1 + random.nextInt(3));
    }
  }

  /**
   * From any state it comes to one updated Pod on each node that should have one, and no others.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void settlesFromAnyState(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CLUSTERS; i++) {
      ObservationBuilder seen = anyNodes(random);
      anyPods(random, seen);
      anyStrategy(random, seen);
      Cluster cluster = new Cluster(random, seen);
      mendOldOnes(cluster);

      cluster.settle(observation -> {});

      DaemonObservation settled = cluster.observation();
      var pods = new DaemonPods(settled);
      Map<String, Long> updatedOn =
          settled.pods().stream()
              .filter(pods::updated)
              .collect(
                  Collectors.groupingBy(
                      pod -> String.valueOf(pod.targetNode()), Collectors.counting()));
      settled
          .nodes()
          .values()
          .forEach(
              node -> {
                if (pods.verdict(node).shouldRun()) {
                  assertThat(pods.on(node.name())).as("on %s", node).hasSize(1);
                  assertThat(updatedOn).containsEntry(node.name(), 1L);
                } else if (!pods.verdict(node).mayStay()) {
                  assertThat(pods.on(node.name())).as("on %s", node).isEmpty();
                }
              });
      DaemonStatus status = DaemonStatusPolicy.status(settled, Optional.empty());
      assertThat(status.updated()).isEqualTo(status.desired());
    }
  }

  /** A new Pod that never becomes ready would hold an update up for ever, as it should. */
  private static void mendOldOnes(Cluster cluster) {
    cluster.pods.replaceAll(
        (uid, pod) ->
            pod.ready()
                    || pod.phase().terminal()
                    || pod.deleting()
                    || !"new".equals(pod.labels().get("controller-revision-hash"))
                ? pod
                : updated(pod.name(), String.valueOf(pod.targetNode())).build());
  }

  /** From a healthy state, an update never takes more than it may. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsItsLimits(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CLUSTERS; i++) {
      ObservationBuilder seen = seen();
      int count = 1 + random.nextInt(8);
      for (int n = 0; n < count; n++) {
        seen.nodes("n" + n).pods(old("o" + n, "n" + n));
      }
      int limit = 1 + random.nextInt(3);
      boolean surge = random.nextBoolean();
      int partition = random.nextInt(3) == 0 ? random.nextInt(count + 1) : 0;
      seen.partition(partition);
      Cluster cluster =
          new Cluster(random, surge ? seen.maxSurge(limit) : seen.maxUnavailable(limit));

      cluster.settle(
          observation -> {
            long available =
                observation.pods().stream()
                    .filter(pod -> pod.ready() && pod.active())
                    .map(PodView::targetNode)
                    .distinct()
                    .count();
            long active = observation.pods().stream().filter(PodView::active).count();
            assertThat(available).isGreaterThanOrEqualTo(surge ? count : count - limit);
            assertThat(active).isLessThanOrEqualTo(surge ? count + limit : count);
          });

      DaemonStatus status = DaemonStatusPolicy.status(cluster.observation(), Optional.empty());
      assertThat(status.updated()).isEqualTo(count - partition);
      assertThat(status.conditions()).extracting(Condition::status).contains("True");
      assertThat(DaemonDecision.lookAgain(cluster.observation())).isEmpty();
    }
  }

  /** What is decided depends on nothing but what is seen. */
  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void doesNotDependOnTheOrderOfPods(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CLUSTERS; i++) {
      ObservationBuilder seen = anyNodes(random);
      anyPods(random, seen);
      anyStrategy(random, seen);
      DaemonObservation one = seen.build();
      List<PodView> shuffled = new ArrayList<>(one.pods());
      Collections.shuffle(shuffled, random);
      DaemonObservation other =
          new DaemonObservation(
              one.owner(),
              one.generation(),
              one.spec(),
              one.revision(),
              one.history(),
              one.nodes(),
              shuffled,
              one.failedPods(),
              one.conditions(),
              List.of(),
              List.of(),
              one.now());

      assertThat(PlanText.of(other)).isEqualTo(PlanText.of(one));
    }
  }
}
