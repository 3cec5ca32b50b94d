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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  /**
   * A look at an owner takes time for each of its Pods. Of two thousand that become ready one after
   * another not each is worth one: after a look their changes are gathered for half a second.
   */
  static final Duration PAUSE_A_POD = Duration.ofNanos(250_000);

  /** With less than twenty Pods an owner is always looked at at once. */
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final PodStore pods;
  private final BiPredicate<R, PodView> selects;

  /** Owners that were looked at a moment ago, and whether there were changes since. */
  private final Map<ResourceID, Boolean> gathering = new ConcurrentHashMap<>();

  /**
   * A source for one controller.
   *
   * @param owners all objects of the kind
   * @param selects whether an object's selector matches a Pod
   * @param timer must remove cancelled tasks, of which each recheck may leave one
   */
  public OwnerEventSource(
      PodStore pods,
      String apiVersion,
      String kind,
      IndexerResourceCache<R> owners,
      BiPredicate<R, PodView> selects,
      ScheduledExecutorService timer) {
    super(Pod.class, apiVersion, kind, owners, timer);
    this.pods = pods;
    this.selects = selects;
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
    if (controllerBefore != null && !controllerBefore.equals(controllerAfter)) {
      enqueueIfOurs(pod.namespace(), controllerBefore);
    }
    if (controllerAfter != null) {
      enqueueIfOurs(pod.namespace(), controllerAfter);
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

  private void enqueueIfOurs(String namespace, ControllerRef controller) {
    if (!ours(controller)) {
      return;
    }
    var id = new ResourceID(controller.name(), namespace);
    Duration pause = PAUSE_A_POD.multipliedBy(pods.countOwnedBy(controller.uid()));
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      enqueue(id);
      return;
    }
    if (gathering.put(id, true) == null) {
      enqueueAndGather(id, Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos()));
    }
  }

  private void enqueueAndGather(ResourceID id, long pauseNanos) {
    gathering.put(id, false);
    enqueue(id);
    var _ =
        timer()
            .schedule(
                () -> {
                  if (!gathering.remove(id, false)) {
                    enqueueAndGather(id, pauseNanos);
                  }
                },
                pauseNanos,
                TimeUnit.NANOSECONDS);
  }
}
