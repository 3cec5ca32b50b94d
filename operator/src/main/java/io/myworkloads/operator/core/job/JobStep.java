package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodView;
import java.util.List;

/**
 * One thing to be done for a MyJob. The steps of a plan are carried out in order, and the first
 * that fails ends it: what has happened by then is what the next look sees.
 */
public sealed interface JobStep {

  /** Make these orphans the owner's, and track them. */
  record Adopt(List<PodView> pods) implements JobStep {}

  /** Take the owner's reference and the finalizer off these Pods. */
  record Release(List<PodView> pods) implements JobStep {}

  /**
   * Write this status over the one that was seen, and over no other.
   *
   * @param news whether it is for those who read it alone: nothing that is done next rests on it
   */
  record WriteStatus(JobStatus status, boolean news) implements JobStep {}

  /**
   * Take the finalizer off these Pods, whose end is accounted for or is nobody's concern.
   *
   * @param handled what the failure policy said of those that were not known before, for the
   *     metrics
   */
  record Untrack(List<PodView> pods, List<PodFailurePolicy.Action> handled) implements JobStep {}

  /** Make these Pods, the first ones first. */
  record Create(List<NewPod> pods) implements JobStep {}

  /**
   * Delete these Pods.
   *
   * @param untrackFirst whether they are not wanted, and so neither a success nor a failure
   */
  record Delete(List<PodView> pods, boolean untrackFirst) implements JobStep {}

  /** Record an event about the object. */
  record Tell(boolean warning, String reason, String message) implements JobStep {}

  /** Delete the object and, before it, what it owns; and no other that has its name. */
  record DeleteOwner() implements JobStep {}
}
