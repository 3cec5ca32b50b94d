package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.sim.history.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What may happen in a cluster, whatever kinds of owners there are in it. */
public final class ClusterSteps {
  private ClusterSteps() {}

  /** The operator reconciles some of what it has to. */
  public static final Step<SimulatedCluster> LOOK =
      new Step<>(
          "look",
          cluster -> {
            int count = cluster.random().nextInt(1, 4);
            for (int i = 0; i < count && !cluster.requests().crashed(); i++) {
              cluster.look();
            }
          });

  /** Some of what happened to Pods reaches the operator, or all of it. */
  public static final Step<SimulatedCluster> POD_EVENTS =
      new Step<>(
          "events of Pods",
          cluster -> deliver(cluster, cluster.operator().shell().watch(), "Pods"));

  /** Some of what happened to owners reaches the operator, or all of it. */
  public static final Step<SimulatedCluster> OWNER_EVENTS =
      new Step<>(
          "events of owners",
          cluster ->
              cluster
                  .operator()
                  .controllers()
                  .forEach(controller -> deliver(cluster, controller.watch(), "owners")));

  /** One of the watches begins to lag, or all go on again. */
  public static final Step<SimulatedCluster> LAG =
      new Step<>(
          "lag",
          cluster -> {
            if (cluster.random().nextBoolean()) {
              anyWatch(cluster).lag(true);
              cluster.note(() -> "a watch lags");
            } else {
              cluster.operator().watches().forEach(watch -> watch.lag(false));
              cluster.note(() -> "no watch lags");
            }
          });

  /** A watch breaks, and what happened in the gap is seen only as its outcome. */
  public static final Step<SimulatedCluster> RELIST =
      new Step<>(
          "relist",
          cluster -> {
            ObjectWatch<?> watch = anyWatch(cluster);
            watch.relist();
            cluster.note(() -> "a watch dropped, all listed anew, %d due".formatted(watch.due()));
          });

  /** The operator is told what it knows. */
  public static final Step<SimulatedCluster> REPEAT =
      new Step<>(
          "repeated events",
          cluster -> {
            if (cluster.random().nextBoolean()) {
              cluster.operator().shell().watch().repeat();
            } else {
              cluster.operator().anyController().wake();
            }
            cluster.note(() -> "operator told what it knows");
          });

  /** The operator is killed between two requests, and started again. */
  public static final Step<SimulatedCluster> RESTART =
      new Step<>(
          "restart",
          cluster -> {
            if (cluster.random().nextInt(3) == 0) {
              cluster.note(() -> "operator killed");
              cluster.startOperator();
            }
          });

  /** As {@link #RESTART}, and what it lists first is old, of Pods and owners each its own age. */
  public static final Step<SimulatedCluster> STALE_RESTART =
      new Step<>(
          "restart on an older view",
          cluster -> {
            cluster.note(() -> "operator killed, and started on an older view");
            cluster.startOperator(cluster.olderVersion(40), cluster.olderVersion(40));
          });

  /** As {@link #RELIST}, by a server that lags behind: the operator travels back in time. */
  public static final Step<SimulatedCluster> STALE_RELIST =
      new Step<>(
          "relist of an older state",
          cluster -> {
            anyWatch(cluster).relistAt(cluster.olderVersion(40));
            cluster.note(() -> "a watch dropped, all listed as it was before");
          });

  /** The network or the server gets worse, or better. */
  public static final Step<SimulatedCluster> FAULTS =
      new Step<>(
          "faults",
          cluster -> {
            Random random = cluster.random();
            cluster.faultRate(random.nextInt(3) == 0 ? 0 : random.nextDouble(0.5));
          });

  /** Up to some seconds. */
  public static final Step<SimulatedCluster> TIME =
      new Step<>(
          "time",
          cluster ->
              cluster.pass(
                  Duration.ofMillis(
                      cluster
                          .random()
                          .nextLong(1, cluster.random().nextInt(6) == 0 ? 9000 : 900))));

  /** Long enough for the operator to give up waiting for what it wrote to be seen. */
  public static final Step<SimulatedCluster> LONG_TIME =
      new Step<>(
          "a long time",
          cluster -> cluster.pass(Duration.ofSeconds(cluster.random().nextLong(10, 600))));

  /** The operator hears of all that happened, and then some time passes. */
  public static final Step<SimulatedCluster> WHILE =
      new Step<>(
          "a while",
          cluster -> {
            cluster.operator().watches().forEach(watch -> watch.lag(false));
            cluster.operator().watches().forEach(ObjectWatch::deliverAll);
            cluster.note(() -> "all events seen");
            cluster.pass(Duration.ofSeconds(cluster.random().nextLong(10, 100)));
          });

  /** Scheduler and kubelets do some of their work. */
  public static final Step<SimulatedCluster> NODES =
      new Step<>(
          "nodes",
          cluster -> {
            int count = cluster.random().nextInt(1, 5);
            for (int i = 0; i < count; i++) {
              cluster.anyPod().ifPresent(cluster.nodes()::workOn);
            }
            cluster.note(() -> "nodes work");
          });

  /** A node is lost, then its Pods are deleted, then it comes back. */
  public static final Step<SimulatedCluster> NODE_FAILS =
      new Step<>(
          "node fails",
          cluster -> {
            switch (cluster.random().nextInt(3)) {
              case 0 -> {
                String node = cluster.nodes().fail();
                cluster.note(() -> node + " is lost");
              }
              case 1 -> {
                cluster.nodes().evict();
                cluster.note(() -> "Pods of lost nodes are deleted");
              }
              default -> {
                cluster.nodes().recover();
                cluster.note(() -> "lost nodes are back");
              }
            }
          });

