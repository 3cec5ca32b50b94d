package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.nodes.NodeSelector;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.nodes.Taint;
import io.myworkloads.operator.core.nodes.Taint.Effect;
import io.myworkloads.operator.core.nodes.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a template's Pods belong on. A node's room, its ports, and whether it is cordoned are
 * not asked about: that is the scheduler's business, and a daemon's Pod waits for its node.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod, predicates
 *
 * @param nodeName the one node of the template; null where it names none
 * @param nodeSelector labels that a node must have
 * @param affinity the required part of the node affinity; null where there is none
 * @param tolerations those of the template and the automatic ones
 */
public record Placement(
    @Nullable String nodeName,
    Map<String, String> nodeSelector,
    @Nullable NodeSelector affinity,
    List<Toleration> tolerations) {

  /** What a node's place in it means for the Pod there. */
  public enum Verdict {
    /** A Pod should run there. */
    RUN,
    /** A Pod that runs there may stay; none is put there. */
    KEEP,
    /** No Pod may be there. */
    LEAVE;

    /** upstream: shouldRun. */
    boolean shouldRun() {
      return this == RUN;
    }

    /** upstream: shouldContinueRunning. */
    boolean mayStay() {
      return this != LEAVE;
    }
  }

  public Placement {
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
  }

  /** The verdict on a node. */
  public Verdict verdict(NodeView node) {
    if (nodeName != null && !nodeName.equals(node.name())) {
      return Verdict.LEAVE;
    }
    if (!node.labels().entrySet().containsAll(nodeSelector.entrySet())
        || (affinity != null && !affinity.matches(node))) {
      return Verdict.LEAVE;
    }
    Verdict verdict = Verdict.RUN;
    for (Taint taint : node.taints()) {
      if (taint.effect() == Effect.NO_EXECUTE && !tolerated(taint)) {
        return Verdict.LEAVE;
      }
      if (taint.effect() == Effect.NO_SCHEDULE && !tolerated(taint)) {
        verdict = Verdict.KEEP;
      }
    }
    return verdict;
  }

  private boolean tolerated(Taint taint) {
    for (Toleration toleration : tolerations) {
      if (toleration.tolerates(taint)) {
        return true;
      }
    }
    return false;
  }
}
