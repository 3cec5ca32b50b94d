package io.myworkloads.operator.controller;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.daemon.NodeChange;
import io.myworkloads.operator.core.daemon.Placement;
import io.myworkloads.operator.core.nodes.NodeView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a change of a node concerns. Each object stands on a shelf: that of the node that
 * it names, of a label that it asks for, or of those that ask for nothing. A change looks at the
 * shelves of its node alone, and there at what was read of each object before.
 *
 * <p>Kept in memory because many nodes change often, and reading a spec takes long; by UID, and
 * dropped with the object. An object is put here before it is looked at, so no change is missed: it
 * either comes later, or the look has seen it.
 */
final class NodeConcerns {
  private static final String ANY = "";

  private record Entry(ResourceID id, DaemonSpec spec, String shelf) {}

  private final Map<String, Entry> byUid = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Entry>> shelves = new ConcurrentHashMap<>();

  /** This is what is asked for now. */
  void put(String uid, ResourceID id, DaemonSpec spec) {
    var entry = new Entry(id, spec, shelf(spec.placement()));
    Entry before = byUid.put(uid, entry);
    // at one go: the last of a shelf's entries takes it along
    shelves.compute(
        entry.shelf(),
        (key, entries) -> {
          Map<String, Entry> there = entries == null ? new ConcurrentHashMap<>() : entries;
          there.put(uid, entry);
          return there;
        });
    if (before != null && !before.shelf().equals(entry.shelf())) {
      takeFrom(before.shelf(), uid);
    }
  }

  void remove(String uid) {
    Entry before = byUid.remove(uid);
    if (before != null) {
      takeFrom(before.shelf(), uid);
    }
  }

  /**
   * The objects that have to be looked at.
   *
   * @param before null where the node is new
   * @param after null where the node is gone
   */
  Set<ResourceID> of(@Nullable NodeView before, @Nullable NodeView after) {
    return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
        .flatMap(Optional::stream)
        .flatMap(NodeConcerns::shelves)
        .distinct()
        .flatMap(shelf -> shelves.getOrDefault(shelf, Map.of()).values().stream())
        .filter(entry -> NodeChange.concerns(entry.spec(), before, after))
        .map(Entry::id)
        .collect(Collectors.toSet());
  }

  private void takeFrom(String shelf, String uid) {
    shelves.computeIfPresent(
        shelf,
        (key, entries) -> {
          entries.remove(uid);
          return entries.isEmpty() ? null : entries;
        });
  }

  /** Of several labels the first by name will do: a node must have them all. */
  private static String shelf(Placement placement) {
    if (placement.nodeName() != null) {
      return named(placement.nodeName());
    }
    return new TreeMap<>(placement.nodeSelector())
        .entrySet().stream().findFirst().map(NodeConcerns::labelled).orElse(ANY);
  }

  private static Stream<String> shelves(NodeView node) {
    return Stream.concat(
        Stream.of(ANY, named(node.name())),
        node.labels().entrySet().stream().map(NodeConcerns::labelled));
  }

  private static String named(String node) {
    return "node " + node;
  }

  private static String labelled(Map.Entry<String, String> label) {
    return "label " + label.getKey() + "=" + label.getValue();
  }
}