  /** The garbage collector does some of its work. */
  public static final Step<SimulatedCluster> GARBAGE =
      new Step<>(
          "garbage",
          cluster -> {
            boolean did = cluster.collector().work();
            cluster.note(() -> "garbage collector works: " + did);
          });

  /** Deleted by a user, deleted by force, or ended. */
  public static final Step<SimulatedCluster> POD_DIES =
      new Step<>("Pod dies", cluster -> cluster.anyPod().ifPresent(pod -> die(cluster, pod)));

  /** A probe begins or ceases to succeed. */
  public static final Step<SimulatedCluster> READINESS =
      new Step<>(
          "readiness",
          cluster ->
              cluster
                  .anyPod()
                  .filter(PodView::active)
                  .ifPresent(
                      pod -> {
                        if (pod.ready()) {
                          cluster.pods().notReady(cluster.pods().of(pod));
                        } else {
                          cluster.pods().ready(cluster.pods().of(pod));
                        }
                        cluster.note(() -> "%s is ready: %s".formatted(pod.name(), !pod.ready()));
                      }));

  /** A Pod's container crashes and is started again, perhaps without getting ready. */
  public static final Step<SimulatedCluster> CRASHES =
      new Step<>(
          "crash",
          cluster ->
              cluster
                  .anyPod()
                  .filter(pod -> pod.active() && pod.nodeName() != null)
                  .ifPresent(
                      pod -> {
                        cluster.pods().restarted(cluster.pods().of(pod));
                        if (cluster.random().nextBoolean()) {
                          cluster.pods().notReady(cluster.pods().of(pod));
                        }
                        cluster.note(() -> pod.name() + " crashes");
                      }));

  /** A user says how much a Pod is worth. */
  public static final Step<SimulatedCluster> DELETION_COST =
      new Step<>(
          "deletion cost",
          cluster ->
              cluster
                  .anyPod()
                  .ifPresent(
                      pod -> {
                        String cost = Integer.toString(cluster.random().nextInt(-3, 4));
                        cluster
                            .pods()
                            .annotate(
                                cluster.pods().of(pod),
                                Map.of("controller.kubernetes.io/pod-deletion-cost", cost));
                        cluster.note(() -> "deletion of %s costs %s".formatted(pod.name(), cost));
                      }));

  /** Only so many Pods are allowed. */
  public static final Step<SimulatedCluster> QUOTA =
      new Step<>(
          "quota",
          cluster -> {
            int most = cluster.foreignPods() + cluster.random().nextInt(12);
            cluster.pods().quota(SimulatedCluster.NAMESPACE, most);
            cluster.note(() -> "quota of %d Pods".formatted(most));
          });

  /** Often enough that a history comes somewhere, whatever else happens. */
  public static final List<Step<SimulatedCluster>> ALWAYS =
      List.of(
          LOOK,
          LOOK,
          LOOK,
          LOOK,
          LOOK,
          LOOK,
          LOOK,
          LOOK,
          POD_EVENTS,
          POD_EVENTS,
          POD_EVENTS,
          OWNER_EVENTS,
          OWNER_EVENTS,
          OWNER_EVENTS,
          TIME,
          TIME,
          TIME,
          NODES,
          NODES,
          FAULTS,
          FAULTS,
          LAG,
          RELIST,
          RESTART,
          REPEAT);

  /** A user deletes an owner: its Pods before it, after it, or not at all. */
  public static <R extends CustomResource<?, ?>> void deleteOwner(
      SimulatedCluster cluster, R owner) {
    String how =
        switch (cluster.random().nextInt(3)) {
          case 0 -> GarbageCollector.ORPHAN;
          case 1 -> GarbageCollector.FOREGROUND;
          default -> "background";
        };
    if (how.equals("background")) {
      cluster.owners().remove(owner);
    } else {
      cluster.owners().delete(owner, how);
    }
    cluster.note(() -> "user deletes %s: %s".formatted(owner.getMetadata().getName(), how));
  }

  private static ObjectWatch<?> anyWatch(SimulatedCluster cluster) {
    return cluster.random().nextBoolean()
        ? cluster.operator().shell().watch()
        : cluster.operator().anyController().watch();
  }

  /** Some of what a watch has seen reaches the operator, or all of it; nothing where it lags. */
  public static void deliver(SimulatedCluster cluster, ObjectWatch<?> watch, String what) {
    if (watch.lags()) {
      return;
    }
    int most = cluster.random().nextBoolean() ? cluster.random().nextInt(1, 6) : watch.due();
    for (int i = 0; i < most; i++) {
      watch.deliver();
    }
    cluster.note(() -> "up to %d events of %s seen, %d due".formatted(most, what, watch.due()));
  }

  private static void die(SimulatedCluster cluster, PodView view) {
    var pod = cluster.pods().of(view);
    switch (cluster.random().nextInt(4)) {
      case 0 -> cluster.pods().remove(pod);
      case 1 -> cluster.pods().vanish(pod);
      case 2 -> cluster.pods().end(pod, "Failed");
      default -> cluster.pods().end(pod, "Succeeded");
    }
    cluster.note(() -> view.name() + " dies");
  }
}
