package io.myworkloads.operator.core.job;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.reverseOrder;

import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which active Pods go where there are too many.
 *
 * <p>upstream: pkg/controller/job/job_controller.go activePodsForRemoval; indexed_job_utils.go
 * appendDuplicatedIndexPodsForRemoval; pkg/controller/controller_utils.go ActivePods.Less. One
 * difference: where nothing else tells two Pods apart, the UID does.
 */
final class Surplus {
  /** Those whose loss hurts least first. */
  static final Comparator<PodView> ORDER =
      comparing((PodView pod) -> pod.nodeName() != null) // 1 not yet on a node
          .thenComparing(PodView::phase) // 2 Pending < Unknown < Running, as the enum declares them
          .thenComparing(PodView::ready) // 3 not ready
          .thenComparing(Surplus::readySince, nullsFirst(reverseOrder())) // 4 for a shorter time
          .thenComparing(comparingInt(PodView::restarts).reversed()) // 5
          .thenComparing(comparingInt(PodView::sidecarRestarts).reversed())
          .thenComparing(PodView::created, reverseOrder()) // 6
          .thenComparing(PodView::uid);

  private Surplus() {}

  private static @Nullable Instant readySince(PodView pod) {
    return pod.ready() ? pod.readySince() : null;
  }

  /**
   * The Pods that go: at least {@code atLeast}, and all that have no index, one that is not wanted,
   * or one that another has.
   */
  static List<PodView> of(JobSpec spec, List<PodView> active, int atLeast) {
    List<PodView> go = new ArrayList<>();
    List<PodView> stay = new ArrayList<>();
    if (spec.indexed()) {
      Map<Integer, List<PodView>> byIndex = new TreeMap<>();
      for (PodView pod : active) {
        byIndex.computeIfAbsent(JobPods.index(pod), i -> new ArrayList<>()).add(pod);
      }
      byIndex.forEach(
          (index, pods) -> {
            if (index == PodRun.NO_INDEX || index >= spec.indexes()) {
              go.addAll(pods);
              return;
            }
            pods.sort(ORDER);
            go.addAll(pods.subList(0, pods.size() - 1));
            stay.add(pods.getLast());
          });
    } else {
      stay.addAll(active);
    }
    if (go.size() < atLeast) {
      stay.sort(ORDER);
      go.addAll(stay.subList(0, Math.min(stay.size(), atLeast - go.size())));
    }
    return go;
  }

  /** All of them, in the order in which they go. */
  static List<PodView> all(Collection<PodView> active) {
    return active.stream().sorted(ORDER).toList();
  }
}
