package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What the API refuses in a MyJob's status: a count that falls, an end that is taken back, an end
 * before all is accounted for.
 *
 * <p>upstream: pkg/apis/batch/validation/validation.go, validateJobStatus and
 * ValidateJobStatusUpdate
 */
final class JobStatusSchema {
  private static final int MOST_CONDITIONS = 32;
  private static final int MOST_UNCOUNTED = 1024;
  private static final String FINISHED = "(" + is("Complete") + " || " + is("Failed") + ")";

  private JobStatusSchema() {}

  static void complete(Schema root) {
    Schema status = root.at("status");
    StatusSchema.conditions(status);
    status.at("conditions").maxItems(MOST_CONDITIONS);
    status
        .int32("active", "ready", "terminating", "succeeded", "failed", "wantedCompletions")
        .int64("observedGeneration");
    status.at("backoff").int32("failures");
    status.at("lastFailure").int32("exitCode");
    for (String time :
        List.of("startTime", "completionTime", "backoff.lastFailureTime", "lastFailure.time")) {
      status.at(time).node().put("format", "date-time");
    }
    uncounted(status.at("uncountedTerminatedPods").closed());
    ends(status);
    counts(status);
    transitions(root, status);
  }

  private static void uncounted(Schema uncounted) {
    for (String list : List.of("succeeded", "failed")) {
      uncounted.at(list).maxItems(MOST_UNCOUNTED).describe("UIDs of Pods that " + list + ".");
      uncounted.at(list).node().put("x-kubernetes-list-type", "set");
      uncounted.at(list + "[]").notEmpty();
    }
  }

  private static void ends(Schema status) {
    cannotBoth(status, "Complete", "Failed");
    cannotBoth(status, "Complete", "FailureTarget");
    cannotBoth(status, "SuccessCriteriaMet", "Failed");
    cannotBoth(status, "SuccessCriteriaMet", "FailureTarget");
    needs(status, "Failed", "FailureTarget");
    needs(status, "Complete", "SuccessCriteriaMet");
    status
        .rule(
            "!has(self.completionTime) || " + is("Complete"),
            "cannot set completionTime when there is no Complete=True condition",
            ".completionTime")
        .rule(
            "has(self.completionTime) || !" + is("Complete"),
            "completionTime is required for Complete jobs",
            ".completionTime",
            Reason.FieldValueRequired)
        .rule(
            "!has(self.completionTime) || !has(self.startTime) || self.completionTime >= self.startTime",
            "must be equal to or after `startTime`",
            ".completionTime")
        .rule(
            "has(self.startTime) || !" + FINISHED,
            "startTime is required for finished job",
            ".startTime",
            Reason.FieldValueRequired);
  }

  private static void counts(Schema status) {
    for (String count : List.of("active", "terminating")) {
      status.rule(
          "!has(self.%1$s) || self.%1$s == 0 || !".formatted(count) + FINISHED,
          count + ">0 is invalid for finished job",
          "." + count);
    }
    String uncounted = "self.uncountedTerminatedPods";
    status
        .rule(
            "!has(%1$s) || !(has(%1$s.succeeded) || has(%1$s.failed)) || !".formatted(uncounted)
                + FINISHED,
            "must be empty for finished job",
            ".uncountedTerminatedPods")
        .rule(
            "!has(self.ready) || self.ready <= (has(self.active) ? self.active : 0)",
            "cannot set more ready pods than active",
            ".ready");
  }

  private static void transitions(Schema root, Schema status) {
    for (String type : List.of("Failed", "Complete", "FailureTarget", "SuccessCriteriaMet")) {
      status.rule(
          is(type) + " || !" + is(type).replace("self", "oldSelf"),
          "cannot disable the %s=True condition".formatted(type),
          ".conditions");
    }
    status
        .rule(notLess("failed"), "cannot decrease the failed counter", ".failed")
        .rule(
            "!has(self.completionTime) || !has(oldSelf.completionTime) || self.completionTime == oldSelf.completionTime",
            "field is immutable",
            ".completionTime");
    String indexed = "self.spec.completionMode == 'Indexed'";
    root.rule(
            // an indexed one may be cut short, and then forgets indexes
            "!has(self.status) || !has(oldSelf.status) || %s || (%s)"
                .formatted(indexed, notLess("succeeded").replace("elf.", "elf.status.")),
            "cannot decrease the succeeded counter",
            ".status.succeeded")
        .rule(
            "!has(self.status) || !has(self.status.completedIndexes) || self.status.completedIndexes == '' || "
                + indexed,
            "cannot set non-empty completedIndexes when non-indexed completion mode",
            ".status.completedIndexes")
        .rule(
            "!has(self.status) || !has(self.status.failedIndexes) || has(self.spec.backoffLimitPerIndex)",
            "cannot set non-null failedIndexes when backoffLimitPerIndex is null",
            ".status.failedIndexes");
  }

  private static void cannotBoth(Schema status, String one, String other) {
    status.rule(
        "!" + is(one) + " || !" + is(other),
        "cannot set %s=True and %s=true conditions".formatted(one, other),
        ".conditions");
  }

  private static void needs(Schema status, String last, String first) {
    status.rule(
        is(first) + " || !" + is(last),
        "cannot set %s=True condition without the %s=true condition".formatted(last, first),
        ".conditions");
  }

  private static String notLess(String count) {
    return "!has(oldSelf.%1$s) || (has(self.%1$s) && self.%1$s >= oldSelf.%1$s)".formatted(count);
  }

  private static String is(String type) {
    return "(has(self.conditions) && self.conditions.exists(c, c.type == '%s' && c.status == 'True'))"
        .formatted(type);
  }
}
