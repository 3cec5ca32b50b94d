package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.myworkloads.operator.core.pods.PodPhase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a Pod ended, which no field says: when the last of its containers did; else, as for a Pod
 * whose node was lost, when it ceased to be ready.
 *
 * <p>upstream: pkg/controller/job/backoff_utils.go getFinishedTime, which goes on to the time of
 * deletion and that of creation; these are no ends and are left to the caller
 */
final class PodEnd {
  private PodEnd() {}

  /**
   * The end of a Pod in a terminal phase.
   *
   * @param sidecars names of the restartable init containers, which end last
   * @return null where the Pod has not ended, or does not say when
   */
  static @Nullable Instant of(PodStatus status, Set<String> sidecars) {
    if (!PodPhase.of(Objects.requireNonNullElse(status.getPhase(), "")).terminal()) {
      return null;
    }
    return ofContainers(status, sidecars).orElse(null);
  }

  /** The end of all containers, also where the Pod does not say that it has ended. */
  static Optional<Instant> ofContainers(PodStatus status, Set<String> sidecars) {
    return lastOfContainers(status, sidecars).or(() -> notReadySince(status));
  }

  private static Optional<Instant> lastOfContainers(PodStatus status, Set<String> sidecars) {
    List<Optional<Instant>> ends =
        Stream.concat(
                status.getContainerStatuses().stream(),
                status.getInitContainerStatuses().stream()
                    .filter(container -> sidecars.contains(container.getName())))
            .map(PodEnd::ofContainer)
            .toList();
    return ends.contains(Optional.<Instant>empty())
        ? Optional.empty()
        : ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private static Optional<Instant> ofContainer(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .map(state -> state.getTerminated())
        .map(ContainerStateTerminated::getFinishedAt)
        .map(Instant::parse)
        .filter(Instant.EPOCH::isBefore); // what a runtime says that does not know
  }

  private static Optional<Instant> notReadySince(PodStatus status) {
    return status.getConditions().stream()
        .filter(c -> "Ready".equals(c.getType()) && "False".equals(c.getStatus()))
        .map(PodCondition::getLastTransitionTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .findFirst();
  }
}
