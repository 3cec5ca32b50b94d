package io.myworkloads.operator.runtime.cron;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobTemplateSpec;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a MyJob of a template: labels, annotations and the whole spec pass unchanged.
 *
 * <p>upstream: pkg/controller/cronjob/utils.go getJobFromTemplate2. A run that a user asked for is
 * marked as {@code kubectl create job --from} marks it, and with the token.
 *
 * @param zone in which the scheduled time is told
 */
public record JobFactory(MyJobTemplateSpec template, ZoneId zone) {
  private static final String INSTANTIATE = "cronjob.kubernetes.io/instantiate";

  MyJob job(PodOwner owner, Run run, String name) {
    ObjectMeta meta = Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new);
    Map<String, String> annotations =
        new HashMap<>(Objects.requireNonNullElse(meta.getAnnotations(), Map.of()));
    switch (run) {
      case Run.Scheduled(Instant time) -> annotations.put(JobView.SCHEDULED, text(time));
      case Run.Triggered(String token, _) -> {
        annotations.put(INSTANTIATE, "manual");
        annotations.put(MyWorkloads.TRIGGER_ANNOTATION, token);
      }
    }
    var job = new MyJob();
    job.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(owner.namespace())
            .withName(name)
            .withLabels(meta.getLabels())
            .withAnnotations(annotations)
            .withOwnerReferences(owner.controllerReference())
            .build());
    job.setSpec(template.getSpec());
    return job;
  }

  /** upstream: time.RFC3339. */
  private String text(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
