package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.watch.WatchedStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all Pods, once for all controllers: fed by one informer, asked by owner or for
 * the orphans of a namespace, in time that does not depend on the Pods of others. Of a Pod only its
 * {@link PodView} is kept.
 *
 * <p>Fed by one thread at a time, asked by many.
 */
public final class PodStore implements WatchedStore<Pod> {
  private final Map<String, StoredPod> byUid = new ConcurrentHashMap<>();
  private final Map<String, Map<String, StoredPod>> byOwner = new ConcurrentHashMap<>();
  private final Map<String, Map<String, StoredPod>> orphans = new ConcurrentHashMap<>();
  private final List<PodListener> listeners = new CopyOnWriteArrayList<>();

  /** Items of a list come in no order of versions, so what was seen is known only at its end. */
  private volatile boolean listing;

  private volatile long seenVersion;
  private volatile boolean synced;

  public void addListener(PodListener listener) {
    listeners.add(listener);
  }

  public void removeListener(PodListener listener) {
    listeners.remove(listener);
  }

  @Override
  public boolean synced() {
    return synced;
  }

  /** How many Pods are known. */
  public int size() {
    return byUid.size();
  }

  /**
   * The version up to which every change to any Pod is in the store. Read it before the Pods: they
   * are then at least as new.
   */
  public long seenVersion() {
    return seenVersion;
  }

  /** The Pods whose controller has this UID. */
  public Collection<StoredPod> ownedBy(String ownerUid) {
    return List.copyOf(byOwner.getOrDefault(ownerUid, Map.of()).values());
  }

  /** The Pods whose end is not accounted for. */
  public Collection<StoredPod> tracked() {
    return byUid.values().stream().filter(pod -> pod.view().tracked()).toList();
  }

  /** How many Pods the controller of this UID has. */
  public int countOwnedBy(String ownerUid) {
    return byOwner.getOrDefault(ownerUid, Map.of()).size();
  }

  /** The Pods of a namespace that have no controller. */
  public Collection<StoredPod> orphans(String namespace) {
    return List.copyOf(orphans.getOrDefault(namespace, Map.of()).values());
  }

  @Override
  public void onBeforeList(@Nullable String lastSyncResourceVersion) {
    listing = true;
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    listing = false;
    synced = true;
    seen(Long.parseLong(resourceVersion));
  }

  @Override
  public void onAdd(Pod pod) {
    put(pod);
  }

  @Override
  public void onUpdate(Pod before, Pod after) {
    String goneUid = before.getMetadata().getUid();
    if (!goneUid.equals(after.getMetadata().getUid())) {
      remove(goneUid);
    }
    put(after);
  }

  @Override
  public void onDelete(Pod pod, boolean finalStateUnknown) {
    remove(pod.getMetadata().getUid());
    if (!finalStateUnknown) {
      seen(PodViews.version(pod.getMetadata()));
    }
  }

  private void put(Pod pod) {
    var after = StoredPod.of(pod);
    String uid = after.view().uid();
    StoredPod before = byUid.put(uid, after);
    if (before != null && !sameShelf(before.view(), after.view())) {
      unshelve(before.view());
    }
    shelf(after.view()).compute(shelfKey(after.view()), (key, pods) -> with(pods, uid, after));
    seen(after.version());
    if (before == null || !before.view().equals(after.view())) {
      tell(before == null ? null : before.view(), after.view());
    }
  }

  private void remove(String uid) {
    StoredPod gone = byUid.remove(uid);
    if (gone != null) {
      unshelve(gone.view());
      tell(gone.view(), null);
    }
  }

  private void seen(long version) {
    if (!listing && version > seenVersion) {
      seenVersion = version;
    }
  }

  private void tell(@Nullable PodView before, @Nullable PodView after) {
    for (PodListener listener : listeners) {
      listener.podChanged(before, after);
    }
  }

  private Map<String, Map<String, StoredPod>> shelf(PodView pod) {
    return pod.orphan() ? orphans : byOwner;
  }

  private static String shelfKey(PodView pod) {
    return pod.controller() == null ? pod.namespace() : pod.controller().uid();
  }

  private static boolean sameShelf(PodView a, PodView b) {
    return a.orphan() == b.orphan() && shelfKey(a).equals(shelfKey(b));
  }

  private void unshelve(PodView pod) {
    shelf(pod)
        .computeIfPresent(
            shelfKey(pod),
            (key, pods) -> {
              pods.remove(pod.uid());
              return pods.isEmpty() ? null : pods;
            });
  }

  private static Map<String, StoredPod> with(
      @Nullable Map<String, StoredPod> pods, String uid, StoredPod pod) {
    Map<String, StoredPod> result = pods == null ? new ConcurrentHashMap<>() : pods;
    result.put(uid, pod);
    return result;
  }
}
