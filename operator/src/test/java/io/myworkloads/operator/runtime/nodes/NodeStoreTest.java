package io.myworkloads.operator.runtime.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeStoreTest {
  private final NodeStore store = new NodeStore();
  private final List<String> told = new ArrayList<>();

  @Test
  void heartbeatChangesNothingAndIsToldToNobody() {
    store.addListener((before, after) -> told.add(String.valueOf(after)));
    store.onAdd(node("n1", "ssd", "12:00"));
    var before = store.nodes();
    store.onUpdate(node("n1", "ssd", "12:00"), node("n1", "ssd", "12:01"));
    assertThat(told).hasSize(1);
    assertThat(store.nodes()).isSameAs(before);
  }

  @Test
  void showsChangesAndTellsOfThemWithWhatWasBefore() {
    store.onAdd(node("n2", "ssd", ""));
    store.onAdd(node("n1", "ssd", ""));
    store.addListener(
        (before, after) ->
            told.add(
                (before == null ? null : before.labels().get("disk"))
                    + " -> "
                    + (after == null ? null : after.labels().get("disk"))));
    assertThat(store.nodes().keySet()).containsExactly("n1", "n2");
    store.onUpdate(node("n1", "ssd", ""), node("n1", "hdd", ""));
    store.onDelete(node("n2", "ssd", ""), false);
    assertThat(told).containsExactly("ssd -> hdd", "ssd -> null");
    assertThat(store.nodes().keySet()).containsExactly("n1");
  }

  private static Node node(String name, String disk, String heartbeat) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("disk", disk)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withLastHeartbeatTime(heartbeat)
        .endCondition()
        .endStatus()
        .build();
  }
}
