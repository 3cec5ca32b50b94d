package io.myworkloads.operator.runtime.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an informer must remember of an object to tell what changed: which one it was, in which
 * version. All else that is needed of it is in the {@link WatchedStore}, in a fraction of the
 * memory.
 */
final class Identities<T extends HasMetadata> extends BasicItemStore<T> {
  private final Supplier<T> empty;

  Identities(Supplier<T> empty) {
    super(Cache::metaNamespaceKeyFunc);
    this.empty = empty;
  }

  @Override
  public @Nullable T put(String key, T item) {
    return super.put(key, identity(item));
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
