package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.OwnerEventSource;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.StatusWriter;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Duration;
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
 * Reconciles a kind whose objects own Pods: looks at each object that an event or the clock brings,
 * writes the status, and forgets what is gone.
 *
 * @param <R> the kind; the first parameter, for there the framework looks for it
 */
public abstract class PodOwnerController<R extends CustomResource<?, S>, S>
    implements Reconciler<R> {
  private static final Logger log = LoggerFactory.getLogger(PodOwnerController.class);

  private final Class<R> type;
  private final Shell shell;
  private final StatusWriter<S, R> statusWriter;

  /**
   * Which object a name stood for last: what is kept of another must be dropped, also if its
   * deletion was never seen.
   */
  private final Map<ResourceID, String> uids = new ConcurrentHashMap<>();

  private @Nullable OwnerEventSource<R> owners;

  PodOwnerController(Class<R> type, Shell shell) {
    this.type = type;
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

  /** Which Pods are the object's; throws {@link InvalidSpecException} where that is not said. */
  abstract Selector selector(R object);

  /** What its Pods are made from; throws {@link InvalidSpecException} where that is not said. */
  abstract PodTemplateSpec template(R object);

  /** Does what is to be done; throws {@link InvalidSpecException} where that is not said. */
  abstract Look<S> look(R object, PodControl.Work work);

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
    owners =
        new OwnerEventSource<>(
            shell.podStore(),
            HasMetadata.getApiVersion(type),
            HasMetadata.getKind(type),
            context.getPrimaryCache(),
            (object, pod) -> selects(object, pod.labels()),
            shell.timer());
    shell.revivals().register(context.getControllerConfiguration().getName(), owners::cleared);
    sources.add(owners);
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
      var work =
          new PodControl.Work(owner, template(object), told, () -> shell.isLive(type, owner));
      Look<S> look = look(object, work);
      look.status().ifPresent(status -> statusWriter.write(object, status));
      recheck(id, look.lookAgain());
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

  private void recheck(ResourceID id, Optional<Duration> after) {
    Objects.requireNonNull(owners, "event sources are prepared before the first reconcile")
        .recheck(id, after);
  }

  /** Whether the object's selector matches labels; none where it has no good one. */
  final boolean selects(R object, Map<String, String> labels) {
    try {
      return selector(object).matches(labels);
    } catch (InvalidSpecException e) {
      return false;
    }
  }
}
