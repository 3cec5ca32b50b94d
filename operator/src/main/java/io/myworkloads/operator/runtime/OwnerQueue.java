package io.myworkloads.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.myworkloads.operator.core.pods.ControllerRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Brings the owners of one kind into the reconcile queue: when what they own changes, and when they
 * asked to be looked at again.
 *
 * @param <T> what they own
 * @param <R> the kind
 */
public abstract class OwnerQueue<T, R extends HasMetadata> extends AbstractEventSource<T, R> {
  private final String apiVersion;
  private final String kind;
  private final IndexerResourceCache<R> owners;
  private final ScheduledExecutorService timer;
  private final Map<ResourceID, ScheduledFuture<?>> rechecks = new ConcurrentHashMap<>();

  /**
   * A queue for one controller.
   *
   * @param owned what the owners own
   * @param owners all objects of the kind
   * @param timer must remove cancelled tasks, of which each recheck may leave one
   */
  protected OwnerQueue(
      Class<T> owned,
      String apiVersion,
      String kind,
      IndexerResourceCache<R> owners,
      ScheduledExecutorService timer) {
    super(owned, "%ss of %s".formatted(owned.getSimpleName(), kind));
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.owners = owners;
    this.timer = timer;
  }

  @Override
  public void stop() {
    super.stop();
    rechecks.values().forEach(recheck -> recheck.cancel(false));
    rechecks.clear();
  }

  @Override
  public final Set<T> getSecondaryResources(R primary) {
    return Set.of(); // what is owned is asked of a store, which is not a cache of manifests
  }

  /**
   * Asks for a reconcile of the object once the time has passed, in place of what was asked for
   * before.
   *
   * @param after zero for at once; empty where the object needs not be looked at unless something
   *     happens
   */
  public final void recheck(ResourceID id, Optional<Duration> after) {
    ScheduledFuture<?> before = rechecks.remove(id);
    if (before != null) {
      before.cancel(false);
    }
    if (after.isEmpty()) {
      return;
    }
    if (after.get().isZero()) {
      enqueue(id);
      return;
    }
    rechecks.put(
        id, timer.schedule(() -> enqueue(id), after.get().toNanos(), TimeUnit.NANOSECONDS));
  }

  /**
   * An object of this name was cleared away; if there is one again, it is new, and unknown to the
   * queue.
   */
  public final void cleared(ResourceID id) {
    owners
        .get(id)
        .ifPresent(
            owner ->
                getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, owner)));
  }

  /**
   * An object was looked at.
   *
   * @param took how long the look took; zero where the object is gone
   */
  public void looked(ResourceID id, Duration took) {}

  /** Whether this names an owner of the kind, by all but its UID. */
  protected final boolean ours(ControllerRef controller) {
    return controller.kind().equals(kind) && controller.apiVersion().equals(apiVersion);
  }

  /** All objects of the kind. */
  protected final IndexerResourceCache<R> owners() {
    return owners;
  }

  protected final void enqueue(ResourceID id) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(id));
    }
  }
}
