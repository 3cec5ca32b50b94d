package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.List;

/**
 * What the API refuses in a MyCronJob.
 *
 * <p>upstream: pkg/apis/batch/validation/validation.go, ValidateCronJobCreate, validateCronJobSpec
 * and ValidateJobTemplateSpec. A time zone that is well-formed and does not exist is the operator's
 * to tell, as no rule knows the zones.
 */
final class CronJobSchema {
  /** A MyJob's name is this one's and 11 characters of the scheduled time, and a label besides. */
  private static final int LONGEST_NAME = 63 - 11;

  private static final int LONGEST_TIME_ZONE = 255;

  private CronJobSchema() {}

  static void complete(Schema root, Definitions definitions) {
    Schema spec = root.at("spec");
    spec.int32(
            "successfulJobsHistoryLimit",
            "failedJobsHistoryLimit",
            "jitterSeconds",
            "maxConcurrentJobs",
            "suspendAfterFailures")
        .int64("startingDeadlineSeconds");
    ScheduleSchema.complete(spec);
    timeZone(spec.at("timeZone"));
    policies(spec);
    for (String time : List.of("notBefore", "notAfter")) {
      spec.at(time).node().put("format", "date-time");
    }
    spec.rule(
        "!has(self.notBefore) || !has(self.notAfter) || self.notBefore <= self.notAfter",
        "must not be before `notBefore`",
        ".notAfter");
    jobTemplate(spec.at("jobTemplate"), definitions);
    name(root);
    status(root.at("status"));
  }

  private static void timeZone(Schema timeZone) {
    String part = "[A-Za-z._0-9+][-A-Za-z._0-9+]{0,13}";
    timeZone
        .maxLength(LONGEST_TIME_ZONE)
        .rule("self != ''", "timeZone must be nil or non-empty string")
        .rule(
            "self.lowerAscii() != 'local'",
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")
        .ruleThatTells(
            "self == '' || (self.matches('^%1$s(/%1$s)*$') && !self.matches('(^|/)[.][.]?(/|$)'))"
                .formatted(part),
            "'unknown time zone ' + self");
  }

  private static void policies(Schema spec) {
    spec.at("concurrencyPolicy").oneOf("Allow", "Forbid", "Replace");
    spec.rule(
        "!has(self.maxConcurrentJobs) || self.concurrencyPolicy == 'Allow'",
        "may only be set when concurrencyPolicy is Allow",
        ".maxConcurrentJobs",
        Reason.FieldValueForbidden);
    spec.at("missedRuns").int32("limit").at("policy").oneOf("Latest", "All", "None");
  }

  private static void jobTemplate(Schema template, Definitions definitions) {
    Schema job = template.at("spec");
    JobSpecSchema.complete(job, definitions);
    // the Pod's template has narrowed the labels in it
    template.at("metadata").replaceContent(definitions.inline("ObjectMeta"));
    job.at("selector").replaceContent(definitions.inline("LabelSelector"));
    job.rule("!has(self.selector)", "`selector` will be auto-generated", ".selector")
        .rule(
            "!has(self.manualSelector) || !self.manualSelector",
            "supported values: \"nil\", \"false\"",
            ".manualSelector");
  }

  private static void name(Schema root) {
    root.withName()
        .rule(
            "self.metadata.name.size() <= " + LONGEST_NAME,
            "must be no more than %d characters".formatted(LONGEST_NAME),
            ".metadata.name");
  }

  private static void status(Schema status) {
    StatusSchema.conditions(status);
    status.int32("activeCount", "consecutiveFailures").int64("observedGeneration");
    for (String counter : List.of("succeeded", "failed", "missed", "lastDurationSeconds")) {
      status.int64(counter);
    }
    for (String time : List.of("lastScheduleTime", "lastSuccessfulTime", "nextScheduleTime")) {
      status.at(time).node().put("format", "date-time");
    }
    status.at("active").node().put("x-kubernetes-list-type", "atomic");
  }
}
