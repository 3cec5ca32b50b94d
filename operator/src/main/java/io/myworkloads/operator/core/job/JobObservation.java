package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a decision rests on.
 *
 * @param generation of the spec
 * @param status the newest, own writes included: one that is older could count a Pod twice, so it
 *     may be written over by none but this version
 * @param pods of the owner's namespace: all that it controls and the orphans, own writes already in
 * @param unanswered the owner's Pods whose deletion was asked for, and nobody knows whether the
 *     server heard of it; among {@code pods} they are on their way out
 * @param failures at most one of a sort; none where none failed since the last success
 */
public record JobObservation(
    Owner owner,
    long generation,
    JobSpec spec,
    JobStatus status,
    Collection<PodView> pods,
    Collection<PodView> unanswered,
    List<Failure> failures,
    Instant now) {

  /** Whether writes of a sort are not to be tried again yet. */
  boolean waits(Failure.Reason reason) {
    return waiting().anyMatch(failure -> failure.reason() == reason);
  }

  /** Those that may be adopted, released or untracked now; the others failed a moment ago. */
  List<PodView> due(List<PodView> claims) {
    return claims.stream()
        .filter(pod -> waiting().noneMatch(failure -> failure.claims().contains(pod)))
        .toList();
  }

  /** The failures whose pause is not over. */
  Stream<Failure> waiting() {
    return failures.stream().filter(failure -> failure.retryAt().isAfter(now));
  }
}
