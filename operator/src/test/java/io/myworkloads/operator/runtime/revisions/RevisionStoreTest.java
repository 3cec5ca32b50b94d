package io.myworkloads.operator.runtime.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.core.revisions.RevisionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Versions are those of one server: what is written has a higher one than all before. */
class RevisionStoreTest {
  private final RevisionStore store =
      new RevisionStore(new RevisionData(new KubernetesSerialization()));

  private final List<String> told = new ArrayList<>();

  @Test
  void showsOwnWritesBeforeTheWatchDoes() {
    store.onAdd(revision("r1", "owner", 1, 10));
    store.wrote("owner", revision("r2", "owner", 2, 11));
    store.wrote("owner", revision("r1", "owner", 3, 12));
    assertThat(numbers("owner")).containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void forgetsAnOwnWriteThatTheWatchHasPassed() {
    store.wrote("owner", revision("r1", "owner", 1, 11));
    store.onAdd(revision("other", "another", 1, 12)); // r1 came and went in a gap of the watch
    assertThat(numbers("owner")).isEmpty();
  }

  @Test
  void showsADeletedRevisionAsBeingDeletedUntilItIsGone() {
    store.onAdd(revision("r1", "owner", 1, 10));
    store.deleted("owner", store.candidates("owner", "shop").iterator().next());
    assertThat(store.candidates("owner", "shop"))
        .singleElement()
        .satisfies(view -> assertThat(view.deleting()).isTrue());
    store.onDelete(revision("r1", "owner", 1, 11), false);
    assertThat(store.candidates("owner", "shop")).isEmpty();
  }

  @Test
  void showsOrphansToEachOwnerOfTheirNamespace() {
    store.onAdd(revision("orphan", null, 4, 10));
    assertThat(numbers("owner")).containsExactly(4L);
    assertThat(store.candidates("owner", "elsewhere")).isEmpty();
  }

  @Test
  void tellsOfWhatOthersDo() {
    store.addListener(this::note);
    store.onAdd(revision("r1", "owner", 1, 10));
    store.onUpdate(revision("r1", "owner", 1, 10), revision("r1", "owner", 2, 11));
    store.onUpdate(revision("r1", "owner", 2, 11), revision("r1", "owner", 2, 12));
    store.onUpdate(revision("r1", "owner", 2, 12), revision("r1", null, 2, 13));
    store.onDelete(revision("r1", null, 2, 14), false);
    assertThat(told).containsExactly("- -> 1", "1 -> 2", "2 -> 2 orphan", "2 orphan -> -");
  }

  @Test
  void tellsNothingOfItsOwnersWrites() {
    store.addListener(this::note);
    store.wrote("owner", revision("r1", "owner", 1, 10));
    store.onAdd(revision("r1", "owner", 1, 10));
    store.wrote("owner", revision("r1", null, 1, 11)); // released
    store.onUpdate(revision("r1", "owner", 1, 10), revision("r1", null, 1, 11));
    store.onAdd(revision("r2", "owner", 2, 12));
    told.clear();
    store.deleted("owner", store.candidates("owner", "elsewhere").iterator().next());
    store.onDelete(revision("r2", "owner", 2, 13), false);
    assertThat(told).isEmpty();
    store.wrote("owner", revision("r3", "owner", 3, 14));
    store.onAdd(revision("r3", "owner", 4, 15)); // changed since
    assertThat(told).containsExactly("- -> 4");
  }

  @Test
  void equalDataHasEqualContentWhateverTheOrderOfItsFields() {
    store.onAdd(with("a", 10, "{\"spec\": {\"x\": 1, \"y\": {\"b\": [1, 2], \"c\": \"d\"}}}"));
    store.onAdd(with("b", 11, "{\"spec\": {\"y\": {\"c\": \"d\", \"b\": [1, 2]}, \"x\": 1}}"));
    store.onAdd(with("c", 12, "{\"spec\": {\"y\": {\"c\": \"d\", \"b\": [2, 1]}, \"x\": 1}}"));
    assertThat(store.candidates("owner", "shop").stream().map(RevisionView::content).distinct())
        .hasSize(2);
  }

  private void note(@Nullable RevisionView before, @Nullable RevisionView after) {
    told.add(text(before) + " -> " + text(after));
  }

  private static String text(@Nullable RevisionView revision) {
    return revision == null
        ? "-"
        : revision.revision() + (revision.controller() == null ? " orphan" : "");
  }

  private List<Long> numbers(String owner) {
    return store.candidates(owner, "shop").stream().map(RevisionView::revision).toList();
  }

  private static ControllerRevision with(String name, long version, String data) {
    ControllerRevision revision = revision(name, "owner", 1, version);
    revision.setData(new KubernetesSerialization().unmarshal(data, Map.class));
    return revision;
  }

  private static ControllerRevision revision(
      String name, @Nullable String owner, long number, long version) {
    var builder =
        new ControllerRevisionBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-of-" + name)
            .withResourceVersion(Long.toString(version))
            .endMetadata()
            .withRevision(number);
    return owner == null
        ? builder.build()
        : builder
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("myworkloads.io/v1")
            .withKind("MyDaemonSet")
            .withName(owner)
            .withUid(owner)
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .build();
  }
}
