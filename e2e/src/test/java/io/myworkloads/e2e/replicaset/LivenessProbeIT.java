package io.myworkloads.e2e.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Apps that fall ill and whose liveness probe sees it: a new container in the same Pod, of which
 * the set need not know.
 */
@WithOperator
class LivenessProbeIT {

  /** Of a container that SIGTERM (143 = 128 + 15) or, after that, SIGKILL (137 = 128 + 9) ended. */
  private static final List<Integer> KILLED = List.of(137, 143);

  /** Go's runtime answers SIGTERM by an exit of its own. */
  private static final List<Integer> EXITED = List.of(2);

  /**
   * A way to probe.
   *
   * @param unhealthy what the kubelet says of the failed probe
   * @param exitCodes one of which the container ends with
   * @param lastWords what the container said before it was killed
   */
  record Probe(
      String name, String sample, String unhealthy, List<Integer> exitCodes, String lastWords) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Probe> probes() {
    return Stream.of(
        new Probe(
            "HTTP GET",
            "kubia-liveness-probe.yaml",
            "statuscode: 500",
            KILLED,
            "Received request 6"),
        new Probe(
            "TCP",
            "kubia-liveness-probe-tcp.yaml",
            "connection refused",
            KILLED,
            "The port is closed"),
        new Probe(
            "exec", "kubia-liveness-probe-exec.yaml", "can't open '/tmp/healthy'", KILLED, ""),
        new Probe("gRPC", "kubia-liveness-probe-grpc.yaml", "NOT_SERVING", EXITED, ""));
  }

  /** The sets and their Pods, which all fall ill in the same ten seconds. */
  private record Patient(TestReplicaSet set, Pod firstSeen) {}

  private static final Map<Probe, Patient> PATIENTS = new HashMap<>();

  @BeforeAll
  static void apply(TestCluster cluster, @TestNamespace String namespace) {
    Kubectl kubectl = new Kubectl(cluster, namespace);
    Map<Probe, TestReplicaSet> sets = new HashMap<>();
    probes().forEach(probe -> sets.put(probe, kubectl.applySample(probe.sample())));
    sets.forEach(
        (probe, set) -> PATIENTS.put(probe, new Patient(set, set.awaitReady(1).getFirst())));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void failedProbeBringsANewContainerInTheSamePod(Probe probe) {
    Patient patient = Objects.requireNonNull(PATIENTS.get(probe));
    TestReplicaSet set = patient.set();
    Pod before = patient.firstSeen();
    String name = before.getMetadata().getName();

    Waiting.untilAsserted(
        "a restart",
        TestReplicaSet.DEADLINE,
        () -> {
          var container = Pods.container(set.kubectl().pod(name));
          assertThat(container.getRestartCount()).isPositive();
          assertThat(container.getContainerID())
              .isNotEqualTo(Pods.container(before).getContainerID());
          assertThat(container.getLastState().getTerminated().getExitCode())
              .isIn(probe.exitCodes());
        });

    assertThat(set.podUids()).containsExactly(before.getMetadata().getUid());
    assertThat(set.status().getReplicas()).isEqualTo(1);
    assertThat(set.events("SuccessfulCreate")).hasSize(1);
    Waiting.untilAsserted(
        "the kubelet's events",
        TestReplicaSet.DEADLINE,
        () -> {
          assertThat(Pods.events(set.kubectl(), before, "Unhealthy"))
              .extracting(Event::getMessage)
              .anySatisfy(
                  message ->
                      assertThat(message).contains("Liveness probe failed", probe.unhealthy()));
          assertThat(Pods.events(set.kubectl(), before, "Killing"))
              .extracting(Event::getMessage)
              .anySatisfy(message -> assertThat(message).contains("failed liveness probe"));
        });
    assertThat(set.kubectl().run("logs", name, "--previous")).contains(probe.lastWords());
  }
}
