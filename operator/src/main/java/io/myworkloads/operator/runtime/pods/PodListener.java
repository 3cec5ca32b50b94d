package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.PodView;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each change to what a controller knows of a Pod. Called one change at a time; must not
 * block.
 */
@FunctionalInterface
public interface PodListener {

  /**
   * A Pod came, changed or went.
   *
   * @param before null where the Pod is new
   * @param after null where the Pod is gone
   */
  void podChanged(@Nullable PodView before, @Nullable PodView after);
}
