package io.myworkloads.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.myworkloads.operator.runtime.events.Events;
import io.myworkloads.operator.runtime.pods.Expectations;
import io.myworkloads.operator.runtime.pods.PodApi;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodStore;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all controllers share.
 *
 * @param ownerApi for statuses, and for reads that must not come from a cache
 * @param podApi for reads that must not come from a cache; writes go through {@code podControl}
 * @param timer for looking again; removes cancelled tasks
 */
public record Shell(
    OwnerApi ownerApi,
    PodApi podApi,
    PodStore podStore,
    Expectations expectations,
    PodControl podControl,
    Failures failures,
    Events events,
    Revivals revivals,
    ScheduledExecutorService timer,
    Clock clock) {

  /** The Pods as decisions see them. */
  public PodObserver podObserver() {
    return new PodObserver(podStore, expectations);
  }

  /**
   * Whether the owner is still there and not being deleted, asked of the API server: an owner that
   * a cache still shows may have been deleted, and its Pods orphaned on purpose.
   *
   * <p>upstream: pkg/controller/controller_ref_manager.go RecheckDeletionTimestamp
   */
  public <R extends HasMetadata> boolean isLive(Class<R> type, PodOwner owner) {
    return ownerApi
        .get(type, owner.namespace(), owner.name())
        .filter(live -> live.getMetadata().getUid().equals(owner.uid()))
        .filter(live -> !live.isMarkedForDeletion())
        .isPresent();
  }

  /** Drops all that is kept of an object that is gone. */
  public void forget(String uid) {
    expectations.forget(uid);
    failures.forget(uid);
  }
}
