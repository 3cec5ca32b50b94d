package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a Pod's manifest how its run went, if anybody waits for that.
 *
 * <p>upstream: pkg/controller/job/backoff_utils.go getFinishedTime; indexed_job_utils.go
 * getCompletionIndex, parseInt32
 */
final class PodRuns {
  private static final String API_VERSION = HasMetadata.getApiVersion(MyJob.class);
  private static final String KIND = HasMetadata.getKind(MyJob.class);

  /** Of a container's last words: the end of them, as much as a status can bear. */
  private static final int LONGEST_MESSAGE = 1024;

  private PodRuns() {}

  /** Null for a Pod that nobody waits for. */
  static @Nullable PodRun of(Pod pod) {
    ObjectMeta meta = pod.getMetadata();
    boolean tracked =
        meta.getFinalizers() != null && meta.getFinalizers().contains(PodRun.FINALIZER);
    ControllerRef controller = PodViews.controller(meta);
    boolean ofJob = controller != null && isJob(controller.apiVersion(), controller.kind());
    if (!tracked && !ofJob) {
      return null;
    }
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    PodPhase phase = PodPhase.of(Objects.requireNonNullElse(status.getPhase(), ""));
    boolean deleting = meta.getDeletionTimestamp() != null;
    boolean told = tracked && (deleting || phase == PodPhase.FAILED);
    return new PodRun(
        tracked,
        number(meta, PodRun.INDEX).orElse(PodRun.NO_INDEX),
        number(meta, PodRun.INDEX_FAILURES).orElse(0),
        number(meta, PodRun.IGNORED_INDEX_FAILURES).orElse(0),
        phase.terminal() || deleting ? finished(pod, status) : null,
        restarts(status),
        told ? exits(status) : List.of(),
        told ? conditions(status) : Map.of());
  }

  /** Whether owners of this kind wait for the end of their Pods. */
  static boolean isJob(String apiVersion, String kind) {
    return kind.equals(KIND) && apiVersion.equals(API_VERSION);
  }

  private static Optional<Integer> number(ObjectMeta meta, String annotation) {
    String value = PodViews.orEmpty(meta.getAnnotations()).get(annotation);
    try {
      return Optional.ofNullable(value).map(Integer::valueOf).filter(number -> number >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Instant finished(Pod pod, PodStatus status) {
    return PodEnd.ofContainers(status, PodViews.sidecars(pod))
        .or(() -> deleted(pod.getMetadata()))
        .orElse(null);
  }

  private static Optional<ContainerStateTerminated> ended(ContainerStatus container) {
    return Optional.ofNullable(container.getState()).map(ContainerState::getTerminated);
  }

  private static Optional<Instant> deleted(ObjectMeta meta) {
    return Optional.ofNullable(meta.getDeletionTimestamp())
        .map(Instant::parse)
        .map(
            at ->
                at.minus(
                    Duration.ofSeconds(
                        Objects.requireNonNullElse(meta.getDeletionGracePeriodSeconds(), 0L))));
  }

  private static int restarts(PodStatus status) {
    return Stream.concat(
            status.getContainerStatuses().stream(), status.getInitContainerStatuses().stream())
        .map(ContainerStatus::getRestartCount)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** First the containers and then the init containers, as upstream's policy asks them. */
  private static List<PodRun.Exit> exits(PodStatus status) {
    List<PodRun.Exit> exits = new ArrayList<>();
    Stream.concat(
            status.getContainerStatuses().stream(), status.getInitContainerStatuses().stream())
        .forEach(container -> ended(container).ifPresent(e -> exits.add(exit(container, e))));
    if (status.getReason() != null && !status.getReason().isEmpty()) {
      exits.add(new PodRun.Exit("", 0, status.getReason(), words(status.getMessage())));
    }
    return exits;
  }

  private static PodRun.Exit exit(ContainerStatus container, ContainerStateTerminated ended) {
    return new PodRun.Exit(
        container.getName(),
        Objects.requireNonNullElse(ended.getExitCode(), 0),
        Objects.requireNonNullElse(ended.getReason(), ""),
        words(ended.getMessage()));
  }

  private static String words(@Nullable String message) {
    return message == null
        ? ""
        : message.substring(Math.max(0, message.length() - LONGEST_MESSAGE));
  }

  private static Map<String, String> conditions(PodStatus status) {
    Map<String, String> conditions = new HashMap<>();
    status.getConditions().forEach(c -> conditions.put(c.getType(), c.getStatus()));
    return conditions;
  }
}
