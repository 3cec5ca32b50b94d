package io.myworkloads.operator.runtime.nodes;

import io.fabric8.kubernetes.api.model.Node;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.runtime.watch.WatchedStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all nodes, once for all controllers: fed by one informer. Of a node only its
 * {@link NodeView} is kept, so its heartbeats change nothing here.
 *
 * <p>Fed by one thread at a time, asked by many.
 */
public final class NodeStore implements WatchedStore<Node> {
  private final Map<String, NodeView> byName = new ConcurrentHashMap<>();
  private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean synced;

  /** All nodes as of some moment; null since one changed. */
  private volatile @Nullable SortedMap<String, NodeView> snapshot;

  public void addListener(NodeListener listener) {
    listeners.add(listener);
  }

  public void removeListener(NodeListener listener) {
    listeners.remove(listener);
  }

  @Override
  public boolean synced() {
    return synced;
  }

  /** How many nodes are known. */
  public int size() {
    return byName.size();
  }

  /** All nodes by name; made anew only after a change. */
  public synchronized SortedMap<String, NodeView> nodes() {
    SortedMap<String, NodeView> nodes = snapshot;
    if (nodes == null) {
      nodes = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
      snapshot = nodes;
    }
    return nodes;
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    synced = true;
  }

  @Override
  public void onAdd(Node node) {
    put(node);
  }

  @Override
  public void onUpdate(Node before, Node after) {
    put(after);
  }

  @Override
  public void onDelete(Node node, boolean finalStateUnknown) {
    NodeView before = changed(node.getMetadata().getName(), null);
    if (before != null) {
      tell(before, null);
    }
  }

  private void put(Node node) {
    NodeView after = NodeViews.of(node);
    if (after.equals(byName.get(after.name()))) {
      return;
    }
    tell(changed(after.name(), after), after);
  }

  private synchronized @Nullable NodeView changed(String name, @Nullable NodeView after) {
    snapshot = null;
    return after == null ? byName.remove(name) : byName.put(name, after);
  }

  private void tell(@Nullable NodeView before, @Nullable NodeView after) {
    listeners.forEach(listener -> listener.nodeChanged(before, after));
  }
}
