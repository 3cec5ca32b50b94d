package io.myworkloads.operator.controller;

import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.daemon.Placement;
import io.myworkloads.operator.core.daemon.UpdateStrategy;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.nodes.NodeViewBuilder;
import io.myworkloads.operator.core.pods.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a change means to one set is NodeChange's affair; here is who is asked at all. */
class NodeConcernsTest {
  private final NodeConcerns concerns = new NodeConcerns();

  @BeforeEach
  void sets() {
    put("everywhere", null, Map.of());
    put("on-n1", "n1", Map.of());
    put("on-ssd", null, Map.of("disk", "ssd"));
    put("on-fast-ssd", null, Map.of("disk", "ssd", "speed", "fast"));
  }

  private void put(String name, @Nullable String nodeName, Map<String, String> nodeSelector) {
    concerns.put(
        "uid-of-" + name,
        new ResourceID(name, "shop"),
        new DaemonSpec(
            Selector.of(Map.of("app", name), List.of()),
            new Placement(nodeName, nodeSelector, null, List.of()),
            Duration.ZERO,
            new UpdateStrategy.OnDelete(),
            10,
            false,
            false));
  }

  private Set<String> of(@Nullable NodeViewBuilder before, @Nullable NodeViewBuilder after) {
    return concerns.of(view(before), view(after)).stream()
        .map(id -> id.getName())
        .collect(Collectors.toSet());
  }

  private static @Nullable NodeView view(@Nullable NodeViewBuilder node) {
    return node == null ? null : node.build();
  }

  @Test
  void aNodeThatComesOrGoesConcernsThoseThatSelectIt() {
    assertThat(of(null, node("n1"))).containsExactlyInAnyOrder("everywhere", "on-n1");
    assertThat(of(node("n2"), null)).containsExactly("everywhere");
    assertThat(of(null, node("n2").label("disk", "ssd")))
        .containsExactlyInAnyOrder("everywhere", "on-ssd");
  }

  @Test
  void aLabelConcernsThoseThatAskForIt() {
    assertThat(of(node("n2"), node("n2").label("disk", "ssd"))).containsExactly("on-ssd");
    assertThat(of(node("n2").label("disk", "ssd"), node("n2").label("disk", "hdd")))
        .containsExactly("on-ssd");
    assertThat(
            of(
                node("n2").label("disk", "ssd"),
                node("n2").label("disk", "ssd").label("speed", "fast")))
        .containsExactly("on-fast-ssd");
    assertThat(of(node("n2"), node("n2").label("colour", "red"))).isEmpty();
  }

  @Test
  void aSetThatAsksForSomethingElseNowIsAskedAboutThat() {
    put("on-ssd", null, Map.of("disk", "hdd"));
    assertThat(of(null, node("n2").label("disk", "ssd"))).containsExactly("everywhere");
    assertThat(of(null, node("n2").label("disk", "hdd")))
        .containsExactlyInAnyOrder("everywhere", "on-ssd");
  }

  @Test
  void aSetThatIsGoneIsNotAsked() {
    concerns.remove("uid-of-everywhere");
    concerns.remove("uid-of-nobody");
    assertThat(of(null, node("n2"))).isEmpty();
  }
}
