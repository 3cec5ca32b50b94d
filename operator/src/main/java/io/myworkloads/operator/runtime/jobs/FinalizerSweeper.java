package io.myworkloads.operator.runtime.jobs;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.OwnerApi;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.pods.PodApi;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodStore;
import io.myworkloads.operator.runtime.pods.StoredPod;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the finalizer off Pods whose end nobody waits for: their MyJob is gone, or they are
 * nobody's. They could else never be deleted.
 *
 * <p>upstream: pkg/controller/job/job_controller.go syncOrphanPod. As there, a Pod with a
 * controller of another kind is left alone.
 */
public final class FinalizerSweeper {
  private static final Logger log = LoggerFactory.getLogger(FinalizerSweeper.class);

  private final PodStore store;
  private final PodApi api;
  private final OwnerApi owners;

  /** Whether a Pod's MyJob is there as far as a cache shows. */
  private final Predicate<PodView> known;

  /**
   * A sweeper that sweeps when it is told to.
   *
   * @param known whether a Pod's MyJob is there as far as a cache shows; for one that is not, the
   *     server is asked
   */
  public FinalizerSweeper(PodStore store, PodApi api, OwnerApi owners, Predicate<PodView> known) {
    this.store = store;
    this.api = api;
    this.owners = owners;
    this.known = known;
  }

  /** Whether it looks as if nobody waited for the Pod's end. */
  public boolean concerns(PodView pod) {
    ControllerRef owner = pod.controller();
    return pod.tracked() && (owner == null || (PodOwner.tracks(owner) && !known.test(pod)));
  }

  /**
   * Looks at all Pods, one request at a time: there is no hurry.
   *
   * @return whether it should be done again soon, because not all is known or was done
   */
  public boolean sweep() {
    boolean again = false;
    Map<String, Boolean> gone = new HashMap<>();
    for (StoredPod pod : store.tracked()) {
      if (concerns(pod.view())) {
        again |= !isNobodys(pod.view(), gone) || !untrack(pod);
      }
    }
    return again;
  }

  private boolean isNobodys(PodView pod, Map<String, Boolean> gone) {
    ControllerRef owner = pod.controller();
    return owner == null
        || gone.computeIfAbsent(owner.uid(), uid -> isGone(pod.namespace(), owner));
  }

  private boolean isGone(String namespace, ControllerRef owner) {
    try {
      return owners
          .get(MyJob.class, namespace, owner.name())
          .filter(there -> there.getMetadata().getUid().equals(owner.uid()))
          .isEmpty();
    } catch (KubernetesClientException e) {
      log.atWarn()
          .addKeyValue("kind", owner.kind())
          .addKeyValue("namespace", namespace)
          .addKeyValue("name", owner.name())
          .addKeyValue("uid", owner.uid())
          .addKeyValue("error", e.getMessage())
          .log("Owner of tracked Pods cannot be asked for");
      return false;
    }
  }

  /**
   * Only as it was seen: it may have been adopted since, and be tracked for another.
   *
   * @return false where it is to be tried again
   */
  private boolean untrack(StoredPod pod) {
    try {
      api.untrack(pod.view(), pod.version());
      return true;
    } catch (KubernetesClientException e) {
      return switch (ApiError.of(e)) {
        case NOT_FOUND -> true;
        case CONFLICT, INVALID -> false;
        case ALREADY_EXISTS, NAMESPACE_TERMINATING, REFUSED, UNKNOWN -> {
          log.atWarn()
              .addKeyValue("kind", "Pod")
              .addKeyValue("namespace", pod.view().namespace())
              .addKeyValue("name", pod.view().name())
              .addKeyValue("uid", pod.view().uid())
              .addKeyValue("error", ApiError.message(e))
              .log("Finalizer of a Pod without an owner cannot be taken off");
          yield false;
        }
      };
    }
  }
}
