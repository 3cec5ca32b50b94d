package io.myworkloads.operator.runtime.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer must remember of an object to tell what changed: which one it was, in which
 * version. All else that is needed of it is in the {@link WatchedStore}, in a fraction of the
 * memory.
 */
final class Identities<T extends HasMetadata> implements ItemStore<T> {
  private final Supplier<T> empty;
  private final Map<String, T> items = new ConcurrentHashMap<>();

  Identities(Supplier<T> empty) {
    this.empty = empty;
  }

  @Override
  public String getKey(T item) {
    return Cache.metaNamespaceKeyFunc(item);
  }

  @Override
  public @Nullable T put(String key, T item) {
    return items.put(key, identity(item));
  }

  @Override
  public @Nullable T remove(String key) {
    return items.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return items.values().stream();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable T get(String key) {
    return items.get(key);
  }

  /** So the informer hands on the objects of its first list as they come, whole. */
  @Override
  public boolean isFullState() {
    return false;
  }

  private T identity(T item) {
    ObjectMeta meta = item.getMetadata();
    var slim = new ObjectMeta();
    slim.setNamespace(meta.getNamespace());
    slim.setName(meta.getName());
    slim.setUid(meta.getUid());
    slim.setResourceVersion(meta.getResourceVersion());
    T identity = empty.get();
    identity.setMetadata(slim);
    return identity;
  }
}
