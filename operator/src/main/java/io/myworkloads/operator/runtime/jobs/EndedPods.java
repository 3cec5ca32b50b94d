package io.myworkloads.operator.runtime.jobs;

import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.PodListener;
import org.jspecify.annotations.Nullable;

/**
 * Counts Pods that have ended and carry the finalizer, and those that lose it: where the two drift
 * apart, Pods wait to be accounted for. It is no matter whose they are.
 *
 * <p>upstream: pkg/controller/job/tracking_utils.go recordFinishedPodWithTrackingFinalizer
 */
public final class EndedPods implements PodListener {
  private final JobMetrics metrics;

  public EndedPods(JobMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void podChanged(@Nullable PodView before, @Nullable PodView after) {
    boolean was = waits(before);
    boolean is = waits(after);
    if (was != is) {
      metrics.endedPodTracked(is);
    }
  }

  private static boolean waits(@Nullable PodView pod) {
    return pod != null && pod.tracked() && pod.phase().terminal();
  }
}
