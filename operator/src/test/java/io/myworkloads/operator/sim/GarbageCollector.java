package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.function.Predicate;

/**
 * What becomes of Pods whose owner is deleted, one small step at a time.
 *
 * <p>upstream: pkg/controller/garbagecollector/garbagecollector.go
 */
public final class GarbageCollector {
  /** The owner goes once its Pods are left without it. */
  public static final String ORPHAN = "orphan";

  /** The owner goes once its Pods are gone. */
  public static final String FOREGROUND = "foregroundDeletion";

  private final InMemoryPods pods;
  private final InMemoryOwners owners;
  private final Predicate<PodView> ignored;

  GarbageCollector(InMemoryPods pods, InMemoryOwners owners, Predicate<PodView> ignored) {
    this.pods = pods;
    this.owners = owners;
    this.ignored = ignored;
  }

  /** Does the next thing that is to be done; false where there was none. */
  boolean work() {
    for (PodView pod : pods.views()) {
      if (!ignored.test(pod) && workOn(pod)) {
        return true;
      }
    }
    for (CustomResource<?, ?> owner : owners.all().toList()) {
      if (owner.isMarkedForDeletion() && ownedBy(owner).isEmpty()) {
        owners.remove(owner);
        return true;
      }
    }
    return false;
  }

  private boolean workOn(PodView pod) {
    if (pod.controller() == null) {
      return false;
    }
    CustomResource<?, ?> owner = owners.withUid(pod.controller().uid());
    if (owner != null && !owner.isMarkedForDeletion()) {
      return false;
    }
    if (owner != null && owner.getMetadata().getFinalizers().contains(ORPHAN)) {
      pods.orphan(pods.of(pod), owner.getMetadata().getUid());
      return true;
    }
    if (pod.deleting()) {
      return false;
    }
    pods.remove(pods.of(pod));
    return true;
  }

  private List<PodView> ownedBy(CustomResource<?, ?> owner) {
    return pods.views().stream().filter(p -> p.ownedBy(owner.getMetadata().getUid())).toList();
  }
}
