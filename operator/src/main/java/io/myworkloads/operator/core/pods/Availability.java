package io.myworkloads.operator.core.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** When Pods become available by mere passing of time. */
public final class Availability {
  private Availability() {}

  /**
   * The exact time to the next Pod that becomes available; a Pod that does not say since when it is
   * ready is asked for again after the whole of minReadySeconds.
   *
   * @return empty where none is on its way
   */
  public static Optional<Duration> next(Collection<PodView> pods, Duration minReady, Instant now) {
    return pods.stream()
        .filter(pod -> pod.ready() && !pod.available(minReady, now))
        .map(
            pod ->
                pod.readySince() == null
                    ? minReady
                    : Duration.between(now, pod.readySince().plus(minReady)))
        .min(Duration::compareTo);
  }
}
