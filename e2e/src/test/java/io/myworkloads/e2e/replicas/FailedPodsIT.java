package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of Pods that have failed, as spec.failedPods says. */
@ParameterizedClass
@EnumSource
@WithOperator
class FailedPodsIT {
  private final ReplicatedKind kind;
  private Kubectl kubectl;

  FailedPodsIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void asManyAreKeptAsAskedForThoseThatEndedLast() {
    TestReplicated<?, ?> set = kind.applyGated(kubectl, 3, "failedPods: {keep: 2}");
    List<Pod> first = set.awaitPods(3);
    Instant now = Instant.now();
    fail(first.get(0), now.minusSeconds(30));
    fail(first.get(1), now.minusSeconds(10));
    fail(first.get(2), now.minusSeconds(20));

    List<Pod> second = set.awaitPods(3);
    assertThat(Pods.uids(second)).doesNotContainAnyElementsOf(Pods.uids(first));
    awaitFailed(set, first.get(1), first.get(2));
    Waiting.untilAsserted(
        "the event of the one that was deleted",
        TestReplicated.DEADLINE,
        () ->
            assertThat(set.events("SuccessfulDelete"))
                .extracting(Event::getMessage)
                .containsExactly("Deleted pod: " + first.get(0).getMetadata().getName()));

    fail(second.getFirst(), Instant.now());
    awaitFailed(set, first.get(1), second.getFirst());

    set.patch("merge", "{\"spec\": {\"failedPods\": null}}");
    set.awaitPods(3).forEach(pod -> fail(pod, Instant.now()));
    set.awaitPods(3);
    assertThat(failed(set)).as("all stay where nothing is asked").hasSize(5);
  }

  @Test
  void eachGoesWhenItsTimeIsOver() {
    TestReplicated<?, ?> set = kind.applyGated(kubectl, 2, "failedPods: {ttlSeconds: 12}");
    List<Pod> pods = set.awaitPods(2);
    Instant end = Instant.now();
    fail(pods.get(0), end.minusSeconds(3600));
    fail(pods.get(1), end);

    awaitFailed(set, pods.get(1));
    assertThat(Instant.now()).as("when the first is gone").isBefore(end.plusSeconds(11));
    awaitFailed(set);
    assertThat(Duration.between(end, Instant.now()))
        .as("after its end")
        .isGreaterThan(Duration.ofSeconds(11));
    set.awaitPods(2);
  }

  /** As a kubelet does it, of which there is none: no Pod is on a node here. */
  private void fail(Pod pod, Instant end) {
    kubectl.run(
        "patch",
        "pod",
        pod.getMetadata().getName(),
        "--subresource=status",
        "--type=merge",
        "-p",
        """
        {"status": {"phase": "Failed", "reason": "Evicted", "containerStatuses": [{
          "name": "main", "image": "busybox:1.35", "imageID": "", "ready": false, "restartCount": 0,
          "state": {"terminated": {"exitCode": 137, "finishedAt": "%s"}}}]}}
        """
            .formatted(end.truncatedTo(ChronoUnit.SECONDS)));
  }

  private void awaitFailed(TestReplicated<?, ?> set, Pod... pods) {
    Waiting.untilAsserted(
        pods.length + " failed Pods",
        TestReplicated.DEADLINE,
        () -> assertThat(failed(set)).isEqualTo(Pods.uids(List.of(pods))));
  }

  private Set<String> failed(TestReplicated<?, ?> set) {
    return kubectl.pods().stream()
        .filter(pod -> Pods.isControlledBy(pod, set.uid()))
        .filter(pod -> "Failed".equals(pod.getStatus().getPhase()))
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }
}
