package io.myworkloads.operator.core.daemon;

import static java.util.Comparator.comparing;

import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.Claim;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import io.myworkloads.operator.core.revisions.RevisionView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An observation put in order once: which Pods are the set's, and on which node each is or should
 * be. All that is asked of one node is answered without a look at the others.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go getNodesToDaemonPods
 */
final class DaemonPods {

  /**
   * Which of a node's Pods is its Pod: the first.
   *
   * <p>upstream: podByCreationTimestampAndPhase.Less
   */
  static final Comparator<PodView> OLDEST_FIRST =
      comparing((PodView pod) -> pod.nodeName() == null)
          .thenComparing(PodView::created)
          .thenComparing(PodView::name);

  private final DaemonObservation seen;
  private final Claim claim;
  private final Map<String, List<PodView>> byNode = new HashMap<>();
  private final Set<String> uncertain = new HashSet<>();

  DaemonPods(DaemonObservation seen) {
    this.seen = seen;
    this.claim = Claim.ofAll(seen.owner(), seen.spec().selector(), seen.pods());
    Retries retries = seen.retries();
    claim.owned().forEach(this::sort);
    for (PodView orphan : claim.adopt()) {
      if (!retries.waitsToClaim(orphan)) {
        sort(orphan);
      } else if (orphan.targetNode() != null) {
        uncertain.add(orphan.targetNode());
      }
    }
    for (PodView pod : seen.unanswered()) {
      if (pod.targetNode() != null) {
        uncertain.add(pod.targetNode());
      }
    }
    claim.terminating().forEach(this::sort);
    for (List<PodView> there : byNode.values()) {
      if (there.size() > 1) {
        there.sort(OLDEST_FIRST);
      }
    }
  }

  /** One that has neither a node nor the name of one is nobody's business here. */
  private void sort(PodView pod) {
    if (pod.targetNode() != null) {
      byNode.computeIfAbsent(pod.targetNode(), node -> new ArrayList<>(1)).add(pod);
    }
  }

  Claim claim() {
    return claim;
  }

  /**
   * The Pods on a node and those that are meant for it, those being deleted included, its Pod
   * first.
   */
  List<PodView> on(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  /**
   * Whether the node may have a Pod that cannot be counted on: an orphan that could not be adopted
   * yet, or one whose deletion nobody answered. None is made in its place.
   */
  boolean uncertain(String node) {
    return uncertain.contains(node);
  }

  /** The nodes that have Pods, those that are gone included. */
  Map<String, List<PodView>> byNode() {
    return byNode;
  }

  /**
   * Whether a Pod should be on the node, all fields of the spec considered. With {@code
   * respectDrain} a cordoned node should have one as long as it has one.
   */
  Verdict verdict(NodeView node) {
    if (seen.spec().suspend()) {
      return Verdict.LEAVE;
    }
    Verdict verdict = seen.spec().placement().verdict(node);
    return verdict == Verdict.RUN
            && drained(node)
            && on(node.name()).stream().noneMatch(PodView::active)
        ? Verdict.KEEP
        : verdict;
  }

  /** Whether no Pod is to be put on the node for now. */
  boolean drained(NodeView node) {
    return seen.spec().respectDrain() && node.cordoned();
  }

  /** upstream: daemonset_util.go IsPodUpdated, without its deprecated annotation. */
  boolean updated(PodView pod) {
    return seen.revision().equals(pod.labels().get(RevisionView.HASH_LABEL));
  }

  boolean available(@Nullable PodView pod) {
    return pod != null && pod.available(seen.spec().minReady(), seen.now());
  }

  /** Whether it still waits for its node. */
  static boolean unbound(PodView pod) {
    return pod.nodeName() == null;
  }

  static boolean failed(PodView pod) {
    return pod.phase() == PodPhase.FAILED;
  }
}
