package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import io.myworkloads.api.v1.MyWorkloads;

/**
 * What only a MyDaemonSet has: how its Pods are updated and rolled back.
 *
 * <p>upstream: pkg/apis/apps/validation/validation.go, ValidateDaemonSetUpdateStrategy; the
 * defaults are those of pkg/apis/apps/v1/defaults.go, SetDefaults_DaemonSet
 */
final class DaemonSetSchema {
  private static final String ROLLING_UPDATE =
      "(has(self.type) && self.type == 'OnDelete') || !has(self.rollingUpdate)";

  private DaemonSetSchema() {}

  /** An amount that is a number or a part, as the rules ask about it. */
  private record Amount(String field) {
    String value() {
      return "self.rollingUpdate." + field;
    }

    String present() {
      return "has(" + value() + ")";
    }

    String isNumber() {
      return "type(" + value() + ") == int";
    }

    String matches(String pattern) {
      return "string(" + value() + ").matches('" + pattern + "')";
    }

    String path() {
      return ".rollingUpdate." + field;
    }
  }

  static void complete(Schema spec) {
    Schema strategy = spec.at("updateStrategy");
    strategy.node().putObject("default");
    strategy
        .at("type")
        .oneOf("RollingUpdate", "OnDelete", "")
        .node()
        .put("default", "RollingUpdate");
    Schema rolling = strategy.at("rollingUpdate").int32("partition");
    rolling
        .at("maxUnavailable")
        .maxLength(16)
        .node()
        .put("default", MyWorkloads.DEFAULT_MAX_UNAVAILABLE);
    rolling.at("maxSurge").maxLength(16).node().put("default", MyWorkloads.DEFAULT_MAX_SURGE);
    Formats.labels(rolling.at("nodeSelector"));
    rolling.at("nodeSelector").node().put("x-kubernetes-map-type", "atomic");
    Amount maxUnavailable = new Amount("maxUnavailable");
    Amount maxSurge = new Amount("maxSurge");
    amount(strategy, maxUnavailable);
    amount(strategy, maxSurge);
    strategy
        .rule(
            ROLLING_UPDATE + " || " + zero(maxUnavailable) + " || " + zero(maxSurge),
            "may not be set when maxUnavailable is non-zero",
            maxSurge.path())
        .rule(
            ROLLING_UPDATE + " || !(" + zero(maxUnavailable) + ") || !(" + zero(maxSurge) + ")",
            "cannot be 0 when maxSurge is 0",
            maxUnavailable.path(),
            Reason.FieldValueRequired);
    spec.at("rollbackTo").int64("revision");
  }

  /** Upstream looks at it only where it counts: under OnDelete anything may stand there. */
  private static void amount(Schema strategy, Amount amount) {
    String isThere = ROLLING_UPDATE + " || !" + amount.present() + " || ";
    strategy
        .rule(
            // under OnDelete too: one that is larger could not be read back
            "!has(self.rollingUpdate) || !%1$s || !(%2$s) || (int(%3$s) <= 2147483647 && int(%3$s) >= -2147483648)"
                .formatted(amount.present(), amount.isNumber(), amount.value()),
            "must be a 32-bit integer",
            amount.path())
        .rule(
            isThere + amount.isNumber() + " || " + amount.matches("^[0-9]+%$"),
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', or '93%', regex used for validation is '[0-9]+%')",
            amount.path())
        .rule(
            isThere + "!(" + amount.isNumber() + ") || int(" + amount.value() + ") >= 0",
            "must be greater than or equal to 0",
            amount.path())
        .rule(
            isThere
                + "!"
                + amount.matches("^[0-9]+%$")
                + " || "
                + amount.matches("^0*(100|[0-9]{1,2})%$"),
            "must not be greater than 100%",
            amount.path());
  }

  private static String zero(Amount amount) {
    return "(" + amount.present() + " && " + amount.matches("^0+%?$") + ")";
  }
}
