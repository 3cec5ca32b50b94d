package io.myworkloads.e2e.bench;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How fast Pods came and went, out of what the lane's watch saw. */
final class Rates {
  private Rates() {}

  /**
   * Notes how fast Pods were created, from the first change to the last Pod.
   *
   * @param changes of specs, by the set's name, in System.nanoTime
   */
  static void created(Lane lane, String work, Map<String, Long> changes) {
    List<Double> seconds = lane.pods().secondsToCreated(changes);
    lane.record(work, Figure.CREATED, rate(lane.pods().secondsToCreated(fromFirst(changes))));
    lane.record(work, Figure.P50, Statistics.percentile(seconds, 0.5));
    lane.record(work, Figure.P99, Statistics.percentile(seconds, 0.99));
  }

  /** Notes how fast Pods were deleted: from the change until the last one is on its way out. */
  static void deleted(Lane lane, String work, Map<String, Long> changes) {
    lane.record(work, Figure.DELETED, rate(lane.pods().secondsToMarked(fromFirst(changes))));
  }

  private static Map<String, Long> fromFirst(Map<String, Long> changes) {
    long first = Collections.min(changes.values());
    return changes.keySet().stream()
        .collect(java.util.stream.Collectors.toMap(name -> name, name -> first));
  }

  private static double rate(List<Double> seconds) {
    return seconds.size() / Collections.max(seconds);
  }
}
