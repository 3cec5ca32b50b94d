package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.PodView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The Pods as a decision sees them: what the informer shows, own writes laid over it. */
public final class PodObserver {
  private final PodStore store;
  private final Expectations expectations;

  public PodObserver(PodStore store, Expectations expectations) {
    this.store = store;
    this.expectations = expectations;
  }

  /** All Pods that the owner controls, and the orphans of its namespace. */
  public Collection<PodView> candidates(String ownerUid, String namespace) {
    long seenVersion = store.seenVersion();
    List<StoredPod> stored = new ArrayList<>(store.ownedBy(ownerUid));
    stored.addAll(store.orphans(namespace));
    return expectations.over(ownerUid, seenVersion, stored);
  }

  /** The Pods that the owner controls, for who looks at another. */
  public Collection<PodView> ownedBy(String ownerUid) {
    long seenVersion = store.seenVersion();
    return expectations.ownedBy(ownerUid, seenVersion, store.ownedBy(ownerUid));
  }

  /**
   * The owner's Pods whose deletion nobody answered, of those that {@link #candidates} showed last.
   */
  public Collection<PodView> unanswered(String ownerUid) {
    return expectations.unknownDeletions(ownerUid);
  }

  /** Whether the informer does not show yet all that was written for the owner. */
  public boolean expects(String ownerUid) {
    return expectations.outstanding(ownerUid);
  }
}
