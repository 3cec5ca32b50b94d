package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.myworkloads.api.v1.JobBackoff;
import io.myworkloads.api.v1.JobPodRetention;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobSpec;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.job.Backoff;
import io.myworkloads.operator.core.job.JobDefaults;
import io.myworkloads.operator.core.job.JobSpec;
import io.myworkloads.operator.core.job.NewPod;
import io.myworkloads.operator.core.job.PodFailurePolicy;
import io.myworkloads.operator.core.job.SuccessPolicy;
import io.myworkloads.operator.core.pods.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How MyJob spells what its controller decides upon. */
final class JobFields {
  private JobFields() {}

  /** What is asked for; throws {@link InvalidSpecException} where that is not known. */
  static JobSpec spec(MyJob job) {
    MyJobSpec spec = ApiFields.required(job.getSpec(), "spec");
    MyJobStatus status = job.getStatus();
    Integer perIndex = spec.getBackoffLimitPerIndex();
    Integer ttl = spec.getTtlSecondsAfterFinished();
    JobPodRetention kept =
        Objects.requireNonNullElseGet(spec.getPodRetention(), JobPodRetention::new);
    return new JobSpec(
        JobDefaults.parallelism(spec.getParallelism()),
        JobDefaults.completions(
            spec.getCompletions(),
            spec.getParallelism(),
            status == null ? null : status.getWantedCompletions(),
            status != null && status.getObservedGeneration() != null),
        indexed(spec),
        JobDefaults.backoffLimit(spec.getBackoffLimit(), perIndex),
        perIndex,
        spec.getMaxFailedIndexes(),
        seconds(spec.getActiveDeadlineSeconds()),
        Boolean.TRUE.equals(spec.getSuspend()),
        selector(job),
        "OnFailure".equals(template(job).getSpec().getRestartPolicy()),
        failurePolicy(spec.getPodFailurePolicy()),
        successPolicy(spec.getSuccessPolicy()),
        JobDefaults.replaceOnlyFailed(replacementPolicy(spec), spec.getPodFailurePolicy() != null),
        backoff(spec.getBackoff()),
        seconds(spec.getTtlSecondsAfterSuccess() == null ? ttl : spec.getTtlSecondsAfterSuccess()),
        seconds(spec.getTtlSecondsAfterFailure() == null ? ttl : spec.getTtlSecondsAfterFailure()),
        kept.getSucceeded(),
        kept.getFailed(),
        JobDefaults.managedElsewhere(spec.getManagedBy()));
  }

  static PodTemplateSpec template(MyJob job) {
    return ApiFields.required(job.getSpec().getTemplate(), "spec.template");
  }

  /** Which Pods are its own: by its UID, unless it says so itself. */
  static Selector selector(MyJob job) {
    return ownSelector(job)
        ? ApiFields.selector(job.getSpec().getSelector())
        : Selector.of(Map.of(NewPod.CONTROLLER_UID, job.getMetadata().getUid()), List.of());
  }

  static boolean ownSelector(MyJob job) {
    return Boolean.TRUE.equals(job.getSpec().getManualSelector());
  }

  private static boolean indexed(MyJobSpec spec) {
    String mode =
        Objects.requireNonNullElse(spec.getCompletionMode(), MyWorkloads.DEFAULT_COMPLETION_MODE);
    return switch (mode) {
      case "Indexed" -> true;
      case "NonIndexed" -> false;
      default -> throw unsupported("spec.completionMode", mode);
    };
  }

  private static @Nullable String replacementPolicy(MyJobSpec spec) {
    String policy = spec.getPodReplacementPolicy();
    if (policy != null && !Set.of("TerminatingOrFailed", "Failed").contains(policy)) {
      throw unsupported("spec.podReplacementPolicy", policy);
    }
    return policy;
  }

  private static @Nullable PodFailurePolicy failurePolicy(
      io.fabric8.kubernetes.api.model.batch.v1.@Nullable PodFailurePolicy policy) {
    return policy == null
        ? null
        : new PodFailurePolicy(policy.getRules().stream().map(JobFields::rule).toList());
  }

  private static PodFailurePolicy.Rule rule(PodFailurePolicyRule rule) {
    PodFailurePolicy.Action action =
        PodFailurePolicy.Action.named(rule.getAction())
            .orElseThrow(() -> unsupported("spec.podFailurePolicy.rules.action", rule.getAction()));
    return new PodFailurePolicy.Rule(
        action,
        rule.getOnExitCodes() == null
            ? new PodFailurePolicy.Conditions(
                rule.getOnPodConditions().stream()
                    .map(
                        pattern ->
                            Map.entry(
                                pattern.getType(),
                                Objects.requireNonNullElse(pattern.getStatus(), "True")))
                    .toList())
            : exitCodes(rule.getOnExitCodes()));
  }

  private static PodFailurePolicy.ExitCodes exitCodes(PodFailurePolicyOnExitCodesRequirement on) {
    boolean in =
        switch (on.getOperator()) {
          case "In" -> true;
          case "NotIn" -> false;
          case String other ->
              throw unsupported("spec.podFailurePolicy.rules.onExitCodes.operator", other);
        };
    return new PodFailurePolicy.ExitCodes(on.getContainerName(), in, Set.copyOf(on.getValues()));
  }

  private static @Nullable SuccessPolicy successPolicy(
      io.fabric8.kubernetes.api.model.batch.v1.@Nullable SuccessPolicy policy) {
    return policy == null
        ? null
        : new SuccessPolicy(
            policy.getRules().stream()
                .map(
                    rule ->
                        new SuccessPolicy.Rule(
                            rule.getSucceededIndexes(), rule.getSucceededCount()))
                .toList());
  }

  private static Backoff backoff(@Nullable JobBackoff asked) {
    if (asked == null) {
      return Backoff.DEFAULT;
    }
    return new Backoff(
        Duration.ofSeconds(
            Objects.requireNonNullElse(
                asked.getInitialSeconds(), MyWorkloads.DEFAULT_BACKOFF_INITIAL_SECONDS)),
        Objects.requireNonNullElse(asked.getFactor(), (double) MyWorkloads.DEFAULT_BACKOFF_FACTOR),
        Duration.ofSeconds(
            Objects.requireNonNullElse(
                asked.getMaxSeconds(), MyWorkloads.DEFAULT_BACKOFF_MAX_SECONDS)),
        Objects.requireNonNullElse(asked.getJitter(), (double) MyWorkloads.DEFAULT_BACKOFF_JITTER));
  }

  private static @Nullable Duration seconds(@Nullable Number asked) {
    return asked == null ? null : Duration.ofSeconds(asked.longValue());
  }

  private static InvalidSpecException unsupported(String field, String value) {
    return new InvalidSpecException(field, "Unsupported value: \"%s\"".formatted(value));
  }
}
