package io.myworkloads.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Optional;

/**
 * What controllers ask of the API server about the objects that they work for. Every method throws
 * {@link io.fabric8.kubernetes.client.KubernetesClientException} as the client does.
 */
public interface OwnerApi {

  /** The object as the server has it now. */
  <R extends HasMetadata> Optional<R> get(Class<R> type, String namespace, String name);

  /**
   * Writes a status over that of this version of the object, and over no newer one.
   *
   * @param object as it is before, its old status included
   * @return the version of the object that it then is
   */
  <S, R extends CustomResource<?, S>> long patchStatus(R object, S status);

  /** Deletes this version of the object and, before it, what it owns. */
  <R extends HasMetadata> void delete(R object);
}
