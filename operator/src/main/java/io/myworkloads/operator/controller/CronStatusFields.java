package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobSpec;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.core.cron.CronStatus;
import io.myworkloads.operator.core.cron.CronStatus.Counters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How MyCronJob's status spells what its controller goes on from. */
final class CronStatusFields {
  private CronStatusFields() {}

  /** What the object's status says. */
  static CronStatus read(MyCronJob cronJob) {
    MyCronJobStatus told = cronJob.getStatus();
    if (told == null) {
      return CronStatus.NONE;
    }
    Long took = told.getLastDurationSeconds();
    return new CronStatus(
        told.getActive().stream().map(CronStatusFields::active).toList(),
        time(told.getLastScheduleTime()),
        time(told.getLastSuccessfulTime()),
        time(told.getNextScheduleTime()),
        time(told.getLastMissedTime()),
        told.getLastTrigger(),
        new Counters(
            count(told.getSucceeded()),
            count(told.getFailed()),
            count(told.getMissed()),
            Objects.requireNonNullElse(told.getConsecutiveFailures(), 0),
            took == null ? null : Duration.ofSeconds(took)),
        ApiFields.conditions(told.getConditions()),
        count(told.getObservedGeneration()));
  }

  /** The status in the kind's own words. */
  static MyCronJobStatus write(MyCronJob cronJob, CronStatus status) {
    var told = new MyCronJobStatus();
    told.setActive(status.active().stream().map(CronStatusFields::reference).toList());
    told.setActiveCount(status.active().size());
    told.setLastScheduleTime(text(status.lastScheduleTime()));
    told.setLastSuccessfulTime(text(status.lastSuccessfulTime()));
    told.setNextScheduleTime(text(status.nextScheduleTime()));
    told.setLastMissedTime(text(status.lastMissedTime()));
    told.setLastTrigger(status.lastTrigger());
    Counters counters = status.counters();
    told.setSucceeded(counters.succeeded());
    told.setFailed(counters.failed());
    told.setMissed(counters.missed());
    told.setConsecutiveFailures(counters.consecutiveFailures());
    Duration took = counters.lastDuration();
    told.setLastDurationSeconds(took == null ? null : took.toSeconds());
    told.setConditions(ApiFields.apiConditions(status.conditions()));
    told.setObservedGeneration(status.observedGeneration());
    MyJobSpec jobs = CronFields.template(cronJob).getSpec();
    PodTemplateSpec pods = jobs == null ? null : jobs.getTemplate();
    if (pods != null) {
      told.setContainers(ApiFields.containers(pods, Container::getName));
      told.setImages(ApiFields.containers(pods, Container::getImage));
    }
    return told;
  }

  private static ActiveJob active(ObjectReference reference) {
    return new ActiveJob(reference.getUid(), reference.getNamespace(), reference.getName());
  }

  private static ObjectReference reference(ActiveJob job) {
    return new ObjectReferenceBuilder()
        .withApiVersion(HasMetadata.getApiVersion(MyJob.class))
        .withKind(HasMetadata.getKind(MyJob.class))
        .withNamespace(job.namespace())
        .withName(job.name())
        .withUid(job.uid())
        .build();
  }

  private static long count(@Nullable Long told) {
    return told == null ? 0 : told;
  }

  private static @Nullable Instant time(@Nullable String told) {
    return told == null ? null : Instant.parse(told);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
