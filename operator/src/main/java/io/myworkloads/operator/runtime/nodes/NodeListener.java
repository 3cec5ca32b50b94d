package io.myworkloads.operator.runtime.nodes;

import io.myworkloads.operator.core.nodes.NodeView;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each change to what a controller knows of a node. Called one change at a time; must
 * not block.
 */
@FunctionalInterface
public interface NodeListener {

  /**
   * A node came, changed or went.
   *
   * @param before null where the node is new
   * @param after null where the node is gone
   */
  void nodeChanged(@Nullable NodeView before, @Nullable NodeView after);
}
