package io.myworkloads.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.sim.ObjectCache;
import org.junit.jupiter.api.Test;

/** The rows of upstream's TestGetReplicaSetsWithSameController, and those that they lack. */
class RelatedOwnersTest {
  private final ObjectCache<MyReplicaSet> cache = new ObjectCache<>();
  private final RelatedOwners<MyReplicaSet> related = new RelatedOwners<>(cache);

  private MyReplicaSet set(String name, OwnerReference... references) {
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-of-" + name)
            .withOwnerReferences(references)
            .build());
    cache.put(set);
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

    assertThat(related.of(one)).containsExactlyInAnyOrder("uid-of-two", "uid-of-three");
  }

  @Test
  void areThoseThatAreBeingDeletedToo() {
    MyReplicaSet one = set("one", controller("rollout"));
    MyReplicaSet two = set("two", controller("rollout"));
    two.getMetadata().setDeletionTimestamp("2026-01-01T12:00:00Z");

    assertThat(related.of(one)).containsExactly("uid-of-two");
    assertThat(related.of(two)).containsExactly("uid-of-one");
  }

  @Test
  void areNotThoseThatNobodyControls() {
    MyReplicaSet one = set("one");
    set("two");
    set("three", controller("rollout"));

    assertThat(related.of(one)).isEmpty();
    assertThat(cache.lookUps()).as("asked of the index").isZero();
  }

  @Test
  void areNotThoseWithAnotherOwnerInCommon() {
    MyReplicaSet one = set("one", owner("somebody", false));
    set("two", owner("somebody", false));

    assertThat(related.of(one)).isEmpty();
  }
}
