package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * MyReplicaSets by name: those of the API server, or those that an operator's cache shows. Each
 * selects, and labels its Pods, {@code app: <name>}.
 */
public final class SimulatedOwners implements IndexerResourceCache<MyReplicaSet> {
  private final Map<ResourceID, MyReplicaSet> byName = new TreeMap<>(SimulatedOwners::compare);

  private static int compare(ResourceID a, ResourceID b) {
    return a.toString().compareTo(b.toString());
  }

  /** A MyReplicaSet of the namespace {@code shop}. */
  public static MyReplicaSet set(String name, String uid, long generation, int replicas) {
    var spec = new MyReplicaSetSpec();
    spec.setReplicas(replicas);
    spec.setSelector(new LabelSelectorBuilder().addToMatchLabels("app", name).build());
    spec.setTemplate(SimulatedShell.template(Map.of("app", name)));
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid(uid)
            .withGeneration(generation)
            .build());
    set.setSpec(spec);
    return set;
  }

  public void put(MyReplicaSet set) {
    byName.put(ResourceID.fromResource(set), set);
  }

  public void remove(MyReplicaSet set) {
    byName.remove(ResourceID.fromResource(set));
  }

  void replaceBy(SimulatedOwners other) {
    byName.clear();
    byName.putAll(other.byName);
  }

  @Override
  public Optional<MyReplicaSet> get(ResourceID id) {
    return Optional.ofNullable(byName.get(id));
  }

  @Override
  public Stream<ResourceID> keys() {
    return List.copyOf(byName.keySet()).stream();
  }

  @Override
  public Stream<MyReplicaSet> list(Predicate<MyReplicaSet> predicate) {
    return List.copyOf(byName.values()).stream().filter(predicate);
  }

  @Override
  public Stream<MyReplicaSet> list(String namespace, Predicate<MyReplicaSet> predicate) {
    return list(predicate).filter(set -> set.getMetadata().getNamespace().equals(namespace));
  }

  @Override
  public void addIndexers(Map<String, Function<MyReplicaSet, List<String>>> indexers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<MyReplicaSet> byIndex(String indexName, String indexKey) {
    throw new UnsupportedOperationException();
  }
}
