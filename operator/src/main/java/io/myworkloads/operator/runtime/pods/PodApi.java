package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes that controllers do on Pods, and the reads that must not come from a cache. Every
 * method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} as the client does.
 */
public interface PodApi {

  /**
   * Creates a Pod and returns it with the metadata that the server gave it; it has no status yet.
   */
  Pod create(Pod pod);

  /** The Pod as the server has it now. */
  Optional<Pod> get(String namespace, String name);

  /** Deletes this Pod and no other that has its name. */
  void delete(PodView pod);

  /** Those Pods of a namespace that a selector finds, as the server has them now. */
  List<Pod> list(String namespace, Selector selector);

  /** Makes the owner the controller of this Pod, and tracks the Pod where the owner does so. */
  Pod adopt(PodView pod, PodOwner owner);

  /** Takes the owner's reference, and what it tracked the Pod by, off this Pod. */
  Pod release(PodView pod, PodOwner owner);

  /**
   * Takes {@link io.myworkloads.operator.core.pods.PodRun#FINALIZER} off this Pod; one that does
   * not have it stays as it is.
   *
   * @param version the only one that this may be done to; null for any
   */
  Pod untrack(PodView pod, @Nullable Long version);

  /** Gives this Pod these labels; others stay. */
  Pod label(PodView pod, Map<String, String> labels);
}
