package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes Pods that are there: whose they are, their labels, what they are tracked by.
 *
 * <p>upstream: pkg/controller/controller_ref_manager.go PodControllerRefManager.AdoptPod,
 * ReleasePod
 */
final class PodPatches {

  /** A change, and how its failure is told. */
  private enum Patch {
    ADOPT(PodMetrics.Write.ADOPT, "adopting", "FailedAdopt"),
    RELEASE(PodMetrics.Write.RELEASE, "releasing", "FailedRelease"),
    LABEL(PodMetrics.Write.LABEL, "labelling", "FailedLabel"),
    UNTRACK(PodMetrics.Write.UNTRACK, "taking the finalizer off", "FailedUntrack");

    private final PodMetrics.Write write;
    private final String doing;
    private final String reason;

    Patch(PodMetrics.Write write, String doing, String reason) {
      this.write = write;
      this.doing = doing;
      this.reason = reason;
    }
  }

  private final PodApi api;
  private final Expectations expectations;
  private final SlowStart slowStart;
  private final PodMetrics metrics;

  PodPatches(PodApi api, Expectations expectations, SlowStart slowStart, PodMetrics metrics) {
    this.api = api;
    this.expectations = expectations;
    this.slowStart = slowStart;
    this.metrics = metrics;
  }

  /**
   * Makes the owner the controller of orphans, if it is still there.
   *
   * @return the failure, with the Pods that it is about; empty where all went well
   */
  Optional<FailedWrite> adopt(PodControl.Work work, List<PodView> pods) {
    try {
      if (!work.mayAdopt().getAsBoolean()) {
        return Optional.of(
            new FailedWrite(
                Reason.OWNER_UNCONFIRMED,
                "the object was deleted or replaced since, so it adopts no Pods"));
      }
    } catch (KubernetesClientException e) {
      return Optional.of(new FailedWrite(Reason.OWNER_UNCONFIRMED, ApiError.message(e)));
    }
    return patch(work, pods, Patch.ADOPT, pod -> api.adopt(pod, work.owner()));
  }

  /**
   * Lets Pods go that the owner does not select any more.
   *
   * @return the failure, with the Pods that it is about; empty where all went well
   */
  Optional<FailedWrite> release(PodControl.Work work, List<PodView> pods) {
    return patch(work, pods, Patch.RELEASE, pod -> api.release(pod, work.owner()));
  }

  /**
   * Gives Pods of the owner these labels.
   *
   * @return the failure; empty where all went well
   */
  Optional<FailedWrite> label(
      PodControl.Work work, List<PodView> pods, Map<String, String> labels) {
    return patch(work, pods, Patch.LABEL, pod -> api.label(pod, labels));
  }

  /**
   * Takes what they are tracked by off Pods of the owner.
   *
   * @return the failure; empty where all went well
   */
  Optional<FailedWrite> untrack(PodControl.Work work, List<PodView> pods) {
    return patch(work, pods, Patch.UNTRACK, pod -> api.untrack(pod, null));
  }

  private Optional<FailedWrite> patch(
      PodControl.Work work, List<PodView> pods, Patch patch, Function<PodView, Pod> request) {
    List<FailedWrite> failed = slowStart.atOnce(pods, pod -> patchOne(work, pod, patch, request));
    return failed.stream()
        .findFirst()
        .map(
            first ->
                new FailedWrite(
                    first.reason(),
                    first.message(),
                    failed.stream().flatMap(each -> each.claims().stream()).toList()));
  }

  private Optional<FailedWrite> patchOne(
      PodControl.Work work, PodView pod, Patch patch, Function<PodView, Pod> request) {
    PodOwner owner = work.owner();
    try {
      Pod patched = request.apply(pod);
      expectations.wrote(owner.uid(), StoredPod.of(patched));
      metrics.wrote(owner.kind(), patch.write, true);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      switch (ApiError.of(e)) {
        case NOT_FOUND -> {
          expectations.gone(owner.uid(), pod);
          return Optional.empty();
        }
        // another was faster, or the name is another Pod's by now: the store will show it
        case CONFLICT, INVALID -> {}
        case ALREADY_EXISTS, NAMESPACE_TERMINATING, REFUSED, UNKNOWN -> tell(work, pod, patch, e);
      }
      metrics.wrote(owner.kind(), patch.write, false);
      return Optional.of(new FailedWrite(Reason.FAILED_CLAIM, ApiError.message(e), List.of(pod)));
    }
  }

  /** Upstream says nothing, and leaves users to wonder why a Pod that they labelled stays out. */
  private static void tell(
      PodControl.Work work, PodView pod, Patch patch, KubernetesClientException e) {
    work.events()
        .record(
            EventType.WARNING,
            patch.reason,
            "Error %s pod %s: %s".formatted(patch.doing, pod.name(), ApiError.message(e)));
  }
}
