package io.myworkloads.operator.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.sim.SimulatedOwners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of upstream's TestGetReplicaSetsWithSameController, and those that they lack. */
class RelatedOwnersTest {
  private final Cache cache = new Cache();
  private final RelatedOwners<MyReplicaSet> related = new RelatedOwners<>(cache);

  private MyReplicaSet set(String name, OwnerReference... references) {
    MyReplicaSet set = SimulatedOwners.set(name, "uid-of-" + name, 1, 1);
    set.getMetadata().setOwnerReferences(List.of(references));
    cache.sets.add(set);
    return set;
  }

  private static OwnerReference owner(String uid, boolean controller) {
    return new OwnerReferenceBuilder().withUid(uid).withController(controller).build();
  }

  private static OwnerReference controller(String uid) {
    return owner(uid, true);
  }

  @Test
  void areThoseWithTheSameController() {
    MyReplicaSet one = set("one", controller("rollout"));
    set("two", controller("rollout"));
    set("three", owner("somebody", false), controller("rollout"));
    set("other", controller("another-rollout"));

    assertThat(related.of(one)).containsExactly("uid-of-two", "uid-of-three");
  }

  @Test
  void areThoseThatAreBeingDeletedToo() {
    MyReplicaSet one = set("one", controller("rollout"));
    set("two", controller("rollout")).getMetadata().setDeletionTimestamp("2026-01-01T12:00:00Z");

    assertThat(related.of(one)).containsExactly("uid-of-two");
    assertThat(related.of(cache.sets.getLast())).containsExactly("uid-of-one");
  }

  @Test
  void areNotThoseThatNobodyControls() {
    MyReplicaSet one = set("one");
    set("two");
    set("three", controller("rollout"));

    assertThat(related.of(one)).isEmpty();
    assertThat(cache.lookUps).as("asked of the index").isZero();
  }

  @Test
  void areNotThoseWithAnotherOwnerInCommon() {
    MyReplicaSet one = set("one", owner("somebody", false));
    set("two", owner("somebody", false));

    assertThat(related.of(one)).isEmpty();
  }

  /** The index that the framework's cache keeps, without its informer. */
  private static final class Cache implements IndexerResourceCache<MyReplicaSet> {
    final List<MyReplicaSet> sets = new ArrayList<>();
    int lookUps;
    private final Map<String, Function<MyReplicaSet, List<String>>> indexers = new HashMap<>();

    @Override
    public void addIndexers(Map<String, Function<MyReplicaSet, List<String>>> added) {
      indexers.putAll(added);
    }

    @Override
    public List<MyReplicaSet> byIndex(String indexName, String indexKey) {
      lookUps++;
      return sets.stream()
          .filter(set -> requireNonNull(indexers.get(indexName)).apply(set).contains(indexKey))
          .toList();
    }

    @Override
    public Optional<MyReplicaSet> get(ResourceID id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Stream<ResourceID> keys() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Stream<MyReplicaSet> list(Predicate<MyReplicaSet> predicate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Stream<MyReplicaSet> list(String namespace, Predicate<MyReplicaSet> predicate) {
      throw new UnsupportedOperationException();
    }
  }
}
