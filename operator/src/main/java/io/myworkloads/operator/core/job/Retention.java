package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which finished Pods go where not all are to be kept: the oldest, and none before it is accounted
 * for. Upstream keeps all of them.
 */
final class Retention {
  private Retention() {}

  static List<PodView> surplus(JobSpec spec, List<PodView> owned) {
    return Stream.concat(
            surplus(PodPhase.SUCCEEDED, spec.keptSucceeded(), owned),
            surplus(PodPhase.FAILED, spec.keptFailed(), owned))
        .toList();
  }

  private static Stream<PodView> surplus(
      PodPhase phase, @Nullable Integer kept, List<PodView> owned) {
    return kept == null
        ? Stream.of()
        : owned.stream()
            .filter(pod -> pod.phase() == phase && !pod.deleting() && !pod.tracked())
            .sorted(
                Comparator.comparing(FailureStreak::end).thenComparing(PodView::name).reversed())
            .skip(kept);
  }
}
