package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a Pod cannot run, in the word of the scheduler or of the kubelet. */
final class WaitingReason {
  /** Every Pod waits so for a moment. */
  private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");

  private WaitingReason() {}

  /** Null where nothing is wrong. */
  static @Nullable String of(PodStatus status) {
    for (PodCondition condition : status.getConditions()) {
      if ("PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus())) {
        return shared(condition.getReason());
      }
    }
    String ofInit = waiting(status.getInitContainerStatuses());
    return ofInit == null ? waiting(status.getContainerStatuses()) : ofInit;
  }

  private static @Nullable String waiting(List<ContainerStatus> containers) {
    for (ContainerStatus container : containers) {
      if (container.getState() != null && container.getState().getWaiting() != null) {
        String reason = container.getState().getWaiting().getReason();
        if (reason != null && !ON_ITS_WAY.contains(reason)) {
          return shared(reason);
        }
      }
    }
    return null;
  }

  /** There are a dozen such words, and thousands of Pods. */
  private static @Nullable String shared(@Nullable String reason) {
    return reason == null ? null : reason.intern();
  }
}
