package io.myworkloads.operator.runtime.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An informer's objects without the record of who set which field: nothing here asks for it, a
 * server keeps it where an update leaves it out, and with it ten thousand objects filled the heap.
 */
public final class LeanItems<T extends HasMetadata> extends BasicItemStore<T> {
  public LeanItems() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public @Nullable T put(String key, T item) {
    item.getMetadata().setManagedFields(List.of());
    return super.put(key, item);
  }
}
