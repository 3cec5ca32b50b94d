import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Keeps every object at its path, and tells those who watch of each change. */
final class Store {
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final List<Consumer<Event>> watches = new ArrayList<>();

  /** Every event there was, for a watch that starts later than its list. */
  private final List<Event> history = new ArrayList<>();

  private int revision = 1;

  /** A change of the object at a path, as a watch tells of it. */
  record Event(int revision, String path, JsonNode json) {}

  /** What a collection holds, as of a revision. */
  record Listed(int revision, List<ObjectNode> items) {}

  synchronized Optional<ObjectNode> get(String path) {
    return Optional.ofNullable(objects.get(path)).map(ObjectNode::deepCopy);
  }

  synchronized Listed list(String collection) {
    List<ObjectNode> items = new ArrayList<>();
    objects.forEach(
        (path, object) -> {
          if (isIn(collection, path)) {
            items.add(object.deepCopy());
          }
        });
    return new Listed(revision, items);
  }

  synchronized List<String> paths(String collection, Predicate<JsonNode> like) {
    return objects.entrySet().stream()
        .filter(entry -> isIn(collection, entry.getKey()) && like.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Makes an object, or replaces it. */
  synchronized ObjectNode put(String path, ObjectNode object) {
    ObjectNode before = objects.get(path);
    ObjectNode meta = object.withObject("/metadata");
    if (before == null) {
      meta.put("uid", UUID.randomUUID().toString());
      meta.put("creationTimestamp", now());
      meta.put("name", path.substring(path.lastIndexOf('/') + 1));
      meta.put("generation", 1);
    } else if (!object.path("spec").equals(before.path("spec"))) {
      meta.put("generation", before.at("/metadata/generation").asInt() + 1);
    }
    meta.put("resourceVersion", Integer.toString(++revision));
    if (object.path("kind").asText().equals("Pod") && !meta.has("deletionTimestamp")) {
      Kubelet.run(object);
    }
    objects.put(path, object);
    tell(path, before == null ? "ADDED" : "MODIFIED", object);
    return object.deepCopy();
  }

  /** Makes an object where there is none. */
  synchronized Optional<ObjectNode> create(String path, ObjectNode object) {
    return objects.containsKey(path) ? Optional.empty() : Optional.of(put(path, object));
  }

  /** Replaces an object where there is one; the edit gets a copy. */
  synchronized Optional<ObjectNode> replace(String path, UnaryOperator<ObjectNode> edit) {
    return get(path).map(object -> put(path, edit.apply(object)));
  }

  synchronized void change(String path, Consumer<ObjectNode> edit) {
    replace(
        path,
        object -> {
          edit.accept(object);
          return object;
        });
  }

  /** Deletes an object where there is one, at once, whatever its finalizers are. */
  synchronized Optional<ObjectNode> delete(String path) {
    change(path, object -> object.withObject("/metadata").put("deletionTimestamp", now()));
    ObjectNode gone = objects.remove(path);
    if (gone == null) {
      return Optional.empty();
    }
    ObjectNode last = gone.deepCopy();
    last.withObject("/metadata").put("resourceVersion", Integer.toString(++revision));
    tell(path, "DELETED", last);
    return Optional.of(last);
  }

  /**
   * Tells of all changes in a collection since a revision, and of those to come.
   *
   * @return ends it
   */
  synchronized Runnable watch(String collection, int since, Consumer<Event> watch) {
    Consumer<Event> inside =
        event -> {
          if (isIn(collection, event.path)) {
            watch.accept(event);
          }
        };
    history.stream().filter(event -> event.revision > since).forEach(inside);
    watches.add(inside);
    return () -> unwatch(inside);
  }

  private synchronized void unwatch(Consumer<Event> watch) {
    watches.remove(watch);
  }

  private void tell(String path, String type, ObjectNode object) {
    JsonNode json =
        Json.MAPPER.createObjectNode().put("type", type).set("object", object.deepCopy());
    Event event = new Event(revision, path, json);
    history.add(event);
    watches.forEach(watch -> watch.accept(event));
  }

  /** A collection's path names a namespace or, for all of them, does not. */
  private static boolean isIn(String collection, String path) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    return parent.equals(collection)
        || parent.replaceFirst("/namespaces/[^/]+", "").equals(collection);
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
