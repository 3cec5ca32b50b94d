package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where an API server makes no objects of a resource: in a namespace on its way out, and beyond a
 * quota.
 */
final class Admission {
  private final String resource;
  private final Set<String> terminatingNamespaces = new HashSet<>();
  private final Map<String, Integer> quotas = new HashMap<>();

  Admission(String resource) {
    this.resource = resource;
  }

  void terminate(String namespace) {
    terminatingNamespaces.add(namespace);
  }

  void quota(String namespace, int most) {
    quotas.put(namespace, most);
  }

  void refuseWhereTerminating(String namespace, String name) {
    if (terminatingNamespaces.contains(namespace)) {
      throw namespaceTerminating(namespace, name);
    }
  }

  /**
   * Refuses one more than the quota.
   *
   * @param used how many there are that count
   */
  void refuseOverQuota(String namespace, String name, long used) {
    Integer most = quotas.get(namespace);
    if (most != null && used >= most) {
      throw Fault.answer(
          403,
          "Forbidden",
          "%s \"%s\" is forbidden: exceeded quota: quota, requested: %s=1, used: %s=%d, limited: %s=%d"
              .formatted(resource, name, resource, resource, used, resource, most));
    }
  }

  private KubernetesClientException namespaceTerminating(String namespace, String name) {
    String message =
        "%s \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
            .formatted(resource, name, namespace);
    return new KubernetesClientException(
        message,
        403,
        new StatusBuilder()
            .withStatus("Failure")
            .withCode(403)
            .withReason("Forbidden")
            .withMessage(message)
            .withNewDetails()
            .addNewCause("metadata.namespace", message, "NamespaceTerminating")
            .endDetails()
            .build());
  }
}
