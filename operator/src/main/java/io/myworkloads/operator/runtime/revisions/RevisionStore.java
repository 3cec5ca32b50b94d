package io.myworkloads.operator.runtime.revisions;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.runtime.watch.WatchedStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all ControllerRevisions, own writes laid over what the informer shows until it
 * shows them. Of a revision's data only a digest is kept.
 *
 * <p>Fed by one thread at a time, asked by many, and by one at a time for each owner.
 */
public final class RevisionStore implements WatchedStore<ControllerRevision> {
  private final RevisionData data;
  private final Map<String, StoredRevision> byUid = new ConcurrentHashMap<>();

  /** By UID of the controller, or else by namespace; then by UID. */
  private final Map<String, Map<String, StoredRevision>> shelves = new ConcurrentHashMap<>();

  /** Own writes by UID of the owner, then of the revision; dropped with the owner. */
  private final Map<String, Map<String, StoredRevision>> written = new ConcurrentHashMap<>();

  /** Items of a list come in no order of versions, so what was seen is known only at its end. */
  private volatile boolean listing;

  private final List<RevisionListener> listeners = new CopyOnWriteArrayList<>();
  private volatile long seenVersion;
  private volatile boolean synced;

  public RevisionStore(RevisionData data) {
    this.data = data;
  }

  public void addListener(RevisionListener listener) {
    listeners.add(listener);
  }

  public void removeListener(RevisionListener listener) {
    listeners.remove(listener);
  }

  @Override
  public boolean synced() {
    return synced;
  }

  /** How many revisions are known. */
  public int size() {
    return byUid.size();
  }

  /** All revisions that the owner controls, and the orphans of its namespace. */
  public Collection<RevisionView> candidates(String ownerUid, String namespace) {
    long seen = seenVersion; // before the revisions: they are then at least as new
    Map<String, StoredRevision> result = new HashMap<>();
    result.putAll(shelves.getOrDefault(ownerUid, Map.of()));
    result.putAll(shelves.getOrDefault(orphansOf(namespace), Map.of()));
    Map<String, StoredRevision> own = written.getOrDefault(ownerUid, Map.of());
    own.values().removeIf(write -> shown(write, seen));
    own.forEach(
        (uid, write) -> result.merge(uid, write, (a, b) -> a.version() > b.version() ? a : b));
    List<RevisionView> views = new ArrayList<>();
    result.values().forEach(each -> views.add(each.view()));
    return views;
  }

  /** Notes the answer to a write on the owner's behalf. */
  void wrote(String ownerUid, ControllerRevision revision) {
    note(ownerUid, new StoredRevision(view(revision), version(revision)));
  }

  /** Notes that a revision's deletion was asked for, or that it is gone. */
  void deleted(String ownerUid, RevisionView revision) {
    StoredRevision stored = byUid.get(revision.uid());
    Map<String, StoredRevision> own = written.get(ownerUid);
    if (stored != null) {
      note(ownerUid, stored.asDeleting());
    } else if (own != null) {
      own.remove(revision.uid());
    }
  }

  /** The owner is gone. */
  public void forget(String ownerUid) {
    written.remove(ownerUid);
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
  public void onAdd(ControllerRevision revision) {
    put(revision);
  }

  @Override
  public void onUpdate(ControllerRevision before, ControllerRevision after) {
    String goneUid = before.getMetadata().getUid();
    if (!goneUid.equals(after.getMetadata().getUid())) {
      remove(goneUid);
    }
    put(after);
  }

  @Override
  public void onDelete(ControllerRevision revision, boolean finalStateUnknown) {
    remove(revision.getMetadata().getUid());
    if (!finalStateUnknown) {
      seen(version(revision));
    }
  }

  private void note(String ownerUid, StoredRevision revision) {
    written
        .computeIfAbsent(ownerUid, key -> new ConcurrentHashMap<>())
        .put(revision.view().uid(), revision);
  }

  /** Whether the informer's word counts more: it is as new, or the deleted revision is gone. */
  private boolean shown(StoredRevision write, long seen) {
    return write.version() == Long.MAX_VALUE
        ? !byUid.containsKey(write.view().uid())
        : write.version() <= seen;
  }

  private void put(ControllerRevision revision) {
    var after = new StoredRevision(view(revision), version(revision));
    String uid = after.view().uid();
    StoredRevision before = byUid.put(uid, after);
    if (before != null && !shelf(before.view()).equals(shelf(after.view()))) {
      unshelve(before.view());
    }
    shelves.computeIfAbsent(shelf(after.view()), key -> new ConcurrentHashMap<>()).put(uid, after);
    seen(after.version());
    RevisionView viewBefore = before == null ? null : before.view();
    if (!after.view().equals(viewBefore) && !ownWrite(viewBefore, after)) {
      tell(viewBefore, after.view());
    }
  }

  private void remove(String uid) {
    StoredRevision gone = byUid.remove(uid);
    if (gone != null) {
      unshelve(gone.view());
      if (!ownWrite(gone.view(), gone.asDeleting())) {
        tell(gone.view(), null);
      }
    }
  }

  private void tell(@Nullable RevisionView before, @Nullable RevisionView after) {
    listeners.forEach(listener -> listener.revisionChanged(before, after));
  }

  /** Whether this is what a write on behalf of its controller made of it. */
  private boolean ownWrite(@Nullable RevisionView before, StoredRevision after) {
    return Stream.of(Optional.ofNullable(before), Optional.of(after.view()))
        .flatMap(Optional::stream)
        .flatMap(view -> Stream.ofNullable(view.controller()))
        .map(controller -> written.getOrDefault(controller.uid(), Map.of()).get(after.view().uid()))
        .anyMatch(write -> write != null && write.version() == after.version());
  }

  private void unshelve(RevisionView revision) {
    shelves.computeIfPresent(
        shelf(revision),
        (key, revisions) -> {
          revisions.remove(revision.uid());
          return revisions.isEmpty() ? null : revisions;
        });
  }

  private void seen(long version) {
    if (!listing && version > seenVersion) {
      seenVersion = version;
    }
  }

  private static String shelf(RevisionView revision) {
    ControllerRef controller = revision.controller();
    return controller == null ? orphansOf(revision.namespace()) : controller.uid();
  }

  /** No UID has a slash in it. */
  private static String orphansOf(String namespace) {
    return namespace + "/";
  }

  RevisionView view(ControllerRevision revision) {
    ObjectMeta meta = revision.getMetadata();
    return new RevisionView(
        meta.getUid(),
        meta.getNamespace(),
        meta.getName(),
        Objects.requireNonNullElse(meta.getLabels(), Map.of()),
        PodViews.controller(meta),
        meta.getDeletionTimestamp() != null,
        Objects.requireNonNullElse(revision.getRevision(), 0L),
        RevisionData.digest(data.text(revision.getData())));
  }

  private static long version(ControllerRevision revision) {
    return PodViews.version(revision.getMetadata());
  }
}
