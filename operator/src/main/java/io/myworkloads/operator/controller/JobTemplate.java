package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.job.NewPod;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.runtime.pods.PodOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a MyJob's Pods are made from: its template, with the labels that find them and the finalizer
 * that keeps them until they are counted.
 *
 * <p>upstream: pkg/registry/batch/job/strategy.go generateSelector;
 * pkg/controller/job/job_controller.go manageJob; indexed_job_utils.go
 * addCompletionIndexEnvVariables
 */
final class JobTemplate {
  private final MyJob job;

  JobTemplate(MyJob job) {
    this.job = job;
  }

  /** The template of all its Pods. */
  PodTemplateSpec complete() {
    PodTemplateSpec given = JobFields.template(job);
    PodTemplateSpec template =
        new PodTemplateSpecBuilder(given)
            .editOrNewMetadata()
            .withLabels(labels(NewPod.PLAIN, ApiFields.labels(given)))
            .addToFinalizers(PodRun.FINALIZER)
            .endMetadata()
            .build();
    if ("Indexed".equals(job.getSpec().getCompletionMode())) {
      template.getSpec().setContainers(told(template.getSpec().getContainers()));
      template.getSpec().setInitContainers(told(template.getSpec().getInitContainers()));
    }
    return template;
  }

  /** The order for the Pod of an index. */
  PodOrder order(NewPod pod) {
    String prefix = pod.namePrefix(job.getMetadata().getName());
    return new PodOrder(Integer.toString(pod.index()), prefix, made -> indexed(pod, prefix, made));
  }

  private Pod indexed(NewPod pod, String prefix, Pod made) {
    ObjectMeta meta = made.getMetadata();
    meta.setGenerateName(prefix);
    meta.setLabels(labels(pod, orEmpty(meta.getLabels())));
    meta.setAnnotations(pod.annotations(orEmpty(meta.getAnnotations())));
    made.setSpec(
        new PodSpecBuilder(made.getSpec())
            .withHostname(pod.hostname(job.getMetadata().getName(), made.getSpec().getHostname()))
            .build());
    return made;
  }

  private Map<String, String> labels(NewPod pod, Map<String, String> given) {
    return pod.labels(
        given, JobFields.ownSelector(job), job.getMetadata().getName(), job.getMetadata().getUid());
  }

  /** The containers, each told its index, unless it sets that variable itself. */
  private static List<Container> told(List<Container> containers) {
    return containers.stream()
        .map(
            container ->
                container.getEnv().stream()
                        .anyMatch(variable -> variable.getName().equals(NewPod.INDEX_VARIABLE))
                    ? container
                    : new ContainerBuilder(container)
                        .addNewEnv()
                        .withName(NewPod.INDEX_VARIABLE)
                        .withNewValueFrom()
                        .withNewFieldRef()
                        .withFieldPath(NewPod.INDEX_FIELD)
                        .endFieldRef()
                        .endValueFrom()
                        .endEnv()
                        .build())
        .toList();
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }
}
