package io.myworkloads.operator.sim.daemon;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.myworkloads.api.v1.MyDaemonSetSpec;
import io.myworkloads.api.v1.RollbackTo;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.SimulatedNodes;
import io.myworkloads.operator.sim.history.Step;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What users and their cluster do to a MyDaemonSet. */
final class DaemonSteps {
  private static final Map<String, String> SSD = Map.of("disk", "ssd");

  private DaemonSteps() {}

  // nodes

  /** A node is added; of five there are at most. */
  static final Step<DaemonCluster> NODE_COMES =
      new Step<>(
          "node comes",
          cluster -> {
            String name = "n" + cluster.random().nextInt(5);
            if (node(cluster, name) == null) {
              cluster.nodes().put(name, labels(cluster.random()), null, true);
              cluster.note(() -> name + " comes");
            }
          });

  /** A node is removed, and its Pods with it, if not at once. */
  static final Step<DaemonCluster> NODE_GOES =
      new Step<>(
          "node goes",
          cluster ->
              onAnyNode(
                  cluster,
                  (node, name) -> {
                    cluster.nodes().remove(node);
                    cluster.note(() -> name + " goes");
                  }));

  /** A node is labelled, or not any more. */
  static final Step<DaemonCluster> LABEL =
      new Step<>(
          "label",
          cluster ->
              onAnyNode(
                  cluster,
                  (node, name) -> {
                    Map<String, String> labels = labels(cluster.random());
                    cluster
                        .nodes()
                        .put(name, labels, SimulatedNodes.taint(node), SimulatedNodes.isUp(node));
                    cluster.note(() -> "%s is labelled %s".formatted(name, labels));
                  }));

  /** A node is tainted, or not any more. */
  static final Step<DaemonCluster> TAINT =
      new Step<>(
          "taint",
          cluster ->
              onAnyNode(
                  cluster,
                  (node, name) -> {
                    Taint taint = taint(cluster.random());
                    cluster
                        .nodes()
                        .put(
                            name, node.getMetadata().getLabels(), taint, SimulatedNodes.isUp(node));
                    cluster.note(
                        () ->
                            "%s is tainted: %s"
                                .formatted(name, taint == null ? "no" : taint.getEffect()));
                  }));

  // what reaches the operator of them

  /** Some of what happened to nodes and revisions reaches the operator, or its view is renewed. */
  static final Step<DaemonCluster> EVENTS =
      new Step<>("events of nodes and revisions", cluster -> cluster.operator().someOfDaemons());

  // the set

  static final Step<DaemonCluster> TEMPLATE =
      changing(
          "template",
          (random, spec) ->
              DaemonCluster.image(spec, "registry.example/agent:" + random.nextInt(3)));

  static final Step<DaemonCluster> NODE_SELECTOR =
      changing(
          "node selector",
          (random, spec) ->
              Objects.requireNonNull(spec.getTemplate())
                  .getSpec()
                  .setNodeSelector(random.nextBoolean() ? SSD : Map.of()));

  static final Step<DaemonCluster> STRATEGY = changing("strategy", DaemonSteps::strategy);

  static final Step<DaemonCluster> SUSPEND =
      changing("suspend", (random, spec) -> spec.setSuspend(random.nextBoolean()));

  static final Step<DaemonCluster> ROLLBACK =
      changing(
          "rollback",
          (random, spec) -> {
            var wish = new RollbackTo();
            wish.setRevision(random.nextBoolean() ? null : random.nextLong(1, 6));
            spec.setRollbackTo(wish);
          });

  static final Step<DaemonCluster> DELETE_OWNER =
      new Step<>(
          "delete owner",
          cluster ->
              cluster
                  .agent()
                  .filter(set -> !set.isMarkedForDeletion())
                  .filter(set -> cluster.random().nextInt(3) == 0)
                  .ifPresent(set -> ClusterSteps.deleteOwner(cluster, set)));

  static final Step<DaemonCluster> RECREATE_OWNER =
      new Step<>("recreate owner", DaemonSteps::recreate);

  // its history

  /** Somebody deletes a revision, or takes its labels away. */
  static final Step<DaemonCluster> REVISION_EDITED =
      new Step<>(
          "revision edited",
          cluster -> {
            List<ControllerRevision> all = List.copyOf(cluster.revisions().all());
            if (all.isEmpty()) {
              return;
            }
            ControllerRevision revision = all.get(cluster.random().nextInt(all.size()));
            if (cluster.random().nextBoolean()) {
              cluster.revisions().remove(revision);
            } else {
              cluster.revisions().relabel(revision, Map.of("app", "agent"));
            }
            cluster.note(() -> "user edits " + revision.getMetadata().getName());
          });

  static void recreate(DaemonCluster cluster) {
    if (cluster.agent().isEmpty()) {
      cluster.create(
          spec -> {
            strategy(cluster.random(), spec);
            spec.setMinReadySeconds(cluster.random().nextInt(3) == 0 ? 5 : 0);
            spec.setRevisionHistoryLimit(cluster.random().nextInt(4));
          });
    }
  }

  private static Step<DaemonCluster> changing(
      String name, BiConsumer<Random, MyDaemonSetSpec> change) {
    return new Step<>(
        name,
        cluster ->
            cluster
                .agent()
                .filter(set -> !set.isMarkedForDeletion())
                .ifPresent(
                    set -> cluster.change(set, spec -> change.accept(cluster.random(), spec))));
  }

  private static void strategy(Random random, MyDaemonSetSpec spec) {
    switch (random.nextInt(5)) {
      case 0 -> DaemonCluster.onDelete(spec);
      case 1, 2 -> DaemonCluster.rolling(spec, 0, random.nextInt(1, 3));
      default -> DaemonCluster.rolling(spec, random.nextInt(1, 3), 0);
    }
  }

  private static void onAnyNode(DaemonCluster cluster, BiConsumer<Node, String> change) {
    List<Node> all = List.copyOf(cluster.nodes().objects().all());
    if (!all.isEmpty()) {
      Node node = all.get(cluster.random().nextInt(all.size()));
      change.accept(node, node.getMetadata().getName());
    }
  }

  private static @Nullable Node node(DaemonCluster cluster, String name) {
    return cluster.nodes().objects().all().stream()
        .filter(node -> node.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> labels(Random random) {
    return random.nextInt(3) == 0 ? Map.of() : SSD;
  }

  private static @Nullable Taint taint(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> taint("NoSchedule");
      case 1 -> taint("NoExecute");
      default -> null;
    };
  }

  private static Taint taint(String effect) {
    return new TaintBuilder().withKey(SimulatedNodes.UNTOLERATED).withEffect(effect).build();
  }
}
