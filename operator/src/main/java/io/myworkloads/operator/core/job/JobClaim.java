package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which Pods are an owner's. Other than for kinds whose Pods shall run for ever, finished and
 * terminating Pods are claimed too, because they are to be counted.
 *
 * <p>upstream: pkg/controller/job/job_controller.go getPodsForJob;
 * pkg/controller/controller_ref_manager.go ClaimObject
 *
 * @param owned controlled by the owner and selected
 * @param adopt orphans that the owner selects
 * @param release controlled by the owner but no longer selected
 */
record JobClaim(List<PodView> owned, List<PodView> adopt, List<PodView> release) {

  static JobClaim of(Owner owner, Selector selector, Collection<PodView> candidates) {
    List<PodView> owned = new ArrayList<>();
    List<PodView> adopt = new ArrayList<>();
    List<PodView> release = new ArrayList<>();
    for (PodView pod : candidates) {
      if (!pod.namespace().equals(owner.namespace())) {
        continue;
      }
      boolean selected = selector.matches(pod.labels());
      if (pod.ownedBy(owner.uid())) {
        // an owner on its way out lets go of nothing, but must take its finalizer off everything
        (selected || owner.deleting() ? owned : release).add(pod);
      } else if (pod.orphan() && selected && !pod.deleting() && !owner.deleting()) {
        adopt.add(pod);
      }
    }
    return new JobClaim(owned, adopt, release);
  }
}
