package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.myworkloads.operator.sim.InMemoryObjects.Change;
import io.myworkloads.operator.sim.InMemoryObjects.Event;
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
 * One list and watch of a resource, as the client library's informer does it, told step by step:
 * nothing reaches the handler before {@link #deliver}.
 *
 * <p>What an API server may do to an informer is done here: events come late; a connection drops,
 * and what happened in the gap is seen only as its outcome in a new list; the items of a list come
 * in any order; a list fails half-way; a list is of an older state than one before, where another
 * server answers it; what is known is told again. An API server never changes the order of a
 * watch's events, leaves one out or goes back in a watch, so neither does this one. Several watches
 * lag each in its own way.
 */
public final class ObjectWatch<T extends HasMetadata> {
  private final InMemoryObjects<T> server;
  private final ResourceEventHandler<T> handler;
  private final Random random;
  private final Map<String, T> cache = new TreeMap<>();
  private final Deque<Runnable> pending = new ArrayDeque<>();
  private final Consumer<Event<T>> queue;
  private boolean listing;
  private boolean listed;
  private boolean lags;
  private long lastListed;

  /**
   * A watch that has seen nothing.
   *
   * @param random chooses the order of a list's items
   */
  public ObjectWatch(InMemoryObjects<T> server, ResourceEventHandler<T> handler, Random random) {
    this.server = server;
    this.handler = handler;
    this.random = random;
    this.queue = this::enqueue;
  }

  /** Begins with a list of what is there now. */
  public ObjectWatch<T> start() {
    return startAt(server.version());
  }

  /** Begins with a list of an API server that lags behind. */
  public ObjectWatch<T> startAt(long version) {
    list(version);
    return this;
  }

  /** The connection drops, what was under way on it is lost, and all is listed again. */
  public void relist() {
    relistAt(server.version());
  }

  /** As {@link #relist}, by an API server that lags behind. */
  public void relistAt(long version) {
    server.unwatch(queue);
    pending.clear();
    list(version);
  }

  /** Tells once more of what was told. */
  public void repeat() {
    List.copyOf(cache.values()).forEach(object -> handler.onUpdate(object, object));
  }

  /** From now on nothing should be delivered, or something again; the caller sees to that. */
  public void lag(boolean lag) {
    lags = lag;
  }

  public boolean lags() {
    return lags;
  }

  /** Whether a first list has been told to its end. */
  public boolean synced() {
    return listed;
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

  /** Until a first list has been told to its end. */
  void deliverList() {
    while (!listed && deliver()) {
      // until it is
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
    List<T> items = new ArrayList<>(server.at(version));
    Collections.shuffle(items, random);
    Set<String> keys = new HashSet<>();
    for (T item : items) {
      keys.add(InMemoryObjects.key(item));
      pending.add(() -> put(item));
    }
    pending.add(
        () ->
            List.copyOf(cache.values()).stream()
                .filter(object -> !keys.contains(InMemoryObjects.key(object)))
                .forEach(
                    object -> {
                      cache.remove(InMemoryObjects.key(object));
                      handler.onDelete(object, true);
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

  private void enqueue(Event<T> event) {
    pending.add(() -> apply(event));
  }

  private void apply(Event<T> event) {
    if (event.change() == Change.PUT) {
      put(event.object());
    } else if (cache.remove(InMemoryObjects.key(event.object())) != null) {
      handler.onDelete(event.object(), false);
    }
  }

  private void put(T object) {
    T before = cache.put(InMemoryObjects.key(object), object);
    if (before == null) {
      handler.onAdd(object);
    } else if (!before
        .getMetadata()
        .getResourceVersion()
        .equals(object.getMetadata().getResourceVersion())) {
      handler.onUpdate(before, object);
    }
  }
}
