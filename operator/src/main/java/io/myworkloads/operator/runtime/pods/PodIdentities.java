package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer must remember of a Pod to tell what changed: which one it was, in which version.
 * All else that is needed of it is in {@link PodStore}, in a fraction of the memory.
 */
final class PodIdentities implements ItemStore<Pod> {
  private final Map<String, Pod> pods = new ConcurrentHashMap<>();

  @Override
  public String getKey(Pod pod) {
    return Cache.metaNamespaceKeyFunc(pod);
  }

  @Override
  public @Nullable Pod put(String key, Pod pod) {
    return pods.put(key, identity(pod));
  }

  @Override
  public @Nullable Pod remove(String key) {
    return pods.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return pods.keySet().stream();
  }

  @Override
  public Stream<Pod> values() {
    return pods.values().stream();
  }

  @Override
  public int size() {
    return pods.size();
  }

  @Override
  public @Nullable Pod get(String key) {
    return pods.get(key);
  }

  /** So the informer hands on the Pods of its first list as they come, whole. */
  @Override
  public boolean isFullState() {
    return false;
  }

  private static Pod identity(Pod pod) {
    ObjectMeta meta = pod.getMetadata();
    var slim = new ObjectMeta();
    slim.setNamespace(meta.getNamespace());
    slim.setName(meta.getName());
    slim.setUid(meta.getUid());
    slim.setResourceVersion(meta.getResourceVersion());
    var identity = new Pod();
    identity.setMetadata(slim);
    return identity;
  }
}
