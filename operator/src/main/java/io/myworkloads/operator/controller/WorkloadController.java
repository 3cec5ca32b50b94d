package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.myworkloads.operator.runtime.OwnerQueue;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.StatusWriter;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles a kind: looks at each object that an event or the clock brings, writes the status, and
 * forgets what is gone.
 *
 * @param <R> the kind; the first parameter, for there the framework looks for it
 */
public abstract class WorkloadController<R extends CustomResource<?, S>, S>
    implements Reconciler<R> {
  private static final Logger log = LoggerFactory.getLogger(WorkloadController.class);

  private final Shell shell;
  private final StatusWriter<S, R> statusWriter;

  /**
   * Which object a name stood for last: what is kept of another must be dropped, also if its
   * deletion was never seen.
   */
  private final Map<ResourceID, String> uids = new ConcurrentHashMap<>();

  private @Nullable OwnerQueue<?, R> queue;

  WorkloadController(Class<R> type, Shell shell) {
    this.shell = shell;
    this.statusWriter = new StatusWriter<>(shell.ownerApi(), type);
  }

  /**
   * How it is after a look.
   *
   * @param status empty where there is nothing to tell
   * @param lookAgain zero for at once; empty where only an event can change anything
   */
  record Look<S>(Optional<S> status, Optional<Duration> lookAgain) {}

  /**
   * Does what is to be done; throws {@link InvalidSpecException} where that is not said.
   *
   * @param owner the object
   * @param told records events about it
   */
  abstract Look<S> look(R object, PodOwner owner, OwnerEvents told);

  /** What brings objects into the queue; called once, before the first look. */
  abstract OwnerQueue<?, R> queue(EventSourceContext<R> context);

  /**
   * Writes a status in the midst of a look, over the version of the object that was seen and over
   * no other; the object then has it.
   *
   * @return false where another has written it since
   */
  final boolean writeOverSeen(R object, S status) {
    return statusWriter.writeOverSeen(object, status);
  }

  /** Drops what the kind keeps of an object that is gone. */
  void forgetMore(String uid) {}

  /** What else brings objects into the queue; called once, before the first look. */
  List<EventSource<?, R>> moreSources(EventSourceContext<R> context) {
    return List.of();
  }

  @Override
  public final List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    var sources = new ArrayList<EventSource<?, R>>(moreSources(context));
    OwnerQueue<?, R> owners = queue(context);
    shell.revivals().register(context.getControllerConfiguration().getName(), owners::cleared);
    sources.add(owners);
    queue = owners;
    return List.copyOf(sources);
  }

  /** Which updates of an object are worth a look: all but this controller's own of its status. */
  public final OnUpdateFilter<R> updates() {
    return (after, before) -> !statusWriter.wrote(after);
  }

  @Override
  public final UpdateControl<R> reconcile(R object, Context<R> context) {
    ResourceID id = ResourceID.fromResource(object);
    if (context.isPrimaryResourceDeleted()) {
      Optional.ofNullable(uids.remove(id)).ifPresent(this::forget);
      queue().recheck(id, Optional.empty());
      queue().looked(id, Duration.ZERO);
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
    Instant began = shell.clock().instant();
    try {
      Look<S> look = look(object, owner, told);
      look.status().ifPresent(status -> statusWriter.write(object, status));
      queue().recheck(id, look.lookAgain());
      queue().looked(id, Duration.between(began, shell.clock().instant()));
    } catch (InvalidSpecException e) {
      told.record(EventType.WARNING, "InvalidSpec", String.valueOf(e.getMessage()));
      Aftermath.about(log.atWarn(), owner)
          .addKeyValue("error", e.getMessage())
          .log("Spec cannot be acted upon");
    }
    return UpdateControl.noUpdate();
  }

  private void forget(String uid) {
    shell.forget(uid);
    statusWriter.forget(uid);
    forgetMore(uid);
  }

  private OwnerQueue<?, R> queue() {
    return Objects.requireNonNull(queue, "event sources are prepared before the first reconcile");
  }
}
