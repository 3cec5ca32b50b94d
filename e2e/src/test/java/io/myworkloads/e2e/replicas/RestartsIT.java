package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.RestartReplacements;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pods whose containers crash again and again, and spec.replaceAfterRestarts. */
@ParameterizedClass
@EnumSource
@WithOperator
class RestartsIT {
  private final ReplicatedKind kind;

  RestartsIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @Test
  void aCrashingPodIsReplacedAndTheNextOneAfterAPause(
      TestCluster cluster, @TestNamespace String namespace) {
    var kubectl = new Kubectl(cluster, namespace);
    TestReplicated<?, ?> set =
        kind.apply(
            kubectl,
            1,
            "replaceAfterRestarts: 1",
            "{terminationGracePeriodSeconds: 1, containers: [{name: main, image: 'busybox:1.35', command: [sh, -c, 'sleep 1; exit 3']}]}");
    Pod first = set.awaitPods(1).getFirst();

    RestartReplacements once = awaitReplacements(set, 1);
    assertThat(once.getPodName()).isEqualTo(first.getMetadata().getName());
    assertThat(once.getPodUID()).isEqualTo(first.getMetadata().getUid());
    RestartReplacements twice = awaitReplacements(set, 2);
    assertThat(twice.getPodUID()).isNotEqualTo(once.getPodUID());
    assertThat(Duration.between(time(once), time(twice)))
        .as("the first pause")
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    Waiting.untilAsserted(
        "the events",
        TestReplicated.DEADLINE,
        () ->
            assertThat(set.events("ReplacedAfterRestarts"))
                .hasSize(2)
                .allMatch(event -> "Warning".equals(event.getType()))
                .extracting(Event::getMessage)
                .anyMatch(
                    message ->
                        message.matches(
                            "Replacing pod %s: container main was restarted \\d+ times on node .+"
                                .formatted(first.getMetadata().getName()))));
    List<Pod> now = set.awaitPods(1);
    assertThat(now.getFirst().getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());

    set.patch("merge", "{\"spec\": {\"replaceAfterRestarts\": null}}");
    Waiting.untilAsserted(
        "nothing more to be told",
        TestReplicated.DEADLINE,
        () -> assertThat(set.status().getRestartReplacements()).isNull());
  }

  private static RestartReplacements awaitReplacements(TestReplicated<?, ?> set, int count) {
    Waiting.untilAsserted(
        count + " replacements",
        TestReplicated.DEADLINE,
        () ->
            assertThat(set.status().getRestartReplacements())
                .isNotNull()
                .extracting(RestartReplacements::getCount)
                .isEqualTo(count));
    return Objects.requireNonNull(set.status().getRestartReplacements());
  }

  private static Instant time(RestartReplacements replacements) {
    return Instant.parse(Objects.requireNonNull(replacements.getLastTime()));
  }
}
