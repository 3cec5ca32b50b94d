package io.myworkloads.operator.core.pods;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which Pods are an owner's: those it controls and selects, those it should adopt, and those it
 * should let go.
 *
 * <p>upstream: pkg/controller/controller_ref_manager.go ClaimObject
 *
 * @param owned controlled by the owner and selected
 * @param adopt orphans that the owner selects
 * @param release controlled by the owner but no longer selected
 * @param terminating controlled and selected, on their way out
 */
public record Claim(
    List<PodView> owned, List<PodView> adopt, List<PodView> release, List<PodView> terminating) {

  /**
   * Sorts the candidates that are active or terminating; finished ones are passed over.
   *
   * @param candidates Pods of the owner's namespace: all that it controls and the orphans; others
   *     are passed over
   */
  public static Claim of(Owner owner, Selector selector, Collection<PodView> candidates) {
    return of(owner, selector, candidates, PodView::active);
  }

  /**
   * Sorts the candidates, for a kind that takes care of finished Pods too.
   *
   * @param candidates as above
   */
  public static Claim ofAll(Owner owner, Selector selector, Collection<PodView> candidates) {
    return of(owner, selector, candidates, pod -> !pod.deleting());
  }

  private static Claim of(
      Owner owner, Selector selector, Collection<PodView> candidates, Predicate<PodView> counts) {
    List<PodView> owned = new ArrayList<>();
    List<PodView> adopt = new ArrayList<>();
    List<PodView> release = new ArrayList<>();
    List<PodView> terminating = new ArrayList<>();
    for (PodView pod : candidates) {
      if (!pod.namespace().equals(owner.namespace())) {
        continue;
      }
      boolean selected = selector.matches(pod.labels());
      if (pod.ownedBy(owner.uid())) {
        if (pod.terminating() && selected) {
          terminating.add(pod);
        } else if (counts.test(pod) && selected) {
          owned.add(pod);
        } else if (counts.test(pod) && !owner.deleting()) {
          release.add(pod);
        }
      } else if (pod.orphan() && counts.test(pod) && selected && !owner.deleting()) {
        adopt.add(pod);
      }
    }
    return new Claim(
        List.copyOf(owned), List.copyOf(adopt), List.copyOf(release), List.copyOf(terminating));
  }
}
