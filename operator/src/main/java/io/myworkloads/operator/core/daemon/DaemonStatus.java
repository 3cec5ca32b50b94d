package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.status.Condition;
import java.util.List;

/**
 * What is told of the nodes and their Pods. A node's Pod is the oldest there.
 *
 * @param desired nodes that should have a Pod
 * @param current those of them that have one
 * @param misscheduled nodes that have a Pod and should have none
 * @param ready those of {@code current} whose Pod is ready
 * @param updated those of {@code current} whose Pod is of the current template
 * @param available those of {@code current} whose Pod has been ready for long enough
 * @param observedGeneration the generation of the spec that this answers
 * @param pending the first nodes whose Pod cannot run
 */
public record DaemonStatus(
    int desired,
    int current,
    int misscheduled,
    int ready,
    int updated,
    int available,
    long observedGeneration,
    List<Condition> conditions,
    List<PendingNode> pending) {

  /** Nodes that should have an available Pod and have none. */
  public int unavailable() {
    return desired - available;
  }
}
