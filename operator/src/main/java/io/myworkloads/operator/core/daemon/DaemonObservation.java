package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that a decision rests on.
 *
 * @param generation of the spec
 * @param revision the hash of the current template, which Pods carry as a label
 * @param history of the templates
 * @param nodes all nodes by name; a choice among like nodes goes by that order
 * @param pods of the owner's namespace: all that it controls and the orphans, own writes already in
 * @param failedPods the pauses of this generation
 * @param conditions those that the object has
 * @param unanswered the owner's Pods whose deletion was asked for, and nobody knows whether the
 *     server heard of it; among {@code pods} they are on their way out
 * @param failures at most one of a sort; none where none failed since the last success
 */
public record DaemonObservation(
    Owner owner,
    long generation,
    DaemonSpec spec,
    String revision,
    HistoryState history,
    SortedMap<String, NodeView> nodes,
    Collection<PodView> pods,
    FailedPodBackoff failedPods,
    List<Condition> conditions,
    Collection<PodView> unanswered,
    List<Failure> failures,
    Instant now) {

  /** What is not to be tried again yet. */
  Retries retries() {
    return new Retries(failures, now);
  }

  /** The failure of this sort that no success has followed. */
  Optional<Failure> failed(Failure.Reason reason) {
    return failures.stream().filter(failure -> failure.reason() == reason).findFirst();
  }
}
