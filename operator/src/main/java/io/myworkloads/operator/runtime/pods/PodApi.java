package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodView;
import java.util.Map;
import java.util.Optional;

/**
 * The writes that controllers do on Pods, and the one read that must not come from a cache. Every
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

  /** Makes the owner the controller of this Pod. */
  Pod adopt(PodView pod, PodOwner owner);

  /** Takes the owner's reference off this Pod. */
  Pod release(PodView pod, PodOwner owner);

  /** Gives this Pod these labels; others stay. */
  Pod label(PodView pod, Map<String, String> labels);
}
