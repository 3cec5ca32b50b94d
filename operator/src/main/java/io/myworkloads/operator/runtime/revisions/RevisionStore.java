package io.myworkloads.operator.runtime.revisions;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.runtime.watch.OwnedStore;
import io.myworkloads.operator.runtime.watch.Stored;
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
public final class RevisionStore extends OwnedStore<ControllerRevision, RevisionView> {
  private final RevisionData data;

  /** Own writes by UID of the owner, then of the revision; dropped with the owner. */
  private final Map<String, Map<String, Stored<RevisionView>>> written = new ConcurrentHashMap<>();

  private final List<RevisionListener> listeners = new CopyOnWriteArrayList<>();

  public RevisionStore(RevisionData data) {
    this.data = data;
  }

  public void addListener(RevisionListener listener) {
    listeners.add(listener);
  }

  public void removeListener(RevisionListener listener) {
    listeners.remove(listener);
  }

  /** All revisions that the owner controls, and the orphans of its namespace. */
  public Collection<RevisionView> candidates(String ownerUid, String namespace) {
    long seen = seenVersion(); // before the revisions: they are then at least as new
    Map<String, Stored<RevisionView>> result = new HashMap<>();
    result.putAll(on(ownerUid));
    result.putAll(on(orphansOf(namespace)));
    Map<String, Stored<RevisionView>> own = written.getOrDefault(ownerUid, Map.of());
    own.values().removeIf(write -> shown(write, seen));
    own.forEach(
        (uid, write) -> result.merge(uid, write, (a, b) -> a.version() > b.version() ? a : b));
    List<RevisionView> views = new ArrayList<>();
    result.values().forEach(each -> views.add(each.view()));
    return views;
  }

  /** Notes the answer to a write on the owner's behalf. */
  void wrote(String ownerUid, ControllerRevision revision) {
    note(ownerUid, new Stored<>(view(revision), version(revision)));
  }

  /** Notes that a revision's deletion was asked for, or that it is gone. */
  void deleted(String ownerUid, RevisionView revision) {
    Stored<RevisionView> stored = known(revision.uid());
    Map<String, Stored<RevisionView>> own = written.get(ownerUid);
    if (stored != null) {
      note(ownerUid, asDeleting(stored.view()));
    } else if (own != null) {
      own.remove(revision.uid());
    }
  }

  /** The owner is gone. */
  public void forget(String ownerUid) {
    written.remove(ownerUid);
  }

  private void note(String ownerUid, Stored<RevisionView> revision) {
    written
        .computeIfAbsent(ownerUid, key -> new ConcurrentHashMap<>())
        .put(revision.view().uid(), revision);
  }

  /** Whether the informer's word counts more: it is as new, or the deleted revision is gone. */
  private boolean shown(Stored<RevisionView> write, long seen) {
    return write.version() == Long.MAX_VALUE
        ? known(write.view().uid()) == null
        : write.version() <= seen;
  }

  @Override
  protected void changed(
      String uid, @Nullable Stored<RevisionView> before, @Nullable Stored<RevisionView> after) {
    RevisionView viewBefore = before == null ? null : before.view();
    RevisionView viewAfter = after == null ? null : after.view();
    Stored<RevisionView> made =
        after == null ? asDeleting(Objects.requireNonNull(viewBefore)) : after;
    if (!ownWrite(viewBefore, made)) {
      listeners.forEach(listener -> listener.revisionChanged(viewBefore, viewAfter));
    }
  }

  /** Whether this is what a write on behalf of its controller made of it. */
  private boolean ownWrite(@Nullable RevisionView before, Stored<RevisionView> after) {
    return Stream.of(Optional.ofNullable(before), Optional.of(after.view()))
        .flatMap(Optional::stream)
        .flatMap(view -> Stream.ofNullable(view.controller()))
        .map(controller -> written.getOrDefault(controller.uid(), Map.of()).get(after.view().uid()))
        .anyMatch(write -> write != null && write.version() == after.version());
  }

  /** The same revision once its deletion was asked for; no watch shows that as a version. */
  private static Stored<RevisionView> asDeleting(RevisionView view) {
    return new Stored<>(
        new RevisionView(
            view.uid(),
            view.namespace(),
            view.name(),
            view.labels(),
            view.controller(),
            true,
            view.revision(),
            view.content()),
        Long.MAX_VALUE);
  }

  @Override
  protected String shelf(RevisionView revision) {
    ControllerRef controller = revision.controller();
    return controller == null ? orphansOf(revision.namespace()) : controller.uid();
  }

  /** No UID has a slash in it. */
  private static String orphansOf(String namespace) {
    return namespace + "/";
  }

  @Override
  protected RevisionView view(ControllerRevision revision) {
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
}
