package io.myworkloads.operator.sim.replicas;

import static io.myworkloads.operator.sim.SimulatedCluster.NAMESPACE;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.FailedPods;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import io.myworkloads.operator.sim.ClusterSteps;
import io.myworkloads.operator.sim.history.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What users may do with MyReplicaSets, MyReplicationControllers and their Pods. */
final class ReplicasSteps {
  private static final int MOST_REPLICAS = 20;

  private ReplicasSteps() {}

  static final Step<ReplicasCluster> SCALE_UP =
      new Step<>(
          "scale up",
          cluster ->
              cluster
                  .web()
                  .filter(web -> !web.isMarkedForDeletion())
                  .ifPresent(
                      web -> {
                        int more = ReplicasCluster.asked(web) + cluster.random().nextInt(1, 5);
                        cluster.changeWeb(
                            web, spec -> spec.setReplicas(Math.min(MOST_REPLICAS, more)));
                      }));

  static final Step<ReplicasCluster> SCALE_DOWN =
      new Step<>(
          "scale down",
          cluster ->
              cluster
                  .web()
                  .filter(web -> !web.isMarkedForDeletion())
                  .ifPresent(
                      web -> {
                        int fewer = ReplicasCluster.asked(web) - cluster.random().nextInt(1, 5);
                        cluster.changeWeb(web, spec -> spec.setReplicas(Math.max(0, fewer)));
                      }));

  /** Other Pods are asked for, which touches none that is there, and other rules for them. */
  static final Step<ReplicasCluster> TEMPLATE =
      new Step<>(
          "template",
          cluster ->
              cluster
                  .web()
                  .filter(web -> !web.isMarkedForDeletion())
                  .ifPresent(
                      web ->
                          cluster.changeWeb(
                              web,
                              spec -> {
                                options(cluster.random(), spec);
                                String version = "" + cluster.random().nextInt(1, 4);
                                spec.setTemplate(
                                    ReplicasCluster.template(
                                        Map.of("app", "web", "version", version)));
                              })));

  /** Pods fall out of a MyReplicationController's scope, or come back into it. */
  static final Step<ReplicasCluster> SELECTOR =
      new Step<>(
          "selector",
          cluster ->
              cluster
                  .db()
                  .filter(db -> !db.isMarkedForDeletion())
                  .ifPresent(
                      db ->
                          cluster.changeDb(
                              db, cluster.random().nextInt(5), tier(cluster.random()))));

  /** A user moves a Pod out of a scope, or into one. */
  static final Step<ReplicasCluster> RELABEL =
      new Step<>(
          "relabel",
          cluster ->
              cluster
                  .anyPod()
                  .ifPresent(
                      pod -> {
                        Map<String, String> labels = labels(cluster.random());
                        cluster.pods().relabel(cluster.pods().of(pod), labels);
                        cluster.note(() -> "user labels %s %s".formatted(pod.name(), labels));
                      }));

  /** A user makes a Pod by hand that an owner may adopt, perhaps by the name of one that went. */
  static final Step<ReplicasCluster> ORPHAN =
      new Step<>(
          "orphan",
          cluster -> {
            String name = "orphan-" + cluster.random().nextInt(3);
            Map<String, String> labels = labels(cluster.random());
            if (cluster.pods().objects().get(NAMESPACE, name).isEmpty()) {
              cluster.pods().add(NAMESPACE, name, labels);
              cluster.note(() -> "user makes %s %s".formatted(name, labels));
            }
          });

  /**
   * A user replaces a Pod by another of its name, perhaps in a gap of the watch, which then shows
   * the one as a change of the other.
   */
  static final Step<ReplicasCluster> REMAKE =
      new Step<>(
          "remake",
          cluster ->
              cluster
                  .anyPod()
                  .ifPresent(
                      pod -> {
                        Map<String, String> labels = labels(cluster.random());
                        cluster.pods().vanish(cluster.pods().of(pod));
                        cluster.pods().add(NAMESPACE, pod.name(), labels);
                        cluster.note(() -> "user remakes %s %s".formatted(pod.name(), labels));
                        if (cluster.random().nextBoolean()) {
                          cluster.operator().shell().watch().relist();
                          cluster.note(() -> "the watch of Pods dropped, all listed anew");
                        }
                      }));

  /** A user deletes an owner: its Pods before it, after it, or not at all. */
  static final Step<ReplicasCluster> DELETE_OWNER =
      new Step<>(
          "delete owner",
          cluster -> {
            List<? extends CustomResource<?, ?>> owners =
                cluster.replicated().filter(owner -> !owner.isMarkedForDeletion()).toList();
            if (!owners.isEmpty() && cluster.random().nextInt(3) == 0) {
              ClusterSteps.deleteOwner(
                  cluster, owners.get(cluster.random().nextInt(owners.size())));
            }
          });

  /** A user makes an owner of the name of one that is gone. */
  static final Step<ReplicasCluster> RECREATE_OWNER =
      new Step<>("recreate owner", ReplicasSteps::recreate);

  static void recreate(ReplicasCluster cluster) {
    if (cluster.web().isEmpty()) {
      cluster.createWeb(cluster.random().nextInt(8), spec -> options(cluster.random(), spec));
    }
    if (cluster.db().isEmpty()) {
      cluster.createDb(cluster.random().nextInt(4));
      cluster.note(() -> "user makes db");
    }
  }

  /** What a user may ask for beyond the number of Pods. */
  private static void options(Random random, MyReplicaSetSpec spec) {
    spec.setMinReadySeconds(List.of(0, 0, 5, 30).get(random.nextInt(4)));
    spec.setPodReplacementPolicy(random.nextInt(3) == 0 ? "Failed" : "TerminatingOrFailed");
    spec.setReplaceAfterRestarts(random.nextInt(3) == 0 ? random.nextInt(1, 4) : null);
    if (random.nextInt(3) == 0) {
      var failed = new FailedPods();
      failed.setKeep(random.nextBoolean() ? random.nextInt(3) : null);
      failed.setTtlSeconds(random.nextBoolean() ? random.nextInt(60) : null);
      spec.setFailedPods(failed);
    } else {
      spec.setFailedPods(null);
    }
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    labels.put("app", List.of("web", "db", "none").get(random.nextInt(3)));
    String tier = tier(random);
    if (tier != null) {
      labels.put("tier", tier);
    }
    return labels;
  }

  private static @Nullable String tier(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "a";
      case 1 -> "b";
      default -> null;
    };
  }
}
