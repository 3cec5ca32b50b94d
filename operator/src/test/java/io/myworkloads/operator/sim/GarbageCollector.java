package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.PodViews;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of Pods, ControllerRevisions and MyJobs whose owner is deleted, one small step at a
 * time.
 *
 * <p>upstream: pkg/controller/garbagecollector/garbagecollector.go
 */
public final class GarbageCollector {
  /** The owner goes once they are left without it. */
  public static final String ORPHAN = "orphan";

  /** The owner goes once they are gone. */
  public static final String FOREGROUND = "foregroundDeletion";

  private final InMemoryPods pods;
  private final InMemoryOwners owners;
  private final InMemoryRevisions revisions;
  private final Predicate<PodView> ignored;

  GarbageCollector(
      InMemoryPods pods,
      InMemoryOwners owners,
      InMemoryRevisions revisions,
      Predicate<PodView> ignored) {
    this.pods = pods;
    this.owners = owners;
    this.revisions = revisions;
    this.ignored = ignored;
  }

  /** Does the next thing that is to be done; false where there was none. */
  boolean work() {
    for (PodView pod : pods.views()) {
      if (!ignored.test(pod) && workOn(pod)) {
        return true;
      }
    }
    for (ControllerRevision revision : revisions.all()) {
      if (workOn(revision)) {
        return true;
      }
    }
    for (CustomResource<?, ?> owned : owners.all().toList()) {
      if (workOn(owned)) {
        return true;
      }
    }
    for (CustomResource<?, ?> owner : owners.all().toList()) {
      if (owner.isMarkedForDeletion() && !ownsAny(owner)) {
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
    if (orphans(owner)) {
      pods.orphan(pods.of(pod), pod.controller().uid());
      return true;
    }
    if (pod.deleting()) {
      return false;
    }
    pods.remove(pods.of(pod));
    return true;
  }

  private boolean workOn(ControllerRevision revision) {
    ControllerRef controller = PodViews.controller(revision.getMetadata());
    CustomResource<?, ?> owner = controller == null ? null : owners.withUid(controller.uid());
    if (controller == null || (owner != null && !owner.isMarkedForDeletion())) {
      return false;
    }
    if (orphans(owner)) {
      revisions.orphan(revision, controller.uid());
    } else {
      revisions.remove(revision);
    }
    return true;
  }

  private boolean workOn(CustomResource<?, ?> owned) {
    ControllerRef controller = PodViews.controller(owned.getMetadata());
    CustomResource<?, ?> owner = controller == null ? null : owners.withUid(controller.uid());
    if (controller == null || (owner != null && !owner.isMarkedForDeletion())) {
      return false;
    }
    if (orphans(owner)) {
      owners.orphan(owned, controller.uid());
    } else if (!owned.isMarkedForDeletion()) {
      owners.remove(owned);
    } else {
      return false;
    }
    return true;
  }

  private static boolean orphans(@Nullable CustomResource<?, ?> owner) {
    return owner != null && owner.getMetadata().getFinalizers().contains(ORPHAN);
  }

  private boolean ownsAny(CustomResource<?, ?> owner) {
    String uid = owner.getMetadata().getUid();
    return pods.views().stream().anyMatch(pod -> pod.ownedBy(uid))
        || Stream.concat(revisions.all().stream(), owners.all())
            .anyMatch(
                owned ->
                    owned.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> reference.getUid().equals(uid)));
  }
}
