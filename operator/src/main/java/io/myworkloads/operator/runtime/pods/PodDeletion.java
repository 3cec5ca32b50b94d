package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import java.util.List;
import java.util.Optional;

/**
 * Deletes Pods; one whose deletion was not answered is asked for again, and no other in its place.
 *
 * <p>upstream: pkg/controller/controller_utils.go RealPodControl.DeletePod
 */
final class PodDeletion {
  private final PodApi api;
  private final Expectations expectations;
  private final SlowStart slowStart;
  private final PodMetrics metrics;

  PodDeletion(PodApi api, Expectations expectations, SlowStart slowStart, PodMetrics metrics) {
    this.api = api;
    this.expectations = expectations;
    this.slowStart = slowStart;
    this.metrics = metrics;
  }

  /**
   * Deletes Pods of the owner, all at once.
   *
   * @return the first failure; empty where all went well
   */
  Optional<FailedWrite> delete(PodControl.Work work, List<PodView> pods) {
    return slowStart.atOnce(pods, pod -> deleteOne(work, pod)).stream().findFirst();
  }

  /**
   * Deletes a Pod that was restarted too often, and says so.
   *
   * @return the failure; empty where it went well
   */
  Optional<FailedWrite> replace(PodControl.Work work, PodView pod) {
    Optional<FailedWrite> failed = delete(work, List.of(pod));
    if (failed.isEmpty()) {
      work.events()
          .record(
              EventType.WARNING,
              "ReplacedAfterRestarts",
              "Replacing pod %s: container %s was restarted %d times on node %s"
                  .formatted(
                      pod.name(),
                      pod.mostRestarted(),
                      Math.max(pod.restarts(), pod.sidecarRestarts()),
                      pod.nodeName()));
    }
    return failed;
  }

  private Optional<FailedWrite> deleteOne(PodControl.Work work, PodView pod) {
    PodOwner owner = work.owner();
    try {
      if (deletedByUs(pod)) {
        metrics.wrote(owner.kind(), PodMetrics.Write.DELETE, true);
        work.events().record(EventType.NORMAL, "SuccessfulDelete", "Deleted pod: " + pod.name());
      }
      expectations.deleted(owner.uid(), pod);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      switch (ApiError.of(e)) {
        case UNKNOWN, CONFLICT -> expectations.deletionUnknown(owner.uid(), pod);
        // if an earlier try was heard after all, the store will show it
        case ALREADY_EXISTS, NOT_FOUND, INVALID, NAMESPACE_TERMINATING, REFUSED -> {}
      }
      metrics.wrote(owner.kind(), PodMetrics.Write.DELETE, false);
      work.events()
          .record(EventType.WARNING, "FailedDelete", "Error deleting: " + ApiError.message(e));
      return Optional.of(new FailedWrite(Reason.FAILED_DELETE, ApiError.message(e)));
    }
  }

  /** Asks for the deletion; false where the Pod was gone, also if another has its name by now. */
  private boolean deletedByUs(PodView pod) {
    try {
      api.delete(pod);
      return true;
    } catch (KubernetesClientException e) {
      ApiError error = ApiError.of(e);
      boolean gone =
          error == ApiError.NOT_FOUND
              || (error == ApiError.CONFLICT
                  && api.get(pod.namespace(), pod.name())
                      .filter(there -> there.getMetadata().getUid().equals(pod.uid()))
                      .isEmpty());
      if (gone) {
        return false;
      }
      throw e;
    }
  }
}
