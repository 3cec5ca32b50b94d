package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects of one kind that a controller's informer shows. */
public final class ObjectCache<R extends HasMetadata> implements IndexerResourceCache<R> {
  private final Map<ResourceID, R> byName =
      new TreeMap<>(Comparator.comparing(ResourceID::toString));

  private final Map<String, Function<R, List<String>>> indexers = new HashMap<>();
  private int lookUps;

  public void put(R object) {
    byName.put(ResourceID.fromResource(object), object);
  }

  public void remove(R object) {
    byName.remove(ResourceID.fromResource(object));
  }

  @Override
  public Optional<R> get(ResourceID id) {
    return Optional.ofNullable(byName.get(id));
  }

  @Override
  public Stream<ResourceID> keys() {
    return List.copyOf(byName.keySet()).stream();
  }

  @Override
  public Stream<R> list(Predicate<R> predicate) {
    return List.copyOf(byName.values()).stream().filter(predicate);
  }

  @Override
  public Stream<R> list(String namespace, Predicate<R> predicate) {
    return list(predicate).filter(o -> o.getMetadata().getNamespace().equals(namespace));
  }

  @Override
  public void addIndexers(Map<String, Function<R, List<String>>> added) {
    indexers.putAll(added);
  }

  @Override
  public List<R> byIndex(String indexName, String indexKey) {
    lookUps++;
    Function<R, List<String>> indexer = Objects.requireNonNull(indexers.get(indexName), indexName);
    return list(object -> indexer.apply(object).contains(indexKey)).toList();
  }

  /** How often an index was asked. */
  public int lookUps() {
    return lookUps;
  }
}
