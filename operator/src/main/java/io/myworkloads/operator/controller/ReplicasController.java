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
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.OwnerEventSource;
import io.myworkloads.operator.runtime.RelatedOwners;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.StatusWriter;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.PodControl;
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

/**
 * Reconciles the kinds that keep a number of Pods: puts each object through {@link ReplicasSync},
 * and writes the status.
 *
 * @param <R> the kind; the first parameter, for there the framework looks for it
 */
public abstract class ReplicasController<
        R extends CustomResource<? extends ReplicatedSpec, S>, S extends ReplicatedStatus>
    implements Reconciler<R> {
  private static final Logger log = LoggerFactory.getLogger(ReplicasController.class);

  private final ReplicasKind<S, R> kind;
  private final Shell shell;
  private final ReplicasSync sync;
  private final StatusWriter<S, R> statusWriter;

  /**
   * Which object a name stood for last: what is kept of another must be dropped, also if its
   * deletion was never seen.
   */
  private final Map<ResourceID, String> uids = new ConcurrentHashMap<>();

  private @Nullable OwnerEventSource<R> owners;
  private @Nullable RelatedOwners<R> relatives;

  ReplicasController(ReplicasKind<S, R> kind, Shell shell) {
    this.kind = kind;
    this.shell = shell;
    this.sync =
        new ReplicasSync(shell.podObserver(), shell.podControl(), shell.failures(), shell.clock());
    this.statusWriter = new StatusWriter<>(shell.ownerApi(), kind.type());
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    relatives = new RelatedOwners<>(context.getPrimaryCache());
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
      ReplicasSync.Asked asked = asked(object);
      var work =
          new PodControl.Work(
              owner, kind.template(object), told, () -> shell.isLive(kind.type(), owner));
      ReplicasSync.Outcome outcome = sync.look(work, asked);
      statusWriter.write(object, kind.status(object, outcome.status()));
      recheck(id, outcome.lookAgain());
    } catch (InvalidSpecException e) {
      told.record(EventType.WARNING, "InvalidSpec", String.valueOf(e.getMessage()));
      log.atWarn()
          .addKeyValue("kind", owner.kind())
          .addKeyValue("namespace", owner.namespace())
          .addKeyValue("name", owner.name())
          .addKeyValue("uid", owner.uid())
          .addKeyValue("error", e.getMessage())
          .log("Spec cannot be acted upon");
    }
    return UpdateControl.noUpdate();
  }

  private ReplicasSync.Asked asked(R object) {
    return new ReplicasSync.Asked(
        object.getMetadata().getGeneration(),
        kind.spec(object),
        kind.conditions(object),
        kind.replacements(object),
        () -> relatives().of(object));
  }

  private void forget(String uid) {
    shell.forget(uid);
    statusWriter.forget(uid);
  }

  private RelatedOwners<R> relatives() {
    return Objects.requireNonNull(relatives, "event sources are prepared before the first look");
  }

  private void recheck(ResourceID id, Optional<Duration> after) {
    Objects.requireNonNull(owners, "event sources are prepared before the first reconcile")
        .recheck(id, after);
  }

  private boolean selects(R object, PodView pod) {
    try {
      return kind.selector(object).matches(pod.labels());
    } catch (InvalidSpecException e) {
      return false;
    }
  }
}
