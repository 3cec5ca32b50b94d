package io.myworkloads.operator.runtime.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of all objects of one resource, to be found by who owns them.
 *
 * <p>Fed by one thread at a time, asked by many.
 *
 * @param <T> the resource
 * @param <V> what is kept of each
 */
public abstract class OwnedStore<T extends HasMetadata, V> implements WatchedStore<T> {
  private final Map<String, Stored<V>> byUid = new ConcurrentHashMap<>();

  /** By what {@link #shelf} says; then by UID. */
  private final Map<String, Map<String, Stored<V>>> shelves = new ConcurrentHashMap<>();

  /** Items of a list come in no order of versions, so what was seen is known only at its end. */
  private volatile boolean listing;

  private volatile long seenVersion;
  private volatile boolean synced;

  /** What is kept of an object. */
  protected abstract V view(T object);

  /** Under what an object is to be found: the UID of its owner, if it has one. */
  protected abstract String shelf(V view);

  /**
   * An object came, changed or went.
   *
   * @param before null where it is new
   * @param after null where it is gone
   */
  protected abstract void changed(
      String uid, @Nullable Stored<V> before, @Nullable Stored<V> after);

  /**
   * A list does not show an object any more: it is gone, or the list is of a state before it came.
   */
  protected void missed(String uid, Stored<V> before) {
    changed(uid, before, null);
  }

  @Override
  public final boolean synced() {
    return synced;
  }

  /** How many objects are known. */
  public final int size() {
    return byUid.size();
  }

  /** What is on a shelf, by UID. */
  protected final Map<String, Stored<V>> on(String shelf) {
    return shelves.getOrDefault(shelf, Map.of());
  }

  /** What is known of an object; null where it is not known, or is gone. */
  protected final @Nullable Stored<V> known(String uid) {
    return byUid.get(uid);
  }

  /**
   * The version up to which all changes are known; goes back where a list is of an older state, and
   * is 0 while one comes in.
   */
  protected final long seenVersion() {
    return seenVersion;
  }

  @Override
  public final void onBeforeList(@Nullable String lastSyncResourceVersion) {
    listing = true;
    seenVersion = 0;
  }

  @Override
  public final void onList(String resourceVersion, boolean remainedEmpty) {
    listing = false;
    synced = true;
    seen(Long.parseLong(resourceVersion));
  }

  @Override
  public final void onAdd(T object) {
    put(object);
  }

  @Override
  public final void onUpdate(T before, T after) {
    String goneUid = before.getMetadata().getUid();
    if (!goneUid.equals(after.getMetadata().getUid())) {
      remove(goneUid);
    }
    put(after);
  }

  @Override
  public final void onDelete(T object, boolean finalStateUnknown) {
    String uid = object.getMetadata().getUid();
    if (finalStateUnknown) {
      Stored<V> before = take(uid);
      if (before != null) {
        missed(uid, before);
      }
    } else {
      remove(uid);
      seen(version(object));
    }
  }

  private void put(T object) {
    var after = new Stored<>(view(object), version(object));
    String uid = object.getMetadata().getUid();
    Stored<V> before = byUid.put(uid, after);
    if (before != null && !shelf(before.view()).equals(shelf(after.view()))) {
      unshelve(uid, before.view());
    }
    shelves.computeIfAbsent(shelf(after.view()), key -> new ConcurrentHashMap<>()).put(uid, after);
    seen(after.version());
    if (before == null || !after.view().equals(before.view())) {
      changed(uid, before, after);
    }
  }

  private void remove(String uid) {
    Stored<V> gone = take(uid);
    if (gone != null) {
      changed(uid, gone, null);
    }
  }

  private @Nullable Stored<V> take(String uid) {
    Stored<V> taken = byUid.remove(uid);
    if (taken != null) {
      unshelve(uid, taken.view());
    }
    return taken;
  }

  private void unshelve(String uid, V view) {
    shelves.computeIfPresent(
        shelf(view),
        (key, objects) -> {
          objects.remove(uid);
          return objects.isEmpty() ? null : objects;
        });
  }

  private void seen(long version) {
    if (!listing && version > seenVersion) {
      seenVersion = version;
    }
  }

  protected static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
