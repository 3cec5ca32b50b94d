package io.myworkloads.operator.sim.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetStatus;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.sim.ClusterProperties;
import io.myworkloads.operator.sim.Faults;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of the kind that keeps a Pod on every node. */
final class DaemonProperties {
  private DaemonProperties() {}

  // at every moment

  /**
   * Whatever was lost or late, a Pod is made only where the node has none that is alive; with
   * surge, one beside an old one.
   */
  static void neverOneTooManyOnANode(DaemonCluster cluster) {
    ClusterProperties.onRequest(
        cluster,
        Faults.Verb.CREATE,
        pod ->
            ClusterProperties.decidedUpon(cluster, pod).stream()
                .map(MyDaemonSet.class::cast)
                .forEach(
                    set -> {
                      String node = Objects.requireNonNull(pod.targetNode());
                      assertThat(cluster.active(set, node).size())
                          .as("alive on %s once %s is made", node, pod.name())
                          .isLessThanOrEqualTo(DaemonCluster.surges(set) ? 2 : 1);
                    }));
  }

  // at the end

  /** Each node has the Pod that it should have, the history is in order, and the status is true. */
  static void asAsked(DaemonCluster cluster) {
    cluster.agent().ifPresent(set -> asAsked(cluster, set));
    ClusterProperties.namedOnce(cluster);
  }

  private static void asAsked(DaemonCluster cluster, MyDaemonSet set) {
    for (Node node : cluster.nodes().objects().all()) {
      String name = node.getMetadata().getName();
      List<PodView> there = cluster.active(set, name);
      if (suspended(set) || !DaemonCluster.mayStay(set, node)) {
        assertThat(there).as("Pods on %s, where none may be", name).isEmpty();
      } else if (DaemonCluster.wanted(set, node)) {
        assertThat(there).as("Pods on %s", name).hasSize(1);
        if (DaemonCluster.updates(set)) {
          assertThat(there.getFirst().labels().get(RevisionView.HASH_LABEL))
              .as("template of the Pod on %s", name)
              .isEqualTo(cluster.currentHash(set).orElseThrow());
        }
      } else {
        assertThat(there.size()).as("Pods on %s", name).isLessThanOrEqualTo(1);
      }
    }
    keepsTheHistory(cluster, set);
    tellsTheTruth(cluster, set, set.getStatus());
  }

  private static boolean suspended(MyDaemonSet set) {
    return Boolean.TRUE.equals(set.getSpec().getSuspend());
  }

  /** One revision for each template, no more than asked for, and one for each Pod's. */
  private static void keepsTheHistory(DaemonCluster cluster, MyDaemonSet set) {
    List<ControllerRevision> history = cluster.history(set);
    assertThat(history.stream().map(ControllerRevision::getData).distinct().count())
        .as("templates of %d revisions", history.size())
        .isEqualTo(history.size());
    Set<String> ofPods =
        cluster.pods().views().stream()
            .filter(pod -> pod.ownedBy(set.getMetadata().getUid()))
            .map(pod -> pod.labels().getOrDefault(RevisionView.HASH_LABEL, ""))
            .collect(Collectors.toSet());
    List<ControllerRevision> old = history.subList(0, history.size() - 1);
    assertThat(old.stream().filter(revision -> !ofPods.contains(hash(revision))).count())
        .as("old revisions without Pods")
        .isLessThanOrEqualTo(set.getSpec().revisionHistoryLimitOrDefault());
    assertThat(old)
        .as("numbers of old revisions")
        .allMatch(revision -> revision.getRevision() < history.getLast().getRevision());
  }

  private static String hash(ControllerRevision revision) {
    return revision.getMetadata().getLabels().getOrDefault(RevisionView.HASH_LABEL, "");
  }

  private static void tellsTheTruth(
      DaemonCluster cluster, MyDaemonSet set, MyDaemonSetStatus status) {
    long desired =
        suspended(set)
            ? 0
            : cluster.nodes().objects().all().stream()
                .filter(node -> DaemonCluster.wanted(set, node))
                .count();
    assertThat(status.getDesiredNumberScheduled()).as("desired").isEqualTo((int) desired);
    assertThat(status.getCurrentNumberScheduled()).as("current").isEqualTo((int) desired);
    assertThat(status.getNumberAvailable()).as("available").isEqualTo((int) desired);
    assertThat(status.getObservedGeneration())
        .as("observedGeneration")
        .isEqualTo(set.getMetadata().getGeneration());
    assertThat(status.getPendingNodes()).as("pendingNodes").isEmpty();
  }
}
