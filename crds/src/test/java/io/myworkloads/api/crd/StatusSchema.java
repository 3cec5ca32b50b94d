package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the API refuses in a status. It guards against mistakes of a controller, and an operator of
 * another version.
 *
 * <p>upstream: pkg/apis/apps/validation/validation.go, ValidateReplicaSetStatus and
 * ValidateDaemonSetStatusUpdate
 */
final class StatusSchema {
  private StatusSchema() {}

  static void ofReplicas(Schema status) {
    conditions(status);
    status
        .int32(
            "replicas",
            "fullyLabeledReplicas",
            "readyReplicas",
            "availableReplicas",
            "terminatingReplicas")
        .int64("observedGeneration");
    status
        .at("restartReplacements")
        .required("count", "lastTime", "podName", "podUID")
        .int32("count")
        .at("lastTime")
        .node()
        .put("format", "date-time");
    for (String count : List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas")) {
      atMost(status, count, "replicas", "cannot be greater than status.replicas");
    }
    atMost(status, "availableReplicas", "readyReplicas", "cannot be greater than readyReplicas");
  }

  static void ofDaemonSet(Schema status) {
    conditions(status);
    status
        .int32(
            "desiredNumberScheduled",
            "currentNumberScheduled",
            "numberMisscheduled",
            "numberReady",
            "updatedNumberScheduled",
            "numberAvailable",
            "numberUnavailable",
            "collisionCount")
        .int64("observedGeneration")
        .rule(
            "!has(oldSelf.collisionCount)"
                + " || (has(self.collisionCount) && self.collisionCount >= oldSelf.collisionCount)",
            "cannot be decremented",
            ".collisionCount");
  }

  private static void atMost(Schema status, String count, String of, String message) {
    status.rule(
        "!has(self.%1$s) || self.%1$s <= (has(self.%2$s) ? self.%2$s : 0)".formatted(count, of),
        message,
        "." + count);
  }

  static void conditions(Schema status) {
    ObjectNode conditions = status.at("conditions").node();
    conditions.put("x-kubernetes-list-type", "map");
    conditions.putArray("x-kubernetes-list-map-keys").add("type");
    Schema condition =
        status.at("conditions[]").required("status", "type").int64("observedGeneration");
    condition
        .at("lastTransitionTime")
        .describe("Since when it has this status.")
        .node()
        .put("format", "date-time");
    condition.at("message").describe("The details, for people.");
    condition.at("observedGeneration").describe("The generation of the spec that it speaks of.");
    condition.at("reason").describe("Why it has this status, in one word.");
    condition.at("status").describe("Whether it holds.").oneOf("True", "False", "Unknown");
    condition.at("type").describe("What holds or not, as Available.");
  }
}
