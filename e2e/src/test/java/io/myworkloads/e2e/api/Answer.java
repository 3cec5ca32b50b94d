package io.myworkloads.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says to an object that somebody tries to create. Nothing is stored.
 *
 * @param stored the object as it would be stored, when it is accepted
 */
record Answer(Optional<JsonNode> stored, String message, List<Cause> causes) {

  /**
   * @param field its path, as {@code spec.replicas}
   */
  record Cause(String field, String message) {}

  static Answer to(Manifest manifest, KubernetesClient client, String namespace) {
    GenericKubernetesResource resource = manifest.toResource();
    try {
      GenericKubernetesResource stored =
          client
              .genericKubernetesResources(resource.getApiVersion(), resource.getKind())
              .inNamespace(namespace)
              .resource(resource)
              .dryRun()
              .fieldValidation(FieldValidateable.Validation.STRICT)
              .create();
      return new Answer(Optional.of(new ObjectMapper().valueToTree(stored)), "", List.of());
    } catch (KubernetesClientException e) {
      @Nullable Status status = e.getStatus();
      if (status == null) {
        throw e; // no answer of the API server
      }
      return new Answer(Optional.empty(), String.valueOf(status.getMessage()), causes(status));
    }
  }

  boolean accepted() {
    return stored.isPresent();
  }

  private static List<Cause> causes(Status status) {
    return status.getDetails() == null
        ? List.of()
        : status.getDetails().getCauses().stream()
            .map(c -> new Cause(String.valueOf(c.getField()), String.valueOf(c.getMessage())))
            .toList();
  }
}
