package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.myworkloads.api.v1.DaemonSetUpdateStrategy;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetSpec;
import io.myworkloads.api.v1.MyDaemonSetStatus;
import io.myworkloads.api.v1.PendingNode;
import io.myworkloads.api.v1.RollingUpdateDaemonSet;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.daemon.DaemonStatus;
import io.myworkloads.operator.core.daemon.IntOrPercent;
import io.myworkloads.operator.core.daemon.UpdateStrategy;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How MyDaemonSet spells what its controller decides upon. */
final class DaemonFields {
  private DaemonFields() {}

  /** What is asked for. */
  static DaemonSpec spec(MyDaemonSet set) {
    MyDaemonSetSpec spec = ApiFields.required(set.getSpec(), "spec");
    return new DaemonSpec(
        ApiFields.selector(spec.getSelector()),
        DaemonTemplates.placement(template(set)),
        Duration.ofSeconds(spec.minReadySecondsOrDefault()),
        strategy(spec.getUpdateStrategy()),
        spec.revisionHistoryLimitOrDefault(),
        Boolean.TRUE.equals(spec.getSuspend()),
        Boolean.TRUE.equals(spec.getRespectDrain()));
  }

  static PodTemplateSpec template(MyDaemonSet set) {
    return ApiFields.required(set.getSpec().getTemplate(), "spec.template");
  }

  static List<Condition> conditions(MyDaemonSet set) {
    return set.getStatus() == null
        ? List.of()
        : ApiFields.conditions(set.getStatus().getConditions());
  }

  /** The status in the kind's own words. */
  static MyDaemonSetStatus status(
      MyDaemonSet set, DaemonStatus told, @Nullable Integer collisionCount) {
    PodTemplateSpec template = template(set);
    MyDaemonSetStatus status = new MyDaemonSetStatus();
    status.setDesiredNumberScheduled(told.desired());
    status.setCurrentNumberScheduled(told.current());
    status.setNumberMisscheduled(told.misscheduled());
    status.setNumberReady(told.ready());
    status.setUpdatedNumberScheduled(told.updated());
    status.setNumberAvailable(told.available());
    status.setNumberUnavailable(told.unavailable());
    status.setObservedGeneration(told.observedGeneration());
    status.setCollisionCount(collisionCount);
    status.setConditions(ApiFields.apiConditions(told.conditions()));
    status.setPendingNodes(told.pending().stream().map(DaemonFields::pending).toList());
    status.setNodeSelector(nodeSelector(template));
    status.setSelector(ApiFields.selector(set.getSpec().getSelector()).toString());
    status.setContainers(ApiFields.containers(template, Container::getName));
    status.setImages(ApiFields.containers(template, Container::getImage));
    return status;
  }

  private static UpdateStrategy strategy(@Nullable DaemonSetUpdateStrategy strategy) {
    String type =
        strategy == null || strategy.getType() == null ? "RollingUpdate" : strategy.getType();
    return switch (type) {
      case "OnDelete" -> new UpdateStrategy.OnDelete();
      case "RollingUpdate" -> rolling(strategy == null ? null : strategy.getRollingUpdate());
      default ->
          throw new InvalidSpecException(
              "spec.updateStrategy.type", "Unsupported value: \"%s\"".formatted(type));
    };
  }

  /** upstream: pkg/apis/apps/v1/defaults.go SetDefaults_DaemonSet. */
  private static UpdateStrategy rolling(@Nullable RollingUpdateDaemonSet given) {
    RollingUpdateDaemonSet rolling =
        Objects.requireNonNullElseGet(given, RollingUpdateDaemonSet::new);
    return new UpdateStrategy.RollingUpdate(
        amount(rolling.getMaxUnavailable(), 1, "maxUnavailable"),
        amount(rolling.getMaxSurge(), 0, "maxSurge"),
        Boolean.TRUE.equals(rolling.getPaused()),
        Objects.requireNonNullElse(rolling.getPartition(), 0),
        Objects.requireNonNullElse(rolling.getNodeSelector(), Map.of()),
        Boolean.TRUE.equals(rolling.getSkipUnreadyNodes()));
  }

  private static IntOrPercent amount(@Nullable IntOrString given, int otherwise, String field) {
    if (given == null) {
      return new IntOrPercent.Count(otherwise);
    }
    if (given.getStrVal() == null) {
      return new IntOrPercent.Count(given.getIntVal());
    }
    String text = given.getStrVal();
    if (!text.matches("[0-9]{1,3}%")) {
      throw new InvalidSpecException(
          "spec.updateStrategy.rollingUpdate." + field,
          "Invalid value: \"%s\": must be a number or a percentage".formatted(text));
    }
    return new IntOrPercent.Percent(Integer.parseInt(text.substring(0, text.length() - 1)));
  }

  private static PendingNode pending(io.myworkloads.operator.core.daemon.PendingNode pending) {
    PendingNode result = new PendingNode();
    result.setNode(pending.node());
    result.setReason(pending.reason());
    return result;
  }

  /** As kubectl shows a DaemonSet's. */
  private static String nodeSelector(PodTemplateSpec template) {
    Map<String, String> labels = template.getSpec().getNodeSelector();
    return labels == null || labels.isEmpty()
        ? "<none>"
        : labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }
}
