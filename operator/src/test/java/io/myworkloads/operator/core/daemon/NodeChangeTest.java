package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.daemon.ObservationBuilder.seen;
import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.nodes.NodeViewBuilder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestUpdateNode and TestAddNode, and those that they lack. */
class NodeChangeTest {

  record Case(
      String name,
      ObservationBuilder set,
      @Nullable NodeViewBuilder before,
      @Nullable NodeViewBuilder after,
      boolean concerns) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static NodeViewBuilder ssd() {
    return node("n1").label("disk", "ssd");
  }

  private static ObservationBuilder onSsd() {
    return seen().nodeSelector("disk", "ssd");
  }

  static Stream<Case> cases() {
    NodeViewBuilder n1 = node("n1");
    return Stream.of(
        new Case("nothing", seen(), n1, n1, false),
        new Case("it came", seen(), null, n1, true),
        new Case("it came, and is not selected", onSsd(), null, n1, false),
        new Case("it came, and is selected", onSsd(), null, ssd(), true),
        new Case("it went", seen(), n1, null, true),
        new Case("it went, and was not selected", onSsd(), n1, null, false),
        new Case("it got the label", onSsd(), n1, ssd(), true),
        new Case("it lost the label", onSsd(), ssd(), n1, true),
        new Case("it got another label", onSsd(), n1, node("n1").label("a", "b"), false),
        new Case("it got a label that nobody asks for", seen(), n1, ssd(), false),
        new Case("it was tainted", seen(), n1, node("n1").tainted("a:NoSchedule"), true),
        new Case(
            "it was tainted, and is not selected",
            onSsd(),
            n1,
            node("n1").tainted("a:NoSchedule"),
            false),
        new Case(
            "it was tainted harder",
            seen(),
            node("n1").tainted("a:NoSchedule"),
            node("n1").tainted("a:NoExecute"),
            true),
        new Case(
            "it was tainted with what all tolerate",
            seen(),
            n1,
            node("n1").tainted("node.kubernetes.io/disk-pressure:NoSchedule"),
            false),
        new Case("it was cordoned", seen(), n1, node("n1").cordoned(), false),
        new Case(
            "it was cordoned, which is respected",
            seen().respectDrain(),
            n1,
            node("n1").cordoned(),
            true),
        new Case("it is not ready any more", seen(), n1, node("n1").notReady(), true),
        new Case(
            "it is not ready any more, and is not selected",
            onSsd(),
            n1,
            node("n1").notReady(),
            false),
        new Case("an update reaches it", seen().canary("disk", "ssd"), n1, ssd(), true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void concerns(Case c) {
    assertThat(
            NodeChange.concerns(
                c.set().spec(),
                c.before() == null ? null : c.before().build(),
                c.after() == null ? null : c.after().build()))
        .isEqualTo(c.concerns());
  }
}
