package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one resource as a store of an API server keeps them: by name, each change
 * numbered, all changes remembered, so that they can be listed as they were and watched from any of
 * them. Objects are never changed in place.
 */
public final class InMemoryObjects<T extends HasMetadata> {

  /** What a watch tells. */
  public enum Change {
    PUT,
    DELETED
  }

  /** A change, and the object as it is after it, or was before it went. */
  public record Event<T>(Change change, T object, long version) {}

  private final ResourceVersions versions;
  private final Map<String, T> objects = new TreeMap<>();
  private final List<Event<T>> events = new ArrayList<>();
  private final List<Consumer<Event<T>>> watches = new ArrayList<>();

  public InMemoryObjects(ResourceVersions versions) {
    this.versions = versions;
  }

  /**
   * Makes an object or replaces it.
   *
   * @param object the caller's copy, which gets its version here
   */
  public T put(T object) {
    tell(Change.PUT, object);
    return object;
  }

  /**
   * The object goes.
   *
   * @param object the caller's copy, which gets the version of its end here
   */
  public void remove(T object) {
    tell(Change.DELETED, object);
  }

  public Optional<T> get(String namespace, String name) {
    return Optional.ofNullable(objects.get(key(namespace, name)));
  }

  /** All as they are now, by name. */
  public Collection<T> all() {
    return List.copyOf(objects.values());
  }

  public long version() {
    return versions.last();
  }

  /** What a list answered at a version. */
  Collection<T> at(long past) {
    if (events.isEmpty() || events.getLast().version() <= past) {
      return all();
    }
    Map<String, T> result = new TreeMap<>();
    for (Event<T> event : events) {
      if (event.version() > past) {
        break;
      }
      if (event.change() == Change.DELETED) {
        result.remove(key(event.object()));
      } else {
        result.put(key(event.object()), event.object());
      }
    }
    return List.copyOf(result.values());
  }

  /** Tells of all changes after a version, and of those to come. */
  public void watch(long after, Consumer<Event<T>> watch) {
    int first = events.size();
    while (first > 0 && events.get(first - 1).version() > after) {
      first--;
    }
    List.copyOf(events.subList(first, events.size())).forEach(watch);
    watches.add(watch);
  }

  void unwatch(@Nullable Consumer<Event<T>> watch) {
    watches.remove(watch);
  }

  static String key(HasMetadata object) {
    return key(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private void tell(Change change, T object) {
    long version = versions.next();
    object.getMetadata().setResourceVersion(Long.toString(version));
    if (change == Change.PUT) {
      objects.put(key(object), object);
    } else {
      objects.remove(key(object));
    }
    var event = new Event<>(change, object, version);
    events.add(event);
    List.copyOf(watches).forEach(watch -> watch.accept(event));
  }
}
