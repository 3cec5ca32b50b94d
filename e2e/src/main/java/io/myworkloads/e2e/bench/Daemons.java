package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.myworkloads.e2e.cluster.Waiting;
import java.util.List;
import java.util.Map;

/** One object that keeps a Pod on each fake node. */
final class Daemons {
  static final String NAME = "daemon";

  private Daemons() {}

  /**
   * A spec whose Pods tolerate all, so that they may come before a new node is Ready.
   *
   * @param scheduler of the Pods
   */
  static Map<String, Object> spec(String scheduler) {
    return spec(NAME, scheduler, FakeNodes.LABEL);
  }

  /** A spec that asks for no Pod. */
  static Map<String, Object> onNoNode() {
    return spec("none", "no-scheduler", Map.of("bench", "no-node"));
  }

  private static Map<String, Object> spec(
      String app, String scheduler, Map<String, String> nodeSelector) {
    Map<String, Object> labels = Map.of("app", app);
    return Map.of(
        "selector",
        Map.of("matchLabels", labels),
        "updateStrategy",
        Map.of("type", "RollingUpdate", "rollingUpdate", Map.of("maxUnavailable", "10%")),
        "template",
        Map.of(
            "metadata",
            Map.of("labels", labels),
            "spec",
            Map.of(
                "nodeSelector",
                nodeSelector,
                "schedulerName",
                scheduler,
                "tolerations",
                List.of(Map.of("operator", "Exists")),
                "containers",
                List.of(Map.of("name", "main", "image", "busybox:1.35")))));
  }

  /** Waits until the status of the newest spec has this number in these fields. */
  static void await(Lane lane, int number, String... fields) {
    Waiting.until(
        String.join(" and ", fields) + " to be " + number,
        Lane.DEADLINE,
        () -> {
          GenericKubernetesResource daemon = lane.get(NAME);
          return number(daemon, "observedGeneration") == daemon.getMetadata().getGeneration()
              && List.of(fields).stream().allMatch(field -> number(daemon, field) == number);
        });
  }

  private static long number(GenericKubernetesResource daemon, String field) {
    return daemon.get("status", field) instanceof Number n ? n.longValue() : 0;
  }
}
