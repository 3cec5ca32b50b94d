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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One look at an object that keeps a number of Pods: observe, decide, act, and say how it is then.
 * It knows neither the object's kind nor the framework that asks for the look.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go syncReplicaSet
 */
public final class ReplicasSync {
  private static final Logger log = LoggerFactory.getLogger(ReplicasSync.class);

  /**
   * A write that the watch does not show in this time may have come and gone in a gap of it, and
   * then no event will ever tell.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PodObserver pods;
  private final PodControl podControl;
  private final Failures failures;
  private final Clock clock;

  public ReplicasSync(PodObserver pods, PodControl podControl, Failures failures, Clock clock) {
    this.pods = pods;
    this.podControl = podControl;
    this.failures = failures;
    this.clock = clock;
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
    account(owner, seen, actions, failed);
    boolean nothingDone = actions.isEmpty() && failed.isEmpty() && seen.failures().isEmpty();
    ReplicasObservation after = nothingDone ? seen : observe(owner, asked);
    return new Outcome(ReplicasStatusPolicy.status(after), lookAgain(owner, after));
  }

  private Optional<Duration> lookAgain(PodOwner owner, ReplicasObservation after) {
    Optional<Duration> decided = ReplicasDecision.lookAgain(after);
    return pods.expects(owner.uid()) && decided.filter(d -> d.compareTo(PATIENCE) < 0).isEmpty()
        ? Optional.of(PATIENCE)
        : decided;
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

  private void account(
      PodOwner owner,
      ReplicasObservation seen,
      List<PodAction> actions,
      Optional<FailedWrite> failed) {
    if (failed.isPresent()) {
      FailedWrite write = failed.get();
      failures.failed(owner.uid(), seen.generation(), write);
      about(log.atWarn(), owner)
          .addKeyValue("reason", write.reason())
          .addKeyValue("error", write.message())
          .log("Write failed");
      return;
    }
    failures.succeeded(owner.uid(), seen.generation(), seen.now());
    if (!actions.isEmpty()) {
      about(log.atDebug(), owner).addKeyValue("actions", actions).log("Plan carried out");
    }
  }

  private static LoggingEventBuilder about(LoggingEventBuilder line, PodOwner owner) {
    return line.addKeyValue("kind", owner.kind())
        .addKeyValue("namespace", owner.namespace())
        .addKeyValue("name", owner.name())
        .addKeyValue("uid", owner.uid());
  }
}
