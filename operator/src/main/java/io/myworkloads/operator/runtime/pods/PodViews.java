package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.DeletionCost;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads of a Pod's manifest what controllers need to know. */
public final class PodViews {
  private PodViews() {}

  /** The view of a Pod as the API server sent it. */
  public static PodView of(Pod pod) {
    ObjectMeta meta = pod.getMetadata();
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    Optional<PodCondition> ready =
        status.getConditions().stream()
            .filter(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()))
            .findFirst();
    Set<String> sidecars = sidecars(pod);
    List<ContainerStatus> containers = status.getContainerStatuses();
    List<ContainerStatus> sidecarStatuses =
        status.getInitContainerStatuses().stream()
            .filter(container -> sidecars.contains(container.getName()))
            .toList();
    String nodeName = nodeName(pod);
    return new PodView(
        meta.getUid(),
        meta.getNamespace(),
        meta.getName(),
        orEmpty(meta.getLabels()),
        controller(meta),
        PodPhase.of(Objects.requireNonNullElse(status.getPhase(), "")),
        meta.getDeletionTimestamp() != null,
        nodeName,
        nodeName == null ? TargetNode.of(pod) : nodeName,
        WaitingReason.of(status),
        ready.isPresent(),
        ready.map(PodCondition::getLastTransitionTime).map(Instant::parse).orElse(null),
        meta.getCreationTimestamp() == null
            ? Instant.EPOCH
            : Instant.parse(meta.getCreationTimestamp()),
        DeletionCost.of(orEmpty(meta.getAnnotations())),
        restarts(mostRestarted(containers)),
        restarts(mostRestarted(sidecarStatuses)),
        mostRestarted(Stream.concat(containers.stream(), sidecarStatuses.stream()).toList())
            .map(ContainerStatus::getName)
            .orElse(null),
        PodEnd.of(status, sidecars),
        PodRuns.of(pod));
  }

  /** The resource version as the number that it is: versions of one resource can be compared. */
  public static long version(ObjectMeta meta) {
    return Long.parseLong(meta.getResourceVersion());
  }

  /** Who manages the object; null where nobody does. */
  public static @Nullable ControllerRef controller(ObjectMeta meta) {
    for (OwnerReference ref : meta.getOwnerReferences()) {
      if (Boolean.TRUE.equals(ref.getController())) {
        return new ControllerRef(ref.getApiVersion(), ref.getKind(), ref.getName(), ref.getUid());
      }
    }
    return null;
  }

  private static @Nullable String nodeName(Pod pod) {
    String name = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
    return name == null || name.isEmpty() ? null : name;
  }

  static Set<String> sidecars(Pod pod) {
    if (pod.getSpec() == null) {
      return Set.of();
    }
    return pod.getSpec().getInitContainers().stream()
        .filter(container -> "Always".equals(container.getRestartPolicy()))
        .map(Container::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** upstream: pkg/controller/controller_utils.go maxContainerRestarts. */
  private static Optional<ContainerStatus> mostRestarted(List<ContainerStatus> statuses) {
    return statuses.stream()
        .filter(status -> status.getRestartCount() != null && status.getRestartCount() > 0)
        .max(Comparator.comparing(ContainerStatus::getRestartCount));
  }

  private static int restarts(Optional<ContainerStatus> status) {
    return status.map(ContainerStatus::getRestartCount).orElse(0);
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
