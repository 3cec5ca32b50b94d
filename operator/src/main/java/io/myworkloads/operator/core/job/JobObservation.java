package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

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

  /** Which writes are not to be tried again yet. */
  Retries retries() {
    return new Retries(failures, now);
  }
}
