package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An app that needs ten seconds to start, with three probes: only one of them is too early. */
@WithOperator
class SlowStartIT {
  /** Both probes that wait have begun to look by then. */
  private static final Duration STARTED = Duration.ofSeconds(18);

  private static TestReplicaSet tooEarly;
  private static TestReplicaSet initialDelay;
  private static TestReplicaSet startupProbe;

  @BeforeAll
  static void apply(TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    tooEarly = kubectl.applySample("kubia-liveness-probe-too-early.yaml");
    initialDelay = kubectl.applySample("kubia-liveness-probe-initial-delay.yaml");
    startupProbe = kubectl.applySample("kubia-startup-probe.yaml");
  }

  @Test
  void probeThatIsTooEarlyEndsInCrashLoopBackOffAndTheSetSaysSo() {
    Pod pod = tooEarly.awaitPods(1).getFirst();
    Waiting.untilAsserted(
        "CrashLoopBackOff, and a status that tells of it",
        TestReplicaSet.DEADLINE,
        () -> {
          ContainerStatus container = Pods.container(current(tooEarly, pod));
          assertThat(container.getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
          assertThat(container.getLastState().getTerminated().getExitCode()).isIn(137, 143);
          assertThat(tooEarly.status().getReplicas()).isEqualTo(1);
          assertThat(TestReplicaSet.zeroIfAbsent(tooEarly.status().getReadyReplicas())).isZero();
          assertThat(TestReplicaSet.zeroIfAbsent(tooEarly.status().getAvailableReplicas()))
              .isZero();
        });
    // when the container is started once more, it counts as ready for as long as it lives
    int restarts = Pods.container(current(tooEarly, pod)).getRestartCount();
    Waiting.untilAsserted(
        "the next life, and a status that tells of it",
        TestReplicaSet.DEADLINE,
        () -> {
          assertThat(Pods.container(current(tooEarly, pod)).getRestartCount())
              .isGreaterThan(restarts);
          assertThat(tooEarly.status().getReadyReplicas()).isEqualTo(1);
        });
    assertThat(tooEarly.podUids()).containsExactly(pod.getMetadata().getUid());
    assertThat(tooEarly.events("SuccessfulCreate")).hasSize(1);
  }

  @Test
  void probeThatWaitsLongEnoughLetsTheAppStart() {
    Pod pod = initialDelay.awaitReady(1).getFirst();
    awaitAge(initialDelay, pod);
    assertThat(Pods.container(current(initialDelay, pod)).getRestartCount()).isZero();
    assertThat(Pods.events(initialDelay.kubectl(), pod, "Unhealthy")).isEmpty();
  }

  @Test
  void startupProbeHoldsTheLivenessProbeBackAtEveryStart() {
    Pod pod = startupProbe.awaitReady(1).getFirst();
    awaitAge(startupProbe, pod);
    assertThat(Pods.container(current(startupProbe, pod)).getRestartCount()).isZero();

    startupProbe
        .kubectl()
        .run("exec", pod.getMetadata().getName(), "--", "rm", "/tmp/www/index.html");
    Waiting.untilAsserted(
        "a restart, and the app up again",
        TestReplicaSet.DEADLINE,
        () -> {
          ContainerStatus container = Pods.container(current(startupProbe, pod));
          assertThat(container.getRestartCount()).isEqualTo(1);
          assertThat(container.getReady()).isTrue();
        });
    startupProbe.awaitReady(1);
    assertThat(startupProbe.podUids()).containsExactly(pod.getMetadata().getUid());
  }

  private static void awaitAge(TestReplicaSet set, Pod pod) {
    Waiting.untilAsserted(
        "the first container to be up for " + STARTED,
        TestReplicaSet.DEADLINE,
        () -> {
          ContainerState state = Pods.container(current(set, pod)).getState();
          assertThat(Instant.parse(state.getRunning().getStartedAt()).plus(STARTED))
              .isBefore(Instant.now());
        });
  }

  private static Pod current(TestReplicaSet set, Pod pod) {
    return set.kubectl().pod(pod.getMetadata().getName());
  }
}
