package io.myworkloads.operator.core.pods;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The order in which surplus Pods go: those whose loss hurts least first.
 *
 * <p>upstream: pkg/controller/controller_utils.go ActivePodsWithRanks.Less. One difference: where
 * two ages fall into the same bucket, upstream lets the UID decide at once, which makes its order
 * intransitive; here the next rule is asked, and the UID decides last.
 */
public final class DeletionOrder {
  private DeletionOrder() {}

  /**
   * The order at an instant.
   *
   * @param now the instant of the decision; ages are measured to it
   * @param neighbours how many active Pods of related owners share the Pod's node
   */
  public static Comparator<PodView> at(Instant now, ToIntFunction<PodView> neighbours) {
    return comparing((PodView pod) -> pod.nodeName() != null) // 1 not yet on a node
        .thenComparing(PodView::phase) // 2 Pending < Unknown < Running, as the enum declares them
        .thenComparing(PodView::ready) // 3 not ready
        .thenComparingInt(PodView::deletionCost) // 4 the user's own word
        .thenComparing(comparingInt(neighbours).reversed()) // 5 crowded nodes
        .thenComparingInt(pod -> pod.ready() ? log2Age(pod.readySince(), now) : 0) // 6
        .thenComparing(comparingInt(PodView::restarts).reversed()) // 7
        .thenComparing(comparingInt(PodView::sidecarRestarts).reversed())
        .thenComparingInt(pod -> log2Age(pod.created(), now)) // 8
        .thenComparing(PodView::uid); // ties must not depend on the order of a cache
  }

  /**
   * The bucket of an age: the whole part of the base-2 logarithm of its nanoseconds. Buckets
   * double, so that among Pods of like age chance decides, and a rollout's youngest Pods are not
   * all on one zone's nodes.
   *
   * @return -2 where the time is not known, -1 for an age of nothing, and for a clock that runs
   *     behind
   */
  static int log2Age(@Nullable Instant since, Instant now) {
    if (since == null) {
      return -2;
    }
    Duration age = Duration.between(since, now);
    return age.isPositive() ? 63 - Long.numberOfLeadingZeros(age.toNanos()) : -1;
  }
}
