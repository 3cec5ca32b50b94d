package io.myworkloads.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.PodListener;
import io.myworkloads.operator.runtime.pods.PodStore;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings the owners of one kind into the reconcile queue: when a Pod of theirs changes, when an
 * orphan comes that they may adopt, and when they asked to be looked at again.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go addPod, updatePod, deletePod
 *
 * @param <R> the kind
 */
public final class OwnerEventSource<R extends HasMetadata> extends OwnerQueue<Pod, R>
    implements PodListener {
  private final PodStore pods;
  private final BiPredicate<R, PodView> selects;

  private final Gathering gathering;

  /**
   * A source for one controller.
   *
   * @param owners all objects of the kind
   * @param selects whether an object's selector matches a Pod
   * @param pace how soon owners are looked at
   * @param timer must remove cancelled tasks, of which each recheck may leave one
   */
  public OwnerEventSource(
      PodStore pods,
      String apiVersion,
      String kind,
      IndexerResourceCache<R> owners,
      BiPredicate<R, PodView> selects,
      Pace pace,
      ScheduledExecutorService timer) {
    super(Pod.class, apiVersion, kind, owners, timer);
    this.pods = pods;
    this.selects = selects;
    this.gathering = new Gathering(pace, timer, this::enqueue);
  }

  @Override
  public void start() {
    super.start();
    pods.addListener(this);
  }

  @Override
  public void stop() {
    super.stop();
    pods.removeListener(this);
  }

  @Override
  public void podChanged(@Nullable PodView before, @Nullable PodView after) {
    ControllerRef controllerBefore = before == null ? null : before.controller();
    ControllerRef controllerAfter = after == null ? null : after.controller();
    PodView pod = after == null ? before : after;
    if (pod == null) {
      return;
    }
    boolean urgent = after == null || (!after.active() && (before == null || before.active()));
    if (controllerBefore != null && !controllerBefore.equals(controllerAfter)) {
      enqueueIfOurs(pod.namespace(), controllerBefore, true);
    }
    if (controllerAfter != null) {
      enqueueIfOurs(pod.namespace(), controllerAfter, urgent);
    }
    if (after != null && after.orphan() && mayBeAdoptedNow(before, after)) {
      owners()
          .list(after.namespace(), owner -> selects.test(owner, after))
          .forEach(owner -> enqueue(ResourceID.fromResource(owner)));
    }
  }

  private static boolean mayBeAdoptedNow(@Nullable PodView before, PodView after) {
    return after.active()
        && (before == null || !before.orphan() || !before.labels().equals(after.labels()));
  }

  private void enqueueIfOurs(String namespace, ControllerRef controller, boolean urgent) {
    if (ours(controller)) {
      gathering.changed(
          new ResourceID(controller.name(), namespace),
          urgent,
          pods.countOwnedBy(controller.uid()));
    }
  }

  @Override
  public void looked(ResourceID id, Duration took) {
    gathering.looked(id, took);
  }
}
