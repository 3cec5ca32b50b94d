package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields that several kinds share, between the API's classes and the core's records. */
final class ApiFields {
  private ApiFields() {}

  /** The field's value, which the schema requires. */
  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new InvalidSpecException(field, "Required value");
    }
    return value;
  }

  static Selector selector(@Nullable LabelSelector selector) {
    LabelSelector present = required(selector, "spec.selector");
    Selector result;
    try {
      result =
          Selector.of(
              Objects.requireNonNullElse(present.getMatchLabels(), Map.of()),
              present.getMatchExpressions().stream()
                  .map(e -> Selector.requirement(e.getKey(), e.getOperator(), e.getValues()))
                  .toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException(
          "spec.selector.matchExpressions", Objects.requireNonNull(e.getMessage()));
    }
    if (result.requirements().isEmpty()) {
      throw new InvalidSpecException("spec.selector", "empty selector is invalid");
    }
    return result;
  }

  static Map<String, String> labels(PodTemplateSpec template) {
    return template.getMetadata() == null
        ? Map.of()
        : Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of());
  }

  /**
   * The containers' names or images as one text: a column of a custom resource shows only the first
   * of several results.
   */
  static String containers(PodTemplateSpec template, Function<Container, String> field) {
    return template.getSpec() == null
        ? ""
        : template.getSpec().getContainers().stream().map(field).collect(Collectors.joining(","));
  }

  static List<Condition> conditions(List<io.fabric8.kubernetes.api.model.Condition> conditions) {
    return conditions.stream()
        .map(
            c ->
                new Condition(
                    c.getType(),
                    c.getStatus(),
                    Objects.requireNonNullElse(c.getReason(), ""),
                    Objects.requireNonNullElse(c.getMessage(), ""),
                    Instant.parse(c.getLastTransitionTime()),
                    Objects.requireNonNullElse(c.getObservedGeneration(), 0L)))
        .toList();
  }

  static List<io.fabric8.kubernetes.api.model.Condition> apiConditions(List<Condition> conditions) {
    return conditions.stream()
        .map(
            c ->
                new io.fabric8.kubernetes.api.model.ConditionBuilder()
                    .withType(c.type())
                    .withStatus(c.status())
                    .withReason(c.reason())
                    .withMessage(c.message())
                    .withLastTransitionTime(
                        c.lastTransition().truncatedTo(ChronoUnit.SECONDS).toString())
                    .withObservedGeneration(
                        c.observedGeneration() == 0 ? null : c.observedGeneration())
                    .build())
        .toList();
  }
}
