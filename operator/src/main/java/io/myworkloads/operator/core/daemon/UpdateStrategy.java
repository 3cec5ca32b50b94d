package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.nodes.NodeView;
import java.util.Map;

/** How Pods of an older template are replaced. */
public sealed interface UpdateStrategy {

  /**
   * Whether a new Pod may run beside the old one.
   *
   * <p>upstream: pkg/controller/daemon/util/daemonset_util.go AllowsSurge
   */
  boolean surges();

  /** The user deletes old Pods. */
  record OnDelete() implements UpdateStrategy {
    @Override
    public boolean surges() {
      return false;
    }
  }

  /**
   * Old Pods are replaced by and by.
   *
   * @param maxUnavailable on how many of the nodes that should have a Pod it may be unavailable
   * @param maxSurge on how many of them a new Pod may run beside an old one that is available
   * @param paused whether no further Pod is replaced for now
   * @param partition on how many nodes the old Pods stay
   * @param canary labels of the nodes whose Pods are replaced; empty for all
   * @param skipUnreadyNodes whether what is on nodes that are not ready uses up nothing
   */
  record RollingUpdate(
      IntOrPercent maxUnavailable,
      IntOrPercent maxSurge,
      boolean paused,
      int partition,
      Map<String, String> canary,
      boolean skipUnreadyNodes)
      implements UpdateStrategy {

    public RollingUpdate {
      canary = Map.copyOf(canary);
    }

    @Override
    public boolean surges() {
      return maxSurge.of(1) > 0;
    }

    /** Whether the node's Pod is among those that are replaced. */
    boolean reaches(NodeView node) {
      return node.labels().entrySet().containsAll(canary.entrySet());
    }

    /** Whether what is on the node uses up the limits. */
    boolean counts(NodeView node) {
      return node.ready() || !skipUnreadyNodes;
    }
  }
}
