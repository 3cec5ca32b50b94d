package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestGetFinishedTime that speak of an end, and more. */
class PodEndTest {

  /**
   * A Pod's status.
   *
   * @param end the second of the minute; empty where the Pod does not say when it ended
   */
  record Case(String name, String status, String end) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static String ended(String container, int second) {
    return "{name: %s, state: {terminated: {exitCode: 1, finishedAt: '%s'}}}"
        .formatted(container, at(second));
  }

  private static String at(int second) {
    return "2026-01-01T12:00:%02dZ".formatted(second);
  }

  private static String ready(String value, int since) {
    return "conditions: [{type: Ready, status: '%s', lastTransitionTime: '%s'}]"
        .formatted(value, at(since));
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("it runs", "phase: Running, containerStatuses: [" + ended("a", 5) + "]", ""),
        new Case(
            "the last container's end",
            "phase: Failed, containerStatuses: [%s, %s]".formatted(ended("a", 9), ended("b", 5)),
            "9"),
        new Case(
            "it succeeded",
            "phase: Succeeded, containerStatuses: [%s]".formatted(ended("a", 5)),
            "5"),
        new Case(
            "a restartable init container ends after the others",
            "phase: Failed, containerStatuses: [%s], initContainerStatuses: [%s]"
                .formatted(ended("a", 5), ended("proxy", 7)),
            "7"),
        new Case(
            "a plain init container's end is none",
            "phase: Failed, containerStatuses: [%s], initContainerStatuses: [%s]"
                .formatted(ended("a", 5), ended("setup", 59)),
            "5"),
        new Case(
            "one container is not known to have ended: since when it is not ready",
            "phase: Failed, containerStatuses: [%s, {name: b, state: {running: {}}}], %s"
                .formatted(ended("a", 5), ready("False", 8)),
            "8"),
        new Case(
            "a container of which the runtime knows nothing any more",
            "phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 137, finishedAt: '1970-01-01T00:00:00Z'}}}], "
                + ready("False", 8),
            "8"),
        new Case(
            "a container whose end has no time",
            "phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 137}}}], "
                + ready("False", 8),
            "8"),
        new Case("its node was lost", "phase: Failed, " + ready("False", 8), "8"),
        new Case("it is said to be ready", "phase: Failed, " + ready("True", 8), ""),
        new Case(
            "a condition without a time",
            "phase: Failed, conditions: [{type: Ready, status: 'False'}]",
            ""),
        new Case("it was refused by its node", "phase: Failed, reason: OutOfcpu", ""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ends(Case c) {
    Pod pod =
        Serialization.unmarshal(
            """
            metadata: {name: web-x, namespace: shop, uid: u}
            spec: {initContainers: [{name: setup}, {name: proxy, restartPolicy: Always}]}
            status: {%s}
            """
                .formatted(c.status()),
            Pod.class);
    assertThat(PodViews.of(pod).ended())
        .isEqualTo(c.end().isEmpty() ? null : Instant.parse(at(Integer.parseInt(c.end()))));
  }
}
