package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import io.myworkloads.operator.core.nodes.NodeView;
import org.jspecify.annotations.Nullable;

/**
 * Which sets have to be looked at when a node came, changed or went: those to which it means
 * something else than before. A node changes often, and mostly in what matters to no set.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go syncNodeUpdate, which also looks at sets
 * that have a Pod in the wrong place somewhere
 */
public final class NodeChange {

  /**
   * All that a decision asks about a node.
   *
   * @param drained whether no Pod is to be put there for now
   * @param ready what is told of it, and may use up limits
   * @param reached whether an update reaches it
   */
  private record Standing(Verdict verdict, boolean drained, boolean ready, boolean reached) {
    static final Standing NONE = new Standing(Verdict.LEAVE, false, false, false);

    static Standing of(DaemonSpec spec, @Nullable NodeView node) {
      Verdict verdict = node == null ? Verdict.LEAVE : spec.placement().verdict(node);
      if (node == null || verdict == Verdict.LEAVE) {
        return NONE;
      }
      return new Standing(
          verdict,
          spec.respectDrain() && node.cordoned(),
          node.ready(),
          !(spec.strategy() instanceof RollingUpdate rolling) || rolling.reaches(node));
    }
  }

  private NodeChange() {}

  /**
   * Whether the set has to be looked at.
   *
   * @param before null where the node is new
   * @param after null where the node is gone
   */
  public static boolean concerns(
      DaemonSpec spec, @Nullable NodeView before, @Nullable NodeView after) {
    return !Standing.of(spec, before).equals(Standing.of(spec, after));
  }
}
