package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.MyReplicationControllerSpec;
import io.myworkloads.api.v1.MyReplicationControllerStatus;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.core.replicas.RestartReplacements;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a MyReplicationController says to the logic that all kinds of its sort share. */
class MyReplicationControllerViewTest {
  private static final Map<String, String> KUBIA = Map.of("app", "kubia");

  private final MyReplicationControllerController.View view =
      new MyReplicationControllerController.View();

  /**
   * @param selector of the spec, and {@code labels} of the template
   * @param effective the selector as text, empty where there can be none
   */
  record Case(
      String name,
      @Nullable Map<String, String> selector,
      @Nullable Map<String, String> labels,
      String effective) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> selectors() {
    return Stream.of(
        new Case("its own", KUBIA, Map.of("app", "kubia", "tier", "web"), "app=kubia"),
        new Case(
            "left out: all labels of the template",
            null,
            Map.of("tier", "web", "app", "kubia"),
            "app=kubia,tier=web"),
        new Case("empty is as left out", Map.of(), KUBIA, "app=kubia"),
        new Case("changed", Map.of("app", "other"), Map.of("app", "other"), "app=other"),
        new Case("left out, and nothing to take instead", null, Map.of(), ""),
        new Case("left out, and a template without metadata", null, null, ""));
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void selects(Case c) {
    MyReplicationController controller = controller(c.selector(), c.labels());
    if (c.effective().isEmpty()) {
      assertThatThrownBy(() -> view.spec(controller))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessage("spec.selector: Required value");
    } else {
      assertThat(view.spec(controller).selector()).hasToString(c.effective());
    }
  }

  @Test
  void aPodFallsOutOfAChangedSelector() {
    MyReplicationController controller = controller(KUBIA, Map.of("app", "kubia", "tier", "web"));
    assertThat(view.selector(controller).matches(KUBIA)).isTrue();
    controller.getSpec().setSelector(Map.of("tier", "web"));
    assertThat(view.selector(controller).matches(KUBIA)).isFalse();
  }

  @Test
  void defaultsAreUpstreams() {
    ReplicasSpec spec = view.spec(controller(null, KUBIA));
    assertThat(spec.replicas()).isEqualTo(1);
    assertThat(spec.minReady()).isEqualTo(Duration.ZERO);
  }

  @Test
  void statusTellsTheSelectorInForce() {
    MyReplicationController controller = controller(null, KUBIA);
    MyReplicationControllerStatus status =
        view.status(
            controller,
            new ReplicasStatus(
                5,
                4,
                3,
                2,
                1,
                new RestartReplacements(2, Instant.EPOCH, "web-x", "u"),
                7,
                List.of(
                    new Condition("Available", "False", "TooFew", "", Instant.EPOCH, 7),
                    new Condition("Checked", "True", "ByHand", "", Instant.EPOCH, 0))));
    assertThat(status.getSelector()).isEqualTo("app=kubia");
    assertThat(status.getContainers()).isEqualTo("main");
    assertThat(status.getImages()).isEqualTo("web:1");
    assertThat(status.getReplicas()).isEqualTo(5);
    assertThat(status.getFullyLabeledReplicas()).isEqualTo(4);
    assertThat(status.getReadyReplicas()).isEqualTo(3);
    assertThat(status.getAvailableReplicas()).isEqualTo(2);
    assertThat(status.getObservedGeneration()).isEqualTo(7);
    controller.setStatus(status);
    assertThat(view.replacements(controller))
        .isEqualTo(new RestartReplacements(2, Instant.EPOCH, "web-x", "u"));
    assertThat(status.getConditions())
        .extracting(
            io.fabric8.kubernetes.api.model.Condition::getType,
            io.fabric8.kubernetes.api.model.Condition::getObservedGeneration)
        .containsExactly(tuple("Available", 7L), tuple("Checked", null));
    assertThat(Serialization.asJson(status))
        .as("told of MyReplicaSets only")
        .doesNotContain("erminating");
  }

  private static MyReplicationController controller(
      @Nullable Map<String, String> selector, @Nullable Map<String, String> labels) {
    var template =
        new PodTemplateSpecBuilder()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("web:1")
            .endContainer()
            .endSpec();
    if (labels != null) {
      template.withNewMetadata().withLabels(labels).endMetadata();
    }
    var spec = new MyReplicationControllerSpec();
    spec.setSelector(selector);
    spec.setTemplate(template.build());
    var controller = new MyReplicationController();
    controller.setSpec(spec);
    return controller;
  }
}
