package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.myworkloads.e2e.cluster.Waiting;
import java.util.List;
import java.util.Map;

/** Objects that keep a number of Pods, on fake nodes. */
final class Sets {
  private Sets() {}

  /**
   * A spec.
   *
   * @param app tells the set's Pods from those of others
   * @param node that the Pods are bound to, so that the scheduler, which does some 50 a second, is
   *     no part of the measurement
   */
  static Map<String, Object> spec(String app, int replicas, String node) {
    Map<String, Object> labels = Map.of("app", app);
    return Map.of(
        "replicas",
        replicas,
        "selector",
        Map.of("matchLabels", labels),
        "template",
        Map.of(
            "metadata",
            Map.of("labels", labels),
            "spec",
            Map.of(
                "nodeName",
                node,
                "containers",
                List.of(Map.of("name", "main", "image", "busybox:1.35")))));
  }

  static Map<String, Object> replicas(int count) {
    return Map.of("spec", Map.of("replicas", count));
  }

  /** Waits until the status of every set of the lane tells that all is as its spec says. */
  static void awaitSettled(Lane lane) {
    Waiting.until("status", Lane.DEADLINE, () -> lane.list().stream().allMatch(Sets::isSettled));
  }

  private static boolean isSettled(GenericKubernetesResource set) {
    long replicas = number(set, "spec", "replicas");
    return number(set, "status", "observedGeneration") == set.getMetadata().getGeneration()
        && number(set, "status", "replicas") == replicas
        && number(set, "status", "readyReplicas") == replicas;
  }

  private static long number(GenericKubernetesResource set, String parent, String field) {
    Object value = set.get(parent, field);
    return value instanceof Number n ? n.longValue() : 0;
  }
}
