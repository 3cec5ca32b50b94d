package io.myworkloads.operator.runtime.nodes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.operator.core.nodes.NodeView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the objects of one kind into the reconcile queue to which a change of a node means
 * something.
 *
 * <p>upstream: pkg/controller/daemon/daemon_controller.go addNode, updateNode
 *
 * @param <R> the kind
 */
public final class NodeEventSource<R extends HasMetadata> extends AbstractEventSource<Node, R>
    implements NodeListener {

  /** Whether an object has to be looked at. */
  @FunctionalInterface
  public interface Concern<R> {
    /**
     * Asked for each object at each change.
     *
     * @param before null where the node is new
     * @param after null where the node is gone
     */
    boolean concerns(R object, @Nullable NodeView before, @Nullable NodeView after);
  }

  private final NodeStore nodes;
  private final IndexerResourceCache<R> objects;
  private final Concern<R> concern;

  /**
   * A source for one controller.
   *
   * @param objects all objects of the kind
   */
  public NodeEventSource(NodeStore nodes, IndexerResourceCache<R> objects, Concern<R> concern) {
    super(Node.class, "Nodes");
    this.nodes = nodes;
    this.objects = objects;
    this.concern = concern;
  }

  @Override
  public void start() {
    super.start();
    nodes.addListener(this);
  }

  @Override
  public void stop() {
    super.stop();
    nodes.removeListener(this);
  }

  @Override
  public Set<Node> getSecondaryResources(R primary) {
    return Set.of(); // nodes are asked of the store, which is not a cache of manifests
  }

  @Override
  public void nodeChanged(@Nullable NodeView before, @Nullable NodeView after) {
    if (isRunning()) {
      objects
          .list(object -> concern.concerns(object, before, after))
          .forEach(
              object -> getEventHandler().handleEvent(new Event(ResourceID.fromResource(object))));
    }
  }
}
