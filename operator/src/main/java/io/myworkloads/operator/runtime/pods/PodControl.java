package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Carries out what was decided about Pods, and notes in {@link Expectations} what the informer does
 * not show yet.
 *
 * <p>upstream: pkg/controller/controller_utils.go RealPodControl; the events are its events
 */
public final class PodControl {
  private final PodCreation creation;
  private final PodDeletion deletion;
  private final PodPatches patches;

  /**
   * A hand for all controllers.
   *
   * @param executor runs one write a thread; the limit of writes in flight is the API's
   */
  public PodControl(
      PodApi api,
      Expectations expectations,
      PodNames names,
      ExecutorService executor,
      PodMetrics metrics) {
    var slowStart = new SlowStart(executor);
    this.creation = new PodCreation(api, expectations, names, slowStart, metrics);
    this.deletion = new PodDeletion(api, expectations, slowStart, metrics);
    this.patches = new PodPatches(api, expectations, slowStart, metrics);
  }

  /** On whose behalf and by which means a plan is carried out. */
  public record Work(
      PodOwner owner, PodTemplateSpec template, OwnerEvents events, BooleanSupplier mayAdopt) {}

  /**
   * Carries out actions in order and returns when all their writes are answered.
   *
   * @param work {@code mayAdopt} asks the API server, not a cache, whether the owner is still there
   *     and not being deleted
   * @return the first failure, which ended it; empty where all went well
   */
  public Optional<FailedWrite> carryOut(Work work, List<PodAction> actions) {
    for (PodAction action : actions) {
      Optional<FailedWrite> failed =
          switch (action) {
            case PodAction.Adopt adopt -> patches.adopt(work, adopt.pods());
            case PodAction.Release release -> patches.release(work, release.pods());
            case PodAction.Replace replace -> deletion.replace(work, replace.pod());
            case PodAction.Create create -> creation.create(work, create.count());
            case PodAction.CreateOn create -> creation.createOn(work, create.nodes());
            case PodAction.Delete delete -> deletion.delete(work, delete.pods());
          };
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  /**
   * Makes a Pod for each of these orders, the first ones first.
   *
   * @return the failure that ended it; empty where all went well
   */
  public Optional<FailedWrite> create(Work work, List<PodOrder> orders) {
    return creation.create(work, orders);
  }

  /**
   * Gives Pods of the owner these labels.
   *
   * @return the failure; empty where all went well
   */
  public Optional<FailedWrite> label(Work work, List<PodView> pods, Map<String, String> labels) {
    return patches.label(work, pods, labels);
  }

  /**
   * Takes what they are tracked by off Pods of the owner.
   *
   * @return the failure; empty where all went well
   */
  public Optional<FailedWrite> untrack(Work work, List<PodView> pods) {
    return patches.untrack(work, pods);
  }
}
