package io.myworkloads.operator.core.pods;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod that is meant to end tells of its run. Kept only of Pods of kinds that wait for the
 * end, because every Pod of the cluster is kept in memory.
 *
 * @param tracked whether the Pod carries {@link #FINALIZER}: its end is not accounted for yet
 * @param index its completion index; {@link #NO_INDEX} where it has none, or none that is a number
 * @param indexFailures how many Pods of the index failed before and counted
 * @param ignoredIndexFailures how many Pods of the index failed before and were not to be counted
 * @param finished when it ended, or as near to that as can be told; null while it runs
 * @param restarts the restarts of all containers, init containers included
 * @param exits how its containers ended; empty unless it is tracked and failed or being deleted
 * @param conditions its conditions' status by type; empty as {@code exits} is
 */
public record PodRun(
    boolean tracked,
    int index,
    int indexFailures,
    int ignoredIndexFailures,
    @Nullable Instant finished,
    int restarts,
    List<Exit> exits,
    Map<String, String> conditions) {

  /** Upstream's own name would be stripped by upstream's controller. */
  public static final String FINALIZER = "myworkloads.io/job-tracking";

  public static final String INDEX = "batch.kubernetes.io/job-completion-index";
  public static final String INDEX_FAILURES = "batch.kubernetes.io/job-index-failure-count";
  public static final String IGNORED_INDEX_FAILURES =
      "batch.kubernetes.io/job-index-ignored-failure-count";

  public static final int NO_INDEX = -1;

  /**
   * How a container ended, or the Pod as a whole.
   *
   * @param container empty where the Pod was ended from outside, as by an eviction
   * @param message its last words; empty where it has none
   */
  public record Exit(String container, int code, String reason, String message) {}

  public PodRun {
    exits = List.copyOf(exits);
    conditions = Map.copyOf(conditions);
  }

  /** The same run once the Pod's end is accounted for. */
  public PodRun asUntracked() {
    return new PodRun(
        false, index, indexFailures, ignoredIndexFailures, finished, restarts, List.of(), Map.of());
  }
}
