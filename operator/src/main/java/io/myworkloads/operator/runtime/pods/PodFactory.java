package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Objects;

/**
 * Makes a Pod of a template: labels, annotations, finalizers and the whole spec pass unchanged.
 *
 * <p>upstream: pkg/controller/controller_utils.go GetPodFromTemplate
 */
final class PodFactory {
  private PodFactory() {}

  static Pod pod(PodOwner owner, PodTemplateSpec template, String name) {
    ObjectMeta meta = Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new);
    var pod = new Pod();
    pod.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(owner.namespace())
            .withName(name)
            .withGenerateName(PodNames.prefix(owner.name()))
            .withLabels(meta.getLabels())
            .withAnnotations(meta.getAnnotations())
            .withFinalizers(meta.getFinalizers())
            .withOwnerReferences(owner.controllerReference())
            .build());
    // the builder would copy it, for each of perhaps thousands of Pods
    pod.setSpec(template.getSpec());
    return pod;
  }
}
