package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.pods.Selector;
import java.time.Duration;

/**
 * What is asked of a controller that keeps a Pod on every node.
 *
 * @param placement which nodes should have a Pod
 * @param minReady how long a Pod must be ready to count as available
 * @param revisionHistoryLimit how many old templates without Pods are kept, 0 or more
 * @param suspend whether there shall be no Pods
 * @param respectDrain whether a cordoned node gets no Pod, and keeps the one that it has as it is
 */
public record DaemonSpec(
    Selector selector,
    Placement placement,
    Duration minReady,
    UpdateStrategy strategy,
    int revisionHistoryLimit,
    boolean suspend,
    boolean respectDrain) {}
