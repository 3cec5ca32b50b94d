package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.PodView;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where an API server makes no Pods: in a namespace on its way out, and beyond a quota. */
final class PodAdmission {
  private final Set<String> terminatingNamespaces = new HashSet<>();
  private final Map<String, Integer> quotas = new HashMap<>();

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

  void refuseOverQuota(String namespace, String name, Collection<PodView> pods) {
    Integer most = quotas.get(namespace);
    long used =
        pods.stream()
            .filter(pod -> pod.namespace().equals(namespace) && !pod.phase().terminal())
            .count();
    if (most != null && used >= most) {
      throw Fault.answer(
          403,
          "Forbidden",
          "pods \"%s\" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=%d, limited: pods=%d"
              .formatted(name, used, most));
    }
  }

  private static KubernetesClientException namespaceTerminating(String namespace, String name) {
    String message =
        "pods \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
            .formatted(name, namespace);
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
