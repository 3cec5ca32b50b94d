package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Selector;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a controller that keeps a number of Pods running.
 *
 * @param replicas how many Pods, 0 or more
 * @param minReady how long a Pod must be ready to count as available
 * @param templateLabels the labels of the Pods to be made
 * @param podReplacement when a Pod that is on its way out is replaced
 * @param failedPods which failed Pods stay
 * @param replaceAfterRestarts after how many restarts of one of its containers a Pod is replaced, 1
 *     or more; null for never
 */
public record ReplicasSpec(
    int replicas,
    Duration minReady,
    Selector selector,
    Map<String, String> templateLabels,
    PodReplacementPolicy podReplacement,
    FailedPods failedPods,
    @Nullable Integer replaceAfterRestarts) {}
