package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.Owner;

/** The object on whose behalf Pods are made, adopted and deleted. */
public record PodOwner(
    String apiVersion, String kind, String namespace, String name, String uid, boolean deleting) {

  public static PodOwner of(HasMetadata object) {
    return new PodOwner(
        object.getApiVersion(),
        object.getKind(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        object.getMetadata().getUid(),
        object.isMarkedForDeletion());
  }

  /** Whether its Pods carry a finalizer until their end is accounted for. */
  public boolean tracks() {
    return PodRuns.isJob(apiVersion, kind);
  }

  /** As {@link #tracks()}, of a Pod's controller. */
  public static boolean tracks(ControllerRef controller) {
    return PodRuns.isJob(controller.apiVersion(), controller.kind());
  }

  /** As decisions know it. */
  public Owner asOwner() {
    return new Owner(uid, namespace, deleting);
  }

  /** upstream: metav1.NewControllerRef. */
  public OwnerReference controllerReference() {
    return new OwnerReferenceBuilder()
        .withApiVersion(apiVersion)
        .withKind(kind)
        .withName(name)
        .withUid(uid)
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
