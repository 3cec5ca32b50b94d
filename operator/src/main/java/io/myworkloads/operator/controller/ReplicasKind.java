package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.replicas.FailedPods;
import io.myworkloads.operator.core.replicas.PodReplacementPolicy;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.core.replicas.RestartReplacements;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a kind that keeps a number of Pods spells what its controller decides upon.
 *
 * @param <S> its status
 * @param <R> the kind
 */
abstract class ReplicasKind<
    S extends ReplicatedStatus, R extends CustomResource<? extends ReplicatedSpec, S>> {

  abstract Class<R> type();

  /**
   * Which Pods are the object's; throws {@link InvalidSpecException} where the API server let a
   * spec pass that says nothing.
   */
  abstract Selector selector(R object);

  abstract S newStatus();

  /** Whether the status says how many Pods are terminating. */
  abstract boolean tellsTerminating(R object);

  /** What is asked for; throws {@link InvalidSpecException} as {@link #selector} does. */
  final ReplicasSpec spec(R object) {
    ReplicatedSpec spec = ApiFields.required(object.getSpec(), "spec");
    return new ReplicasSpec(
        spec.replicasOrDefault(),
        Duration.ofSeconds(spec.minReadySecondsOrDefault()),
        selector(object),
        ApiFields.labels(template(object)),
        podReplacement(spec),
        failedPods(spec.getFailedPods()),
        spec.getReplaceAfterRestarts());
  }

  private static FailedPods failedPods(io.myworkloads.api.v1.@Nullable FailedPods rule) {
    if (rule == null) {
      return FailedPods.ALL_STAY;
    }
    Integer ttl = rule.getTtlSeconds();
    return new FailedPods(rule.getKeep(), ttl == null ? null : Duration.ofSeconds(ttl));
  }

  static PodReplacementPolicy podReplacement(ReplicatedSpec spec) {
    return switch (spec.podReplacementPolicyOrDefault()) {
      case "TerminatingOrFailed" -> PodReplacementPolicy.TERMINATING_OR_FAILED;
      case "Failed" -> PodReplacementPolicy.FAILED;
      case String other ->
          throw new InvalidSpecException(
              "spec.podReplacementPolicy", "Unsupported value: \"%s\"".formatted(other));
    };
  }

  final PodTemplateSpec template(R object) {
    return ApiFields.required(object.getSpec().getTemplate(), "spec.template");
  }

  final List<Condition> conditions(R object) {
    return object.getStatus() == null
        ? List.of()
        : ApiFields.conditions(object.getStatus().getConditions());
  }

  final @Nullable RestartReplacements replacements(R object) {
    return object.getStatus() == null
        ? null
        : replacements(object.getStatus().getRestartReplacements());
  }

  private static @Nullable RestartReplacements replacements(
      io.myworkloads.api.v1.@Nullable RestartReplacements told) {
    return told == null
        ? null
        : new RestartReplacements(
            ApiFields.required(told.getCount(), "status.restartReplacements.count"),
            Instant.parse(
                ApiFields.required(told.getLastTime(), "status.restartReplacements.lastTime")),
            ApiFields.required(told.getPodName(), "status.restartReplacements.podName"),
            ApiFields.required(told.getPodUID(), "status.restartReplacements.podUID"));
  }

  private static io.myworkloads.api.v1.@Nullable RestartReplacements apiReplacements(
      @Nullable RestartReplacements told) {
    if (told == null) {
      return null;
    }
    var result = new io.myworkloads.api.v1.RestartReplacements();
    result.setCount(told.count());
    result.setLastTime(told.lastTime().toString());
    result.setPodName(told.podName());
    result.setPodUID(told.podUid());
    return result;
  }

  /** The status in the kind's own words. */
  final S status(R object, ReplicasStatus told) {
    PodTemplateSpec template = template(object);
    S status = newStatus();
    status.setReplicas(told.replicas());
    status.setFullyLabeledReplicas(told.fullyLabeled());
    status.setReadyReplicas(told.ready());
    status.setAvailableReplicas(told.available());
    status.setTerminatingReplicas(tellsTerminating(object) ? told.terminating() : null);
    status.setRestartReplacements(apiReplacements(told.replacements()));
    status.setObservedGeneration(told.observedGeneration());
    status.setConditions(ApiFields.apiConditions(told.conditions()));
    status.setSelector(selector(object).toString());
    status.setContainers(ApiFields.containers(template, Container::getName));
    status.setImages(ApiFields.containers(template, Container::getImage));
    return status;
  }
}
