package io.myworkloads.operator.core.revisions;

import static java.util.Comparator.comparingLong;

import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates that an object has had: one revision for each, that of the current template with
 * the highest number.
 *
 * <p>upstream: pkg/controller/daemon/update.go constructHistory, dedupCurHistories, cleanupHistory.
 * One difference: where two revisions of the current template are made one, only Pods of the one
 * that goes are relabelled; upstream relabels those of older templates too, which then are never
 * updated.
 *
 * @param current that of the current template; null where it has to be made
 * @param duplicates further ones of the current template
 * @param old those of other templates, the oldest first
 * @param adopt orphans to be adopted; they are counted above too
 * @param release those that the selector no longer matches; they are counted nowhere else
 */
public record RevisionHistory(
    @Nullable RevisionView current,
    List<RevisionView> duplicates,
    List<RevisionView> old,
    List<RevisionView> adopt,
    List<RevisionView> release) {

  private static final Comparator<RevisionView> OLDEST_FIRST =
      comparingLong(RevisionView::revision).thenComparing(RevisionView::name);

  /**
   * Sorts the revisions.
   *
   * @param content of the current template
   * @param revisions of the owner's namespace: all that it controls and the orphans; others are
   *     passed over
   */
  public static RevisionHistory of(
      Owner owner, Selector selector, String content, Collection<RevisionView> revisions) {
    List<RevisionView> ofCurrent = new ArrayList<>();
    List<RevisionView> old = new ArrayList<>();
    List<RevisionView> adopt = new ArrayList<>();
    List<RevisionView> release = new ArrayList<>();
    for (RevisionView revision : revisions) {
      if (!revision.namespace().equals(owner.namespace())) {
        continue;
      }
      boolean selected = selector.matches(revision.labels());
      boolean mine = revision.ownedBy(owner.uid());
      if (mine && !selected && !owner.deleting() && !revision.deleting()) {
        release.add(revision);
      }
      boolean orphan = revision.controller() == null && !owner.deleting() && !revision.deleting();
      if (!selected || !(mine || orphan)) {
        continue;
      }
      if (!mine) {
        adopt.add(revision);
      }
      (revision.content().equals(content) ? ofCurrent : old).add(revision);
    }
    ofCurrent.sort(OLDEST_FIRST);
    old.sort(OLDEST_FIRST);
    return new RevisionHistory(
        ofCurrent.isEmpty() ? null : ofCurrent.removeLast(),
        List.copyOf(ofCurrent),
        List.copyOf(old),
        List.copyOf(adopt),
        List.copyOf(release));
  }

  /**
   * What has to be done before any Pod is made: the current template has one revision, it is the
   * latest, and the Pods of its duplicates are its Pods.
   *
   * @param pods the owner's
   */
  public List<RevisionAction> settle(Collection<PodView> pods) {
    List<RevisionAction> actions = new ArrayList<>();
    adopt.forEach(revision -> actions.add(new RevisionAction.Adopt(revision)));
    release.forEach(revision -> actions.add(new RevisionAction.Release(revision)));
    List<RevisionView> owned = new ArrayList<>(old);
    owned.addAll(duplicates);
    Optional.ofNullable(current).ifPresent(owned::add);
    for (RevisionView revision : owned) {
      if (!revision.labels().containsKey(RevisionView.HASH_LABEL)) {
        actions.add(new RevisionAction.Label(revision));
      }
    }
    long number = old.isEmpty() ? 1 : old.getLast().revision() + 1;
    if (current == null) {
      actions.add(new RevisionAction.Create(number));
      return List.copyOf(actions);
    }
    if (!duplicates.isEmpty()) {
      Set<String> hashes =
          duplicates.stream().map(RevisionView::hash).collect(Collectors.toUnmodifiableSet());
      List<PodView> theirs =
          pods.stream().filter(pod -> hashes.contains(hashOf(pod)) && !pod.deleting()).toList();
      if (!theirs.isEmpty()) {
        actions.add(new RevisionAction.Relabel(theirs, current.hash()));
      }
      List<RevisionView> there = duplicates.stream().filter(each -> !each.deleting()).toList();
      if (!there.isEmpty()) {
        actions.add(new RevisionAction.Delete(there));
      }
    }
    if (current.revision() < number) {
      actions.add(new RevisionAction.Renumber(current, number));
    }
    return List.copyOf(actions);
  }

  /**
   * Which old revisions are too many: the oldest of those that no Pod is of.
   *
   * @param pods the owner's, finished and terminating ones included
   * @param limit how many old ones are kept, those with Pods counted but never among the surplus
   */
  public List<RevisionView> surplus(Collection<PodView> pods, int limit) {
    Set<String> alive =
        pods.stream().map(RevisionHistory::hashOf).collect(Collectors.toUnmodifiableSet());
    return old.stream()
        .filter(revision -> !alive.contains(revision.hash()))
        .limit(Math.max(0, old.size() - limit))
        .filter(revision -> !revision.deleting())
        .toList();
  }

  private static String hashOf(PodView pod) {
    return pod.labels().getOrDefault(RevisionView.HASH_LABEL, "");
  }
}
