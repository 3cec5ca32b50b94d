package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods that the API server refuses, though it took the set that asks for them. */
@WithOperator
class RefusedPodsIT {
  private static final String RESTRICTED = "pod-security.kubernetes.io/enforce";

  private TestCluster cluster;
  private Kubectl kubectl;

  @BeforeEach
  void namespace(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.kubectl = new Kubectl(cluster, namespace);
  }

  /**
   * A reason to refuse Pods.
   *
   * @param words of the server
   */
  record Cause(String name, String words, Consumer<Kubectl> arrange, Consumer<Kubectl> cure) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Cause> causes() {
    return Stream.of(
        new Cause(
            "ResourceQuota",
            "exceeded quota: tight, requested: pods=1, used: pods=0, limited: pods=0",
            kubectl -> quota(kubectl, 0),
            kubectl -> quota(kubectl, 9)),
        new Cause(
            "Pod Security",
            "violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false",
            RefusedPodsIT::restrict,
            RefusedPodsIT::permit),
        new Cause(
            "missing ServiceAccount",
            "error looking up service account",
            kubectl -> {},
            kubectl -> kubectl.run("create", "serviceaccount", "robot")));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void theServersWordsAreToldUntilTheCauseIsGone(Cause cause) {
    if (!cause.name().contains("ServiceAccount")) {
      kubectl.run("create", "serviceaccount", "robot");
    }
    cause.arrange().accept(kubectl);
    TestReplicaSet set = apply(kubectl, "refused", 3);

    Condition condition = awaitFailure(set, cause.words());
    assertThat(condition.getStatus()).isEqualTo("True");
    assertThat(condition.getReason()).isEqualTo("FailedCreate");
    assertThat(TestReplicaSet.zeroIfAbsent(set.status().getReplicas())).isZero();
    Waiting.untilAsserted(
        "the event",
        TestReplicaSet.DEADLINE,
        () ->
            assertThat(set.events("FailedCreate"))
                .singleElement()
                .satisfies(
                    event -> {
                      assertThat(event.getType()).isEqualTo("Warning");
                      assertThat(event.getMessage()).contains(cause.words());
                    }));

    cause.cure().accept(kubectl);
    set.awaitPods(3);
    Waiting.untilAsserted(
        "the condition to go",
        TestReplicaSet.DEADLINE,
        () -> assertThat(set.condition("ReplicaFailure")).isEmpty());
    assertThat(set.events("FailedCreate")).hasSize(1);
  }

  @Test
  void asManyPodsAsAllowedAreMade() {
    kubectl.run("create", "serviceaccount", "robot");
    quota(kubectl, 2);
    TestReplicaSet set = apply(kubectl, "half", 5);

    awaitFailure(set, "exceeded quota: tight");
    set.awaitPods(2);
    assertThat(set.condition("ReplicaFailure")).isPresent();

    quota(kubectl, 9);
    set.awaitPods(5);
  }

  @Test
  void wordsChangeWithTheCause() {
    kubectl.run("create", "serviceaccount", "robot");
    quota(kubectl, 0);
    TestReplicaSet set = apply(kubectl, "refused", 1);
    Condition before = awaitFailure(set, "exceeded quota: tight");

    restrict(kubectl);
    quota(kubectl, 9);
    Condition after = awaitFailure(set, "violates PodSecurity");
    assertThat(after.getMessage()).doesNotContain("quota");
    assertThat(after.getLastTransitionTime())
        .as("since when there is trouble at all")
        .isEqualTo(before.getLastTransitionTime());
  }

