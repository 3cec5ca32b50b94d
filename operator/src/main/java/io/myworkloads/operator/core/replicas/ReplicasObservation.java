package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Claim;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision rests on.
 *
 * @param generation of the spec
 * @param conditions those that the object has
 * @param replacements what its status says of Pods replaced after restarts; null where nothing
 * @param pods of the owner's namespace: all that it controls and the orphans, own writes already in
 * @param claim which of them are the owner's
 * @param neighbours the Pods of related owners, which count where crowded nodes are relieved first;
 *     asked for only where Pods have to be chosen, because most looks need not know
 * @param unanswered the owner's Pods whose deletion was asked for, and nobody knows whether the
 *     server heard of it; among {@code pods} they are on their way out
 * @param failures at most one of a sort; none where none failed since the last success
 */
public record ReplicasObservation(
    Owner owner,
    long generation,
    ReplicasSpec spec,
    List<Condition> conditions,
    @Nullable RestartReplacements replacements,
    Collection<PodView> pods,
    Claim claim,
    Supplier<Collection<PodView>> neighbours,
    Collection<PodView> unanswered,
    List<Failure> failures,
    Instant now) {

  /** Sorts the Pods, which takes time for each of them, once for all that is asked. */
  public ReplicasObservation(
      Owner owner,
      long generation,
      ReplicasSpec spec,
      List<Condition> conditions,
      @Nullable RestartReplacements replacements,
      Collection<PodView> pods,
      Supplier<Collection<PodView>> neighbours,
      Collection<PodView> unanswered,
      List<Failure> failures,
      Instant now) {
    this(
        owner,
        generation,
        spec,
        conditions,
        replacements,
        pods,
        Claim.of(owner, spec.selector(), pods),
        neighbours,
        unanswered,
        failures,
        now);
  }

  /** What is not to be tried again yet. */
  Retries retries() {
    return new Retries(failures, now);
  }
}
