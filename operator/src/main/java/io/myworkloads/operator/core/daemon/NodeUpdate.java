package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an update is on one node.
 *
 * <p>upstream: pkg/controller/daemon/update.go findUpdatedPodsOnNode
 *
 * @param old the Pod of an older template that is not being deleted
 * @param updated the Pod of the current template that is not being deleted
 * @param excess whether there are two of a sort, which have to be thinned out first
 */
record NodeUpdate(@Nullable PodView old, @Nullable PodView updated, boolean excess) {

  static NodeUpdate of(DaemonPods pods, List<PodView> onNode) {
    @Nullable PodView old = null;
    @Nullable PodView updated = null;
    for (PodView pod : onNode) {
      if (pod.deleting()) {
        continue;
      }
      if (pods.updated(pod)) {
        if (updated != null) {
          return new NodeUpdate(null, null, true);
        }
        updated = pod;
      } else {
        if (old != null) {
          return new NodeUpdate(null, null, true);
        }
        old = pod;
      }
    }
    return new NodeUpdate(old, updated, false);
  }
}