  @Test
  void triesAgainAfterGrowingPausesAndAtOnceWhenTheSpecChanges() {
    kubectl.run("create", "serviceaccount", "robot");
    restrict(kubectl);
    try (Attempts attempts = new Attempts(kubectl)) {
      TestReplicaSet set = apply(kubectl, "refused", 1);
      Waiting.untilAsserted(
          "eight attempts",
          TestReplicaSet.DEADLINE,
          () -> assertThat(attempts.pauses()).hasSizeGreaterThanOrEqualTo(7));
      List<Duration> pauses = attempts.pauses();

      // 0.1 s, doubled each time: the last of these are 1.6, 3.2 and 6.4 s, and the next is 12.8 s
      assertThat(pauses).hasSize(7);
      IntStream.of(5, 6)
          .forEach(
              i ->
                  assertThat(pauses.get(i))
                      .as("pause %d of %s", i, pauses)
                      .isGreaterThan(pauses.get(i - 1).multipliedBy(13).dividedBy(10)));
      assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
      assertThat(set.events("FailedCreate")).hasSize(1);

      permit(kubectl);
      long from = System.nanoTime();
      set.scale(2);
      set.awaitPods(2);
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .as("time to heal")
          .isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void othersAreNotHeldUp() {
    kubectl.run("create", "serviceaccount", "robot");
    restrict(kubectl);
    // more than the operator works on at a time
    List<TestReplicaSet> refused =
        IntStream.range(0, 20).mapToObj(i -> apply(kubectl, "refused-" + i, 1)).toList();
    awaitFailure(refused.getFirst(), "violates PodSecurity");
    Kubectl elsewhere = new Kubectl(cluster, cluster.createNamespace("unimpeded"));
    try {
      elsewhere.run("create", "serviceaccount", "robot");
      long from = System.nanoTime();
      TestReplicaSet set = apply(elsewhere, "welcome", 3);
      set.awaitPods(3);
      set.scale(5);
      set.awaitPods(5);
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .as("time that healthy sets take beside refused ones")
          .isLessThan(Duration.ofSeconds(10));
      refused.forEach(other -> awaitFailure(other, "violates PodSecurity"));
    } finally {
      cluster.deleteNamespace(elsewhere.namespace());
    }
  }

  private static TestReplicaSet apply(Kubectl kubectl, String name, int replicas) {
    return kubectl.applySet(
        name,
        """
        apiVersion: myworkloads.io/v1
        kind: MyReplicaSet
        metadata: {name: %1$s}
        spec:
          replicas: %2$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              serviceAccountName: robot
              schedulingGates: [{name: myworkloads.io/never}]
              containers: [{name: main, image: 'busybox:1.35'}]
        """
            .formatted(name, replicas));
  }

  private static Condition awaitFailure(TestReplicaSet set, String words) {
    Waiting.untilAsserted(
        "ReplicaFailure of " + set.name(),
        TestReplicaSet.DEADLINE,
        () ->
            assertThat(set.condition("ReplicaFailure"))
                .hasValueSatisfying(
                    condition -> assertThat(condition.getMessage()).contains(words)));
    return set.condition("ReplicaFailure").orElseThrow();
  }

  private static void restrict(Kubectl kubectl) {
    kubectl.run("label", "namespace", kubectl.namespace(), RESTRICTED + "=restricted");
  }

  private static void permit(Kubectl kubectl) {
    kubectl.run("label", "namespace", kubectl.namespace(), RESTRICTED + "-");
  }

  /** Waits until the API server counts by it. */
  private static void quota(Kubectl kubectl, int pods) {
    kubectl.apply(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: tight}
        spec: {hard: {pods: %d}}
        """
            .formatted(pods));
    Waiting.untilAsserted(
        "the quota to be known",
        TestReplicaSet.DEADLINE,
        () ->
            assertThat(kubectl.run("get", "quota", "tight", "-o", "jsonpath={.status.hard.pods}"))
                .isEqualTo(String.valueOf(pods)));
  }

  /** When the namespace's one FailedCreate event was told of, once more each time. */
  private static final class Attempts implements Watcher<Event>, AutoCloseable {
    private final Watch watch;
    private final List<Long> seen = new ArrayList<>();

    @SuppressWarnings("this-escape") // events may come before the field is set, and do not need it
    Attempts(Kubectl kubectl) {
      watch = kubectl.client().v1().events().inNamespace(kubectl.namespace()).watch(this);
    }

    @Override
    public synchronized void eventReceived(Action action, @Nullable Event event) {
      if (event != null && "FailedCreate".equals(event.getReason())) {
        seen.add(System.nanoTime());
      }
    }

    @Override
    public void onClose(@Nullable WatcherException cause) {
      // attempts that are not seen fail the test
    }

    synchronized List<Duration> pauses() {
      return IntStream.range(1, seen.size())
          .mapToObj(i -> Duration.ofNanos(seen.get(i) - seen.get(i - 1)))
          .toList();
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
