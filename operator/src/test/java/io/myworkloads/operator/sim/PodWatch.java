package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.myworkloads.operator.sim.InMemoryPods.Change;
import io.myworkloads.operator.sim.InMemoryPods.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One list and watch of Pods, as the client library's informer does it, told step by step: nothing
 * reaches the handler before {@link #deliver}.
 */
public final class PodWatch {
  private final InMemoryPods server;
  private final ResourceEventHandler<Pod> handler;
  private final Random random;
  private final Map<String, Pod> cache = new TreeMap<>();
  private final Deque<Runnable> pending = new ArrayDeque<>();
  private final Consumer<Event> queue;
  private boolean listing;
  private boolean listed;
  private long lastListed;

  /**
   * A watch that has seen nothing.
   *
   * @param random chooses the order of a list's items
   */
  public PodWatch(InMemoryPods server, ResourceEventHandler<Pod> handler, Random random) {
    this.server = server;
    this.handler = handler;
    this.random = random;
    this.queue = this::enqueue;
  }

  /** Begins with a list of the Pods as they are now. */
  public PodWatch start() {
    return startAt(server.version());
  }

  /** Begins with a list of an API server that lags behind. */
  public PodWatch startAt(long version) {
    list(version);
    return this;
  }

  /** The connection drops, what was under way on it is lost, and all is listed again. */
  public void relist() {
    server.unwatch(queue);
    pending.clear();
    list(server.version());
  }

  /** How many calls of the handler are due. */
  public int due() {
    return pending.size();
  }

  /** Makes the next call; false where none is due. */
  public boolean deliver() {
    Runnable next = pending.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  public void deliverAll() {
    while (deliver()) {
      // until none is due
    }
  }

  /** Nothing reaches the handler any more. */
  public void stop() {
    server.unwatch(queue);
    pending.clear();
  }

  private void list(long version) {
    if (!listing) {
      // a list that failed half-way is begun anew without saying so
      pending.add(
          () -> {
            listing = true;
            handler.onBeforeList(listed ? Long.toString(lastListed) : null);
          });
    }
    List<Pod> items = new ArrayList<>(server.at(version));
    Collections.shuffle(items, random);
    Set<String> keys = new HashSet<>();
    for (Pod item : items) {
      keys.add(InMemoryPods.key(item));
      pending.add(() -> put(item));
    }
    pending.add(
        () ->
            List.copyOf(cache.values()).stream()
                .filter(pod -> !keys.contains(InMemoryPods.key(pod)))
                .forEach(
                    pod -> {
                      cache.remove(InMemoryPods.key(pod));
                      handler.onDelete(pod, true);
                    }));
    pending.add(
        () -> {
          listing = false;
          listed = true;
          lastListed = version;
          handler.onList(Long.toString(version), cache.isEmpty());
        });
    server.watch(version, queue);
  }

  private void enqueue(Event event) {
    pending.add(() -> apply(event));
  }

  private void apply(Event event) {
    if (event.change() == Change.PUT) {
      put(event.pod());
    } else if (cache.remove(InMemoryPods.key(event.pod())) != null) {
      handler.onDelete(event.pod(), false);
    }
  }

  private void put(Pod pod) {
    Pod before = cache.put(InMemoryPods.key(pod), pod);
    if (before == null) {
      handler.onAdd(pod);
    } else if (!before
        .getMetadata()
        .getResourceVersion()
        .equals(pod.getMetadata().getResourceVersion())) {
      handler.onUpdate(before, pod);
    }
  }
}
