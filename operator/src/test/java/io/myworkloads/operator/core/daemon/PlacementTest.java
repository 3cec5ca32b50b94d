package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.nodes.NodeSelector;
import io.myworkloads.operator.core.nodes.NodeSelector.Term;
import io.myworkloads.operator.core.nodes.NodeViewBuilder;
import io.myworkloads.operator.core.nodes.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of upstream's TestNodeShouldRunDaemonPod and of its tests about single taints and
 * selectors; those about room and ports say only that nobody asks.
 */
class PlacementTest {

  /** A template that runs everywhere, to be narrowed. */
  private static final class Template {
    private @Nullable String nodeName;
    private Map<String, String> nodeSelector = Map.of();
    private @Nullable NodeSelector affinity;
    private final List<Toleration> tolerations = new ArrayList<>();
    private boolean hostNetwork;

    Template nodeName(String value) {
      nodeName = value;
      return this;
    }

    Template nodeSelector(String key, String value) {
      nodeSelector = Map.of(key, value);
      return this;
    }

    Template affinity(NodeSelector.Requirement requirement) {
      affinity = new NodeSelector(List.of(new Term(List.of(requirement))));
      return this;
    }

    Template tolerates(String key) {
      tolerations.add(new Toleration(key, "Exists", "", Optional.empty()));
      return this;
    }

    Template hostNetwork() {
      hostNetwork = true;
      return this;
    }

    Placement build() {
      List<Toleration> all = new ArrayList<>(tolerations);
      all.addAll(AutomaticTolerations.of(hostNetwork));
      return new Placement(nodeName, nodeSelector, affinity, all);
    }
  }

  record Case(String name, Template template, NodeViewBuilder node, Verdict verdict) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Template template() {
    return new Template();
  }

  private static NodeViewBuilder n1() {
    return node("n1").label("type", "production");
  }

  static Stream<Case> places() {
    return Stream.of(
        new Case("any node", template(), n1(), Verdict.RUN),
        new Case("the node that is named", template().nodeName("n1"), n1(), Verdict.RUN),
        new Case("another is named", template().nodeName("n2"), n1(), Verdict.LEAVE),
        new Case("selected", template().nodeSelector("type", "production"), n1(), Verdict.RUN),
        new Case("not selected", template().nodeSelector("type", "test"), n1(), Verdict.LEAVE),
        new Case("a label lacks", template().nodeSelector("disk", "ssd"), n1(), Verdict.LEAVE),
        new Case(
            "named and selected",
            template().nodeName("n1").nodeSelector("type", "production"),
            n1(),
            Verdict.RUN),
        new Case(
            "named but not selected",
            template().nodeName("n1").nodeSelector("type", "test"),
            n1(),
            Verdict.LEAVE),
        new Case(
            "by affinity",
            template().affinity(NodeSelector.onLabel("type", "In", List.of("production"))),
            n1(),
            Verdict.RUN),
        new Case(
            "not by affinity",
            template().affinity(NodeSelector.onLabel("type", "In", List.of("test"))),
            n1(),
            Verdict.LEAVE),
        new Case(
            "by affinity to its name",
            template().affinity(NodeSelector.onField("metadata.name", "In", List.of("n1"))),
            n1(),
            Verdict.RUN),
        new Case(
            "selected but not by affinity",
            template()
                .nodeSelector("type", "production")
                .affinity(NodeSelector.onLabel("disk", "Exists", List.of())),
            n1(),
            Verdict.LEAVE));
  }

  static Stream<Case> taints() {
    String own = "gpu=only:";
    return Stream.of(
        new Case("NoSchedule", template(), n1().tainted(own + "NoSchedule"), Verdict.KEEP),
        new Case("NoExecute", template(), n1().tainted(own + "NoExecute"), Verdict.LEAVE),
        new Case(
            "PreferNoSchedule", template(), n1().tainted(own + "PreferNoSchedule"), Verdict.RUN),
        new Case("an effect to come", template(), n1().tainted(own + "NoNothing"), Verdict.RUN),
        new Case(
            "tolerated",
            template().tolerates("gpu"),
            n1().tainted(own + "NoSchedule"),
            Verdict.RUN),
        new Case(
            "NoExecute, tolerated",
            template().tolerates("gpu"),
            n1().tainted(own + "NoExecute"),
            Verdict.RUN),
        new Case(
            "one of two tolerated",
            template().tolerates("gpu"),
            n1().tainted(own + "NoExecute").tainted("other:NoSchedule"),
            Verdict.KEEP),
        new Case(
            "NoExecute after NoSchedule",
            template(),
            n1().tainted("other:NoSchedule").tainted(own + "NoExecute"),
            Verdict.LEAVE),
        new Case(
            "not selected, whatever is tolerated",
            template().nodeSelector("type", "test").tolerates(""),
            n1().tainted(own + "NoExecute"),
            Verdict.LEAVE));
  }

  static Stream<Case> troubles() {
    String node = "node.kubernetes.io/";
    return Stream.of(
        new Case("cordoned", template(), n1().cordoned(), Verdict.RUN),
        new Case("not ready", template(), n1().notReady(), Verdict.RUN),
        new Case(
            "unreachable", template(), n1().tainted(node + "unreachable:NoExecute"), Verdict.RUN),
        new Case(
            "not ready, and no room for new ones",
            template(),
            n1().tainted(node + "not-ready:NoSchedule"),
            Verdict.KEEP),
        new Case(
            "disk pressure",
            template(),
            n1().tainted(node + "disk-pressure:NoSchedule"),
            Verdict.RUN),
        new Case(
            "memory pressure",
            template(),
            n1().tainted(node + "memory-pressure:NoSchedule"),
            Verdict.RUN),
        new Case(
            "PID pressure",
            template(),
            n1().tainted(node + "pid-pressure:NoSchedule"),
            Verdict.RUN),
        new Case(
            "no network",
            template(),
            n1().tainted(node + "network-unavailable:NoSchedule"),
            Verdict.KEEP),
        new Case(
            "no network, which the Pod may bring",
            template().hostNetwork(),
            n1().tainted(node + "network-unavailable:NoSchedule"),
            Verdict.RUN),
        new Case(
            "out of service",
            template(),
            n1().tainted(node + "out-of-service=nodeshutdown:NoExecute"),
            Verdict.LEAVE));
  }

  @ParameterizedTest
  @MethodSource({"places", "taints", "troubles"})
  void decides(Case c) {
    assertThat(c.template().build().verdict(c.node().build())).isEqualTo(c.verdict());
  }
}
