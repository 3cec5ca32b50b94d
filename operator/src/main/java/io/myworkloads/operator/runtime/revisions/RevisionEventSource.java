package io.myworkloads.operator.runtime.revisions;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.revisions.RevisionView;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings the objects of one kind into the reconcile queue whose revisions others change or delete,
 * and those that may adopt one. Upstream's daemon controller sees such changes only when something
 * else brings the object.
 *
 * @param <R> the kind
 */
public final class RevisionEventSource<R extends HasMetadata>
    extends AbstractEventSource<ControllerRevision, R> implements RevisionListener {
  private final RevisionStore revisions;
  private final Class<R> type;
  private final IndexerResourceCache<R> owners;
  private final BiPredicate<R, Map<String, String>> selects;

  /**
   * A source for one controller.
   *
   * @param owners all objects of the kind
   * @param selects whether an object's selector matches labels
   */
  public RevisionEventSource(
      RevisionStore revisions,
      Class<R> type,
      IndexerResourceCache<R> owners,
      BiPredicate<R, Map<String, String>> selects) {
    super(ControllerRevision.class, "ControllerRevisions");
    this.revisions = revisions;
    this.type = type;
    this.owners = owners;
    this.selects = selects;
  }

  @Override
  public void start() {
    super.start();
    revisions.addListener(this);
  }

  @Override
  public void stop() {
    super.stop();
    revisions.removeListener(this);
  }

  @Override
  public Set<ControllerRevision> getSecondaryResources(R primary) {
    return Set.of(); // revisions are asked of the store, which is not a cache of manifests
  }

  @Override
  public void revisionChanged(@Nullable RevisionView before, @Nullable RevisionView after) {
    if (before != null) {
      enqueueController(before);
    }
    if (after != null && after.controller() != null) {
      enqueueController(after);
    } else if (after != null && !after.deleting()) {
      owners
          .list(after.namespace(), owner -> selects.test(owner, after.labels()))
          .forEach(owner -> enqueue(ResourceID.fromResource(owner)));
    }
  }

  private void enqueueController(RevisionView revision) {
    ControllerRef controller = revision.controller();
    if (controller != null
        && controller.kind().equals(HasMetadata.getKind(type))
        && controller.apiVersion().equals(HasMetadata.getApiVersion(type))) {
      enqueue(new ResourceID(controller.name(), revision.namespace()));
    }
  }

  private void enqueue(ResourceID id) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(id));
    }
  }
}
