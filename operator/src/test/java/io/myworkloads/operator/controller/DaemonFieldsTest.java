package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetStatus;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.daemon.DaemonStatus;
import io.myworkloads.operator.core.daemon.IntOrPercent.Count;
import io.myworkloads.operator.core.daemon.IntOrPercent.Percent;
import io.myworkloads.operator.core.daemon.PendingNode;
import io.myworkloads.operator.core.daemon.UpdateStrategy;
import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the kind's fields are read and its status is written. */
class DaemonFieldsTest {

  record Case(String updateStrategy, UpdateStrategy expected) {
    @Override
    public String toString() {
      return updateStrategy;
    }
  }

  private static RollingUpdate rolling(int maxUnavailable, int maxSurge) {
    return new RollingUpdate(
        new Count(maxUnavailable), new Count(maxSurge), false, 0, Map.of(), false);
  }

  static Stream<Case> strategies() {
    return Stream.of(
        new Case("{}", rolling(1, 0)),
        new Case("{type: OnDelete}", new UpdateStrategy.OnDelete()),
        new Case("{type: RollingUpdate}", rolling(1, 0)),
        new Case("{rollingUpdate: {}}", rolling(1, 0)),
        new Case("{rollingUpdate: {maxUnavailable: 3}}", rolling(3, 0)),
        new Case("{rollingUpdate: {maxUnavailable: 0, maxSurge: 2}}", rolling(0, 2)),
        new Case(
            "{rollingUpdate: {maxUnavailable: 0, maxSurge: '10%', paused: true, partition: 4, nodeSelector: {zone: a}, skipUnreadyNodes: true}}",
            new RollingUpdate(new Count(0), new Percent(10), true, 4, Map.of("zone", "a"), true)));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void readsTheStrategy(Case c) {
    assertThat(DaemonFields.spec(set("updateStrategy: " + c.updateStrategy())).strategy())
        .isEqualTo(c.expected());
  }

  @Test
  void whatIsNotSaidIsAsUpstreamHasIt() {
    DaemonSpec spec = DaemonFields.spec(set("minReadySeconds: 0"));
    assertThat(spec.minReady()).isZero();
    assertThat(spec.revisionHistoryLimit()).isEqualTo(10);
    assertThat(spec.suspend()).isFalse();
    assertThat(spec.respectDrain()).isFalse();
    assertThat(spec.selector().matches(Map.of("app", "agent"))).isTrue();
  }

  @Test
  void readsTheRest() {
    DaemonSpec spec =
        DaemonFields.spec(
            set("minReadySeconds: 7\nrevisionHistoryLimit: 2\nsuspend: true\nrespectDrain: true"));
    assertThat(spec.minReady()).isEqualTo(Duration.ofSeconds(7));
    assertThat(spec.revisionHistoryLimit()).isEqualTo(2);
    assertThat(spec.suspend()).isTrue();
    assertThat(spec.respectDrain()).isTrue();
  }

  /** The schema refuses these; a CRD of another release may not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "updateStrategy: {type: Sometimes}",
        "updateStrategy: {rollingUpdate: {maxUnavailable: many}}",
        "updateStrategy: {rollingUpdate: {maxSurge: '1000%'}}"
      })
  void refusesWhatItCannotRead(String fields) {
    assertThatThrownBy(() -> DaemonFields.spec(set(fields)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("spec.updateStrategy");
  }

  @Test
  void writesTheStatus() {
    var told =
        new DaemonStatus(
            5, 4, 3, 2, 1, 2, 9, List.of(), List.of(new PendingNode("n1", "Unschedulable")));
    MyDaemonSetStatus status = DaemonFields.status(set("minReadySeconds: 0"), told, 7);

    assertThat(status.getDesiredNumberScheduled()).isEqualTo(5);
    assertThat(status.getCurrentNumberScheduled()).isEqualTo(4);
    assertThat(status.getNumberMisscheduled()).isEqualTo(3);
    assertThat(status.getNumberReady()).isEqualTo(2);
    assertThat(status.getUpdatedNumberScheduled()).isEqualTo(1);
    assertThat(status.getNumberAvailable()).isEqualTo(2);
    assertThat(status.getNumberUnavailable()).isEqualTo(3);
    assertThat(status.getObservedGeneration()).isEqualTo(9);
    assertThat(status.getCollisionCount()).isEqualTo(7);
    assertThat(status.getPendingNodes())
        .singleElement()
        .satisfies(
            pending -> {
              assertThat(pending.getNode()).isEqualTo("n1");
              assertThat(pending.getReason()).isEqualTo("Unschedulable");
            });
    assertThat(status.getNodeSelector()).isEqualTo("<none>");
    assertThat(status.getSelector()).isEqualTo("app=agent");
    assertThat(status.getContainers()).isEqualTo("main,side");
    assertThat(status.getImages()).isEqualTo("busybox,envoy");
  }

  private static MyDaemonSet set(String fields) {
    var json = new KubernetesSerialization();
    Map<String, Object> spec =
        json.unmarshal(
            """
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec: {containers: [{name: main, image: busybox}, {name: side, image: envoy}]}
            """,
            new TypeReference<Map<String, Object>>() {});
    spec.putAll(json.unmarshal(fields, new TypeReference<Map<String, Object>>() {}));
    return json.convertValue(Map.of("spec", spec), MyDaemonSet.class);
  }
}
