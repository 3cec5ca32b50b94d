package io.myworkloads.operator.controller;

import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.replicas.ReplicasDecision;
import io.myworkloads.operator.core.replicas.ReplicasObservation;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.core.replicas.ReplicasStatusPolicy;
import io.myworkloads.operator.core.replicas.RestartReplacements;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One look at an object that keeps a number of Pods: observe, decide, act, and say how it is then.
 * It knows neither the object's kind nor the framework that asks for the look.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go syncReplicaSet
 */
public final class ReplicasSync {
  private final PodObserver pods;
  private final PodControl podControl;
  private final Failures failures;
  private final Clock clock;
  private final Aftermath aftermath;

  public ReplicasSync(PodObserver pods, PodControl podControl, Failures failures, Clock clock) {
    this.pods = pods;
    this.podControl = podControl;
    this.failures = failures;
    this.clock = clock;
    this.aftermath = new Aftermath(failures);
  }

  /**
   * What is asked for.
   *
   * @param generation of the spec
   * @param conditions those that the object has
   * @param replacements what its status says of Pods replaced after restarts; null where nothing
   * @param relatives the UIDs of other objects of the kind with the same controller; asked for only
   *     where Pods have to be chosen
   */
  public record Asked(
      long generation,
      ReplicasSpec spec,
      List<Condition> conditions,
      @Nullable RestartReplacements replacements,
      Supplier<List<String>> relatives) {}

  /**
   * How it is after the writes.
   *
   * @param lookAgain zero for at once; empty where only an event can change anything
   */
  public record Outcome(ReplicasStatus status, Optional<Duration> lookAgain) {}

  /** Looks once. */
  public Outcome look(PodControl.Work work, Asked asked) {
    PodOwner owner = work.owner();
    ReplicasObservation seen = observe(owner, asked);
    List<PodAction> actions = ReplicasDecision.actions(seen);
    Optional<FailedWrite> failed = podControl.carryOut(work, actions);
    aftermath.account(owner, seen.generation(), seen.now(), actions, failed);
    boolean nothingDone = actions.isEmpty() && failed.isEmpty() && seen.failures().isEmpty();
    ReplicasObservation after = nothingDone ? seen : observe(owner, asked);
    return new Outcome(
        ReplicasStatusPolicy.status(after),
        Aftermath.lookAgain(pods.expects(owner.uid()), ReplicasDecision.lookAgain(after)));
  }

  private ReplicasObservation observe(PodOwner owner, Asked asked) {
    Collection<PodView> candidates = pods.candidates(owner.uid(), owner.namespace());
    return new ReplicasObservation(
        owner.asOwner(),
        asked.generation(),
        asked.spec(),
        asked.conditions(),
        asked.replacements(),
        candidates,
        () -> neighbours(asked.relatives().get()),
        pods.unanswered(owner.uid()),
        failures.of(owner.uid(), asked.generation()),
        clock.instant());
  }

  private Collection<PodView> neighbours(List<String> relatives) {
    return relatives.stream().flatMap(uid -> pods.ownedBy(uid).stream()).toList();
  }
}
