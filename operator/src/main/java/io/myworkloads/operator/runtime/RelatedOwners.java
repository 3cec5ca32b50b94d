package io.myworkloads.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one kind by who controls them, as the ReplicaSets of a Deployment are controlled:
 * the parts of one application, whose Pods share its nodes.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go getReplicaSetsWithSameController
 *
 * @param <R> the kind
 */
public final class RelatedOwners<R extends HasMetadata> {
  private static final String INDEX = "controller-uid";

  private final IndexerResourceCache<R> objects;

  /**
   * Adds an index to the cache, so it must be called before the cache is filled.
   *
   * @param objects all objects of the kind
   */
  public RelatedOwners(IndexerResourceCache<R> objects) {
    this.objects = objects;
    objects.addIndexer(INDEX, object -> controllerUid(object).stream().toList());
  }

  /** The UIDs of the other objects with the same controller; none where nobody controls it. */
  public List<String> of(R object) {
    String uid = object.getMetadata().getUid();
    return controllerUid(object).stream()
        .flatMap(controller -> objects.byIndex(INDEX, controller).stream())
        .map(related -> related.getMetadata().getUid())
        .filter(related -> !related.equals(uid))
        .toList();
  }

  private static Optional<String> controllerUid(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .map(OwnerReference::getUid)
        .findFirst();
  }
}
