package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPodsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.JobBackoffStatus;
import io.myworkloads.api.v1.JobFailure;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.operator.core.job.FailureStreak;
import io.myworkloads.operator.core.job.Indexes;
import io.myworkloads.operator.core.job.JobSpec;
import io.myworkloads.operator.core.job.JobStatus;
import io.myworkloads.operator.core.job.JobStatus.Uncounted;
import io.myworkloads.operator.core.job.JobTexts;
import io.myworkloads.operator.core.job.LastFailure;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.core.status.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How MyJob's status spells what its controller goes on from; what is written reads as it was. */
final class JobStatusFields {
  /** That the spec is not understood; gone with the first status of one that is. */
  private static final String INVALID = "InvalidSpec";

  private JobStatusFields() {}

  /** What the object's status says. */
  static JobStatus read(MyJob job, JobSpec spec) {
    MyJobStatus told = job.getStatus();
    if (told == null) {
      return JobStatus.NONE;
    }
    return new JobStatus(
        count(told.getActive()),
        count(told.getReady()),
        count(told.getTerminating()),
        count(told.getSucceeded()),
        count(told.getFailed()),
        spec.indexed() ? indexes(told.getCompletedIndexes()) : null,
        spec.perIndex() ? indexes(told.getFailedIndexes()) : null,
        uncounted(told.getUncountedTerminatedPods()),
        time(told.getStartTime()),
        time(told.getCompletionTime()),
        Conditions.without(ApiFields.conditions(told.getConditions()), INVALID),
        told.getWantedCompletions(),
        streak(told.getBackoff()),
        lastFailure(told.getLastFailure()),
        Objects.requireNonNullElse(told.getObservedGeneration(), 0L));
  }

  /** The status in the kind's own words. */
  static MyJobStatus write(MyJob job, JobSpec spec, JobStatus status) {
    PodTemplateSpec template = JobFields.template(job);
    var told = new MyJobStatus();
    told.setActive(status.active());
    told.setReady(status.ready());
    told.setTerminating(status.terminating());
    told.setSucceeded(status.succeeded());
    told.setFailed(status.failed());
    told.setCompletedIndexes(
        Optional.ofNullable(status.completedIndexes())
            .filter(indexes -> !indexes.isEmpty())
            .map(Indexes::toString)
            .orElse(null));
    told.setFailedIndexes(Objects.toString(status.failedIndexes(), null));
    told.setUncountedTerminatedPods(apiUncounted(status.uncounted()));
    told.setStartTime(apiTime(status.startTime()));
    told.setCompletionTime(apiTime(status.completionTime()));
    told.setConditions(ApiFields.apiConditions(status.conditions()));
    told.setWantedCompletions(status.wantedCompletions());
    told.setBackoff(apiStreak(status.streak()));
    told.setLastFailure(apiLastFailure(status.lastFailure()));
    told.setObservedGeneration(status.observedGeneration());
    told.setPhase(JobTexts.phase(status, job.isMarkedForDeletion()));
    told.setCompletions(JobTexts.completions(spec, status));
    told.setDuration(JobTexts.duration(status));
    told.setProgress(JobTexts.progress(spec, status));
    told.setContainers(ApiFields.containers(template, Container::getName));
    told.setImages(ApiFields.containers(template, Container::getImage));
    told.setSelector(spec.selector().toString());
    return told;
  }

  /** The status as it is, and that the spec is not understood. */
  static MyJobStatus invalid(MyJob job, InvalidSpecException why, Instant now) {
    MyJobStatus before = job.getStatus();
    List<Condition> conditions =
        before == null ? List.of() : ApiFields.conditions(before.getConditions());
    MyJobStatus told = before == null ? new MyJobStatus() : Serialization.clone(before);
    told.setConditions(
        ApiFields.apiConditions(
            Conditions.with(
                conditions,
                Condition.of(
                    INVALID,
                    true,
                    INVALID,
                    String.valueOf(why.getMessage()),
                    job.getMetadata().getGeneration(),
                    now))));
    return told;
  }

  private static int count(@Nullable Integer told) {
    return told == null ? 0 : told;
  }

  private static Indexes indexes(@Nullable String told) {
    return Indexes.parse(text(told), Integer.MAX_VALUE);
  }

  private static Uncounted uncounted(@Nullable UncountedTerminatedPods told) {
    return told == null
        ? Uncounted.NONE
        : new Uncounted(Set.copyOf(told.getSucceeded()), Set.copyOf(told.getFailed()));
  }

  private static @Nullable UncountedTerminatedPods apiUncounted(Uncounted uncounted) {
    return uncounted.equals(Uncounted.NONE)
        ? null
        : new UncountedTerminatedPodsBuilder()
            .withSucceeded(uncounted.succeeded().stream().sorted().toList())
            .withFailed(uncounted.failed().stream().sorted().toList())
            .build();
  }

  private static FailureStreak streak(@Nullable JobBackoffStatus told) {
    return told == null
        ? FailureStreak.NONE
        : new FailureStreak(count(told.getFailures()), time(told.getLastFailureTime()));
  }

  private static @Nullable JobBackoffStatus apiStreak(FailureStreak streak) {
    if (streak.equals(FailureStreak.NONE)) {
      return null;
    }
    var told = new JobBackoffStatus();
    told.setFailures(streak.failures());
    told.setLastFailureTime(apiTime(streak.last()));
    return told;
  }

  private static @Nullable LastFailure lastFailure(@Nullable JobFailure told) {
    if (told == null || told.getTime() == null) {
      return null;
    }
    boolean nothingTold =
        told.getContainer() == null && told.getReason() == null && told.getMessage() == null;
    return new LastFailure(
        text(told.getPod()),
        text(told.getNode()),
        nothingTold
            ? null
            : new PodRun.Exit(
                text(told.getContainer()),
                count(told.getExitCode()),
                text(told.getReason()),
                text(told.getMessage())),
        Instant.parse(told.getTime()));
  }

  private static @Nullable JobFailure apiLastFailure(@Nullable LastFailure failure) {
    if (failure == null) {
      return null;
    }
    var told = new JobFailure();
    told.setPod(failure.pod());
    told.setNode(unlessEmpty(failure.node()));
    told.setTime(apiTime(failure.time()));
    PodRun.Exit exit = failure.exit();
    if (exit != null) {
      told.setContainer(unlessEmpty(exit.container()));
      told.setExitCode(exit.container().isEmpty() ? null : (Integer) exit.code());
      told.setReason(unlessEmpty(exit.reason()));
      told.setMessage(unlessEmpty(exit.message()));
    }
    return told;
  }

  private static String text(@Nullable String told) {
    return told == null ? "" : told;
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(@Nullable String told) {
    return told == null ? null : Instant.parse(told);
  }

  private static @Nullable String apiTime(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
