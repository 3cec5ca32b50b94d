package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaitingReasonTest {

  record Case(String name, String status, @Nullable String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing is known", "{}", null),
        new Case(
            "no room",
            "{conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]}",
            "Unschedulable"),
        new Case(
            "on a node", "{conditions: [{type: PodScheduled, status: 'True', reason: X}]}", null),
        new Case(
            "on its way",
            "{containerStatuses: [{name: a, state: {waiting: {reason: ContainerCreating}}}]}",
            null),
        new Case(
            "no image",
            "{containerStatuses: [{name: a, state: {running: {}}}, {name: b, state: {waiting: {reason: ErrImagePull}}}]}",
            "ErrImagePull"),
        new Case(
            "an init container does not get through",
            "{initContainerStatuses: [{name: i, state: {waiting: {reason: CrashLoopBackOff}}}], containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]}",
            "CrashLoopBackOff"),
        new Case("running", "{containerStatuses: [{name: a, state: {running: {}}}]}", null));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reads(Case c) {
    assertThat(WaitingReason.of(Serialization.unmarshal("---\n" + c.status(), PodStatus.class)))
        .isEqualTo(c.reason());
  }
}
