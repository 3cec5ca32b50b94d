package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Pods made of Pods: the same with one thing changed. */
final class PodEdits {
  private PodEdits() {}

  static Pod withMetadata(Pod pod, Consumer<ObjectMeta> change) {
    ObjectMeta meta = Metadata.copyOf(pod.getMetadata());
    change.accept(meta);
    return new Pod("v1", "Pod", meta, pod.getSpec(), pod.getStatus());
  }

  static Pod withOwners(Pod pod, Consumer<List<OwnerReference>> change) {
    List<OwnerReference> owners = new ArrayList<>(pod.getMetadata().getOwnerReferences());
    change.accept(owners);
    return withMetadata(pod, meta -> meta.setOwnerReferences(owners));
  }

  static Pod on(Pod pod, String node) {
    var spec = new PodSpec();
    if (pod.getSpec() != null) {
      spec.setContainers(pod.getSpec().getContainers());
      spec.setInitContainers(pod.getSpec().getInitContainers());
    }
    spec.setNodeName(node);
    return new Pod("v1", "Pod", Metadata.copyOf(pod.getMetadata()), spec, pod.getStatus());
  }

  /** In a phase and not ready. */
  static Pod in(Pod pod, String phase) {
    var status = new PodStatus();
    status.setPhase(phase);
    status.setContainerStatuses(containers(pod));
    return withStatus(pod, status);
  }

  /** Its container has failed with this code, and the Pod with it. */
  static Pod failed(Pod pod, int exitCode) {
    var container =
        new ContainerStatusBuilder()
            .withName("main")
            .withNewState()
            .withNewTerminated()
            .withExitCode(exitCode)
            .endTerminated()
            .endState()
            .build();
    var status = new PodStatus();
    status.setPhase("Failed");
    status.setContainerStatuses(List.of(container));
    return withStatus(pod, status);
  }

  /** Its container was started once more. */
  static Pod restarted(Pod pod) {
    int before = containers(pod).stream().mapToInt(ContainerStatus::getRestartCount).sum();
    var container = new ContainerStatus();
    container.setName("main");
    container.setRestartCount(before + 1);
    var status = new PodStatus();
    status.setPhase(pod.getStatus().getPhase());
    status.setConditions(pod.getStatus().getConditions());
    status.setContainerStatuses(List.of(container));
    return withStatus(pod, status);
  }

  private static List<ContainerStatus> containers(Pod pod) {
    return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
  }

  static Pod readySince(Pod pod, String time) {
    var ready = new PodCondition();
    ready.setType("Ready");
    ready.setStatus("True");
    ready.setLastTransitionTime(time);
    var status = new PodStatus();
    status.setPhase("Running");
    status.setConditions(List.of(ready));
    status.setContainerStatuses(containers(pod));
    return withStatus(pod, status);
  }

  /** With or without the finalizer of Pods whose end is to be accounted for. */
  static Pod tracked(Pod pod, boolean tracked) {
    List<String> finalizers = new ArrayList<>(pod.getMetadata().getFinalizers());
    finalizers.remove(PodRun.FINALIZER);
    if (tracked) {
      finalizers.add(PodRun.FINALIZER);
    }
    return withMetadata(pod, meta -> meta.setFinalizers(finalizers));
  }

  static OwnerReference reference(PodOwner owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.apiVersion())
        .withKind(owner.kind())
        .withName(owner.name())
        .withUid(owner.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static Pod withStatus(Pod pod, PodStatus status) {
    return new Pod("v1", "Pod", Metadata.copyOf(pod.getMetadata()), pod.getSpec(), status);
  }
}
