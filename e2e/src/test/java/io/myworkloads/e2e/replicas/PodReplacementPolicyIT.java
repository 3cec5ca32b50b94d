package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A Pod that takes its time to end, and when another is made in its place. */
@ParameterizedClass
@EnumSource
@WithOperator
class PodReplacementPolicyIT {

  /** Does not hear SIGTERM, so that it ends when its grace period does. */
  private static final String SLOW_TO_END =
      "{terminationGracePeriodSeconds: 6, containers: [{name: main, image: 'busybox:1.35', command: [sh, -c, 'trap : TERM; while true; do sleep 1; done']}]}";

  private final ReplicatedKind kind;

  PodReplacementPolicyIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @Test
  void neverTwoAtOnceWhereTheEndIsWaitedFor(TestCluster cluster, @TestNamespace String namespace) {
    var kubectl = new Kubectl(cluster, namespace);
    TestReplicated<?, ?> set = kind.apply(kubectl, 1, "podReplacementPolicy: Failed", SLOW_TO_END);
    Pod first = set.awaitReady(1).getFirst();
    try (var watch = new Alive(kubectl, set.uid())) {
      kubectl.deletePod(first);
      Waiting.untilAsserted(
          "words on why there is no Pod",
          TestReplicated.DEADLINE,
          () -> {
            assertThat(set.status().getTerminatingReplicas()).isEqualTo(1);
            assertThat(set.condition("Available"))
                .hasValueSatisfying(
                    condition -> {
                      assertThat(condition.getStatus()).isEqualTo("False");
                      assertThat(condition.getMessage())
                          .isEqualTo(
                              "Pods available: 0, asked for: 1, made when terminating ones have ended: 1");
                    });
          });
      Waiting.untilAsserted(
          "the replacement",
          TestReplicated.DEADLINE,
          () -> assertThat(set.podUids()).hasSize(1).doesNotContain(first.getMetadata().getUid()));
      set.awaitReady(1);
      assertThat(watch.most()).as("Pods at the same time").isEqualTo(1);
      assertThat(set.condition("Available"))
          .hasValueSatisfying(condition -> assertThat(condition.getStatus()).isEqualTo("True"));
    }
  }

  /** How many Pods of an owner were there at the same time, those on their way out included. */
  private static final class Alive implements Watcher<Pod>, AutoCloseable {
    private final String ownerUid;
    private final Watch watch;
    private final Set<String> alive = new HashSet<>();
    private int most;
    private @Nullable WatcherException broken;

    @SuppressWarnings("this-escape") // events may come before the field is set, and do not need it
    Alive(Kubectl kubectl, String ownerUid) {
      this.ownerUid = ownerUid;
      this.watch = kubectl.client().pods().inNamespace(kubectl.namespace()).watch(this);
    }

    @Override
    public synchronized void eventReceived(Action action, @Nullable Pod pod) {
      if (pod == null || !Pods.isControlledBy(pod, ownerUid)) {
        return;
      }
      boolean ended = Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
      if (action == Action.DELETED || ended) {
        alive.remove(pod.getMetadata().getUid());
      } else {
        alive.add(pod.getMetadata().getUid());
      }
      most = Math.max(most, alive.size());
    }

    @Override
    public synchronized void onClose(@Nullable WatcherException cause) {
      broken = cause;
    }

    synchronized int most() {
      if (broken != null) {
        throw new IllegalStateException("the watch broke off, and may have missed Pods", broken);
      }
      return most;
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
