package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.replicas.ReplicasDecision;
import io.myworkloads.operator.core.replicas.ReplicasObservation;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatusPolicy;
import io.myworkloads.operator.runtime.OwnerEventSource;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.StatusWriter;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reconciles the kinds that keep a number of Pods. All decisions are in {@link ReplicasDecision}
 * and {@link ReplicasStatusPolicy}; this class only carries them out.
 */
public abstract class ReplicasController<S, R extends CustomResource<?, S>>
    implements Reconciler<R> {
  private static final Logger log = LoggerFactory.getLogger(ReplicasController.class);

  private final ReplicasKind<S, R> kind;
  private final Shell shell;
  private final PodObserver pods;
  private final StatusWriter<S, R> statusWriter;

  /**
   * Which object a name stood for last: what is kept of another must be dropped, also if its
   * deletion was never seen.
   */
  private final Map<ResourceID, String> uids = new ConcurrentHashMap<>();

  private @Nullable OwnerEventSource<R> owners;

  ReplicasController(ReplicasKind<S, R> kind, Shell shell) {
    this.kind = kind;
    this.shell = shell;
    this.pods = shell.podObserver();
    this.statusWriter = new StatusWriter<>(shell.client(), kind.type());
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    owners =
        new OwnerEventSource<>(
            shell.podStore(),
            HasMetadata.getApiVersion(kind.type()),
            HasMetadata.getKind(kind.type()),
            context.getPrimaryCache(),
            this::selects,
            shell.timer());
    shell.revivals().register(context.getControllerConfiguration().getName(), owners::cleared);
    return List.of(owners);
  }

  /** Which updates of an object are worth a look: all but this controller's own. */
  public OnUpdateFilter<R> updates() {
    return (after, before) -> !statusWriter.wrote(after);
  }

  @Override
  public UpdateControl<R> reconcile(R object, Context<R> context) {
    ResourceID id = ResourceID.fromResource(object);
    if (context.isPrimaryResourceDeleted()) {
      Optional.ofNullable(uids.remove(id)).ifPresent(this::forget);
      recheck(id, Optional.empty());
      return UpdateControl.noUpdate();
    }
    String uid = object.getMetadata().getUid();
    String before = uids.put(id, uid);
    if (before != null && !before.equals(uid)) {
      forget(before);
    }
    statusWriter.refresh(object);
    PodOwner owner = PodOwner.of(object);
    OwnerEvents told = shell.events().about(object);
    try {
      ReplicasSpec spec = kind.spec(object);
      ReplicasObservation seen = observe(object, owner, spec);
      List<PodAction> actions = ReplicasDecision.actions(seen);
      Optional<FailedWrite> failed =
          shell
              .podControl()
              .carryOut(
                  new PodControl.Work(
                      owner, kind.template(object), told, () -> shell.isLive(kind.type(), owner)),
                  actions);
      account(object, seen, actions, failed);
      ReplicasObservation after = observe(object, owner, spec);
      statusWriter.write(object, kind.status(object, ReplicasStatusPolicy.status(after)));
      recheck(id, ReplicasDecision.lookAgain(after));
    } catch (InvalidSpecException e) {
      told.record(EventType.WARNING, "InvalidSpec", String.valueOf(e.getMessage()));
      about(log.atWarn(), object).log("Spec cannot be acted upon: {}", e.getMessage());
    }
    return UpdateControl.noUpdate();
  }

  private ReplicasObservation observe(R object, PodOwner owner, ReplicasSpec spec) {
    long generation = object.getMetadata().getGeneration();
    return new ReplicasObservation(
        owner.asOwner(),
        generation,
        spec,
        kind.conditions(object),
        pods.candidates(owner.uid(), owner.namespace()),
        List.of(),
        shell.failures().last(owner.uid(), generation),
        shell.clock().instant());
  }

  private void account(
      R object, ReplicasObservation seen, List<PodAction> actions, Optional<FailedWrite> failed) {
    String uid = object.getMetadata().getUid();
    if (failed.isPresent()) {
      FailedWrite write = failed.get();
      shell.failures().failed(uid, seen.generation(), write.reason(), write.message());
      about(log.atWarn(), object)
          .addKeyValue("reason", write.reason())
          .addKeyValue("error", write.message())
          .log("Write failed");
      return;
    }
    Failure before = seen.failure();
    boolean waits = before != null && before.retryAt().isAfter(seen.now()) && actions.isEmpty();
    if (!waits) {
      shell.failures().succeeded(uid);
    }
    if (!actions.isEmpty()) {
      about(log.atDebug(), object).addKeyValue("actions", actions).log("Plan carried out");
    }
  }

  private void forget(String uid) {
    shell.forget(uid);
    statusWriter.forget(uid);
  }

  private void recheck(ResourceID id, Optional<Duration> after) {
    Objects.requireNonNull(owners, "event sources are prepared before the first reconcile")
        .recheck(id, after);
  }

  private boolean selects(R object, PodView pod) {
    try {
      return kind.spec(object).selector().matches(pod.labels());
    } catch (InvalidSpecException e) {
      return false;
    }
  }

  private LoggingEventBuilder about(LoggingEventBuilder line, R object) {
    return line.addKeyValue("kind", object.getKind())
        .addKeyValue("namespace", object.getMetadata().getNamespace())
        .addKeyValue("name", object.getMetadata().getName())
        .addKeyValue("uid", object.getMetadata().getUid());
  }
}
