package io.myworkloads.operator.core.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a controller needs to know of a Pod, and all that is kept of one in memory.
 *
 * @param controller who manages the Pod; null for an orphan
 * @param deleting whether the Pod has a deletion timestamp, or its deletion was asked for
 * @param nodeName the node that the Pod is bound to; null before
 * @param targetNode the node that the Pod is bound to, or the only one that it can be; null where
 *     it may go anywhere
 * @param waitsFor why the Pod cannot run, in one word, as {@code Unschedulable} or {@code
 *     ImagePullBackOff}; null where it runs or is on its way
 * @param readySince since when the Pod is ready, as its Ready condition says; null where it does
 *     not say
 * @param created the server's time of creation
 * @param deletionCost the annotation {@code controller.kubernetes.io/pod-deletion-cost}: lower goes
 *     first; 0 where it is absent or invalid
 * @param restarts the most restarts of any one container
 * @param sidecarRestarts the most restarts of any one restartable init container
 * @param mostRestarted the container with the most restarts of all these; null where none was
 * @param ended when a Pod in a terminal phase ended; null where it has not, or does not say
 * @param run what the Pod tells of its run; null unless its owner waits for its end
 */
public record PodView(
    String uid,
    String namespace,
    String name,
    Map<String, String> labels,
    @Nullable ControllerRef controller,
    PodPhase phase,
    boolean deleting,
    @Nullable String nodeName,
    @Nullable String targetNode,
    @Nullable String waitsFor,
    boolean ready,
    @Nullable Instant readySince,
    Instant created,
    int deletionCost,
    int restarts,
    int sidecarRestarts,
    @Nullable String mostRestarted,
    @Nullable Instant ended,
    @Nullable PodRun run) {

  public PodView {
    labels = Map.copyOf(labels);
  }

  /** Whether nobody manages the Pod. */
  public boolean orphan() {
    return controller == null;
  }

  public boolean ownedBy(String ownerUid) {
    return controller != null && controller.uid().equals(ownerUid);
  }

  /**
   * Whether the Pod counts as one of its owner's replicas.
   *
   * <p>upstream: pkg/controller/controller_utils.go IsPodActive
   */
  public boolean active() {
    return !phase.terminal() && !deleting;
  }

  /**
   * Whether the Pod is on its way out but its containers may still run.
   *
   * <p>upstream: pkg/controller/controller_utils.go IsPodTerminating
   */
  public boolean terminating() {
    return !phase.terminal() && deleting;
  }

  /**
   * Whether the Pod has been ready for long enough to be relied upon.
   *
   * <p>upstream: pkg/api/v1/pod/util.go IsPodAvailable
   */
  public boolean available(Duration minReady, Instant now) {
    if (!ready) {
      return false;
    }
    return minReady.isZero() || (readySince != null && !readySince.plus(minReady).isAfter(now));
  }

  /** Whether the Pod's end is yet to be accounted for. */
  public boolean tracked() {
    return run != null && run.tracked();
  }

  /** The same Pod once its deletion was asked for. */
  public PodView asDeleting() {
    return new PodView(
        uid,
        namespace,
        name,
        labels,
        controller,
        phase,
        true,
        nodeName,
        targetNode,
        waitsFor,
        ready,
        readySince,
        created,
        deletionCost,
        restarts,
        sidecarRestarts,
        mostRestarted,
        ended,
        run);
  }
}
