package io.myworkloads.operator.runtime.nodes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.myworkloads.operator.core.nodes.NodeView;
import java.util.Collection;
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

  /** Who has to be looked at. */
  @FunctionalInterface
  public interface Concerns {
    /**
     * Asked at each change.
     *
     * @param before null where the node is new
     * @param after null where the node is gone
     */
    Collection<ResourceID> of(@Nullable NodeView before, @Nullable NodeView after);
  }

  private final NodeStore nodes;
  private final Concerns concerns;

  public NodeEventSource(NodeStore nodes, Concerns concerns) {
    super(Node.class, "Nodes");
    this.nodes = nodes;
    this.concerns = concerns;
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
      concerns.of(before, after).forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }
}
