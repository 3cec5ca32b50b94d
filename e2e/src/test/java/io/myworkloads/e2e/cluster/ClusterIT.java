package io.myworkloads.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodFluent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@ExtendWith(ClusterExtension.class)
@Isolated("other tests' Pods would be scheduled to the nodes that it adds and takes away")
class ClusterIT {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final TestCluster cluster;
  private final String namespace;

  ClusterIT(TestCluster cluster, @TestNamespace String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  @Test
  void serverAndAgentAreReadyNodesOfTheVersionThatIsTested() {
    assertThat(cluster.nodes()).containsExactly("server", ClusterExtension.AGENT);
    assertThat(cluster.nodes()).allMatch(cluster::isReady);
    assertThat(cluster.client().nodes().list().getItems())
        .extracting(node -> node.getStatus().getNodeInfo().getKubeletVersion())
        .allMatch(version -> version.startsWith("v1.35."));
  }

  @Test
  void podRunsOnEachNodeAndItsLogCanBeRead() {
    for (String node : cluster.nodes()) {
      Pod pod = create("on-" + node, p -> p.withNodeName(node));
      awaitRunning(pod);
      assertThat(cluster.kubectl("logs", "-n", namespace, "on-" + node).orFail())
          .isEqualTo("hello");
    }
  }

  @Test
  void imagesForPodsAnswerGrpcAndHttpProbes() {
    Pod pod =
        create(
            "probed",
            p ->
                p.editFirstContainer()
                    .withImage("registry.k8s.io/e2e-test-images/agnhost:2.53")
                    .withCommand(List.of())
                    .withArgs("grpc-health-checking", "--port=5000", "--http-port=8080")
                    .withNewReadinessProbe()
                    .withPeriodSeconds(1)
                    .withNewGrpc(5000, "")
                    .endReadinessProbe()
                    .endContainer()
                    .addNewContainer()
                    .withName("web")
                    .withImage("busybox:1.36")
                    .withCommand(
                        "sh", "-c", "echo ok > /tmp/index.html; exec httpd -f -p 80 -h /tmp")
                    .withNewReadinessProbe()
                    .withPeriodSeconds(1)
                    .withNewHttpGet()
                    .withPath("/")
                    .withNewPort(80)
                    .endHttpGet()
                    .endReadinessProbe()
                    .endContainer());
    Waiting.until(
        "both containers to be ready",
        DEADLINE,
        () ->
            current(pod).getStatus().getConditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus())));
  }

  @Test
  void kubectlReadsItsInputAndTellsOfFailure() {
    String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {k: v}}";
    cluster.kubectlWithInput(map, "apply", "-n", namespace, "-f", "-").orFail();
    assertThat(
            cluster.kubectl("get", "cm", "m", "-n", namespace, "-o", "jsonpath={.data.k}").orFail())
        .isEqualTo("v");

    CommandResult refused = cluster.kubectl("get", "cm", "no-such", "-n", namespace);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThatThrownBy(refused::orFail).hasMessageContaining("\"no-such\" not found");
  }

  @Test
  void agentJoinsWithLabelsAndTaintsAndLeaves() {
    cluster.addAgent(
        AgentSpec.named("labelled").withLabel("disk", "ssd").withTaint("only=mine:NoSchedule"));
    try {
      Node node = cluster.client().nodes().withName("labelled").get();
      assertThat(node.getMetadata().getLabels()).containsEntry("disk", "ssd");
      assertThat(node.getSpec().getTaints())
          .anySatisfy(taint -> assertThat(taint.getKey()).isEqualTo("only"));

      Pod refused = create("refused", p -> p.addToNodeSelector("disk", "ssd"));
      Pod tolerant =
          create(
              "tolerant",
              p ->
                  p.addToNodeSelector("disk", "ssd")
                      .addNewToleration()
                      .withKey("only")
                      .withOperator("Exists")
                      .endToleration());
      awaitRunning(tolerant);
      assertThat(current(refused).getStatus().getPhase()).isEqualTo("Pending");

      cluster.untaint("labelled", "only=mine:NoSchedule");
      awaitRunning(refused);
    } finally {
      cluster.removeAgent("labelled");
    }
    assertThat(cluster.client().nodes().withName("labelled").get()).isNull();
    assertThat(cluster.nodes()).doesNotContain("labelled");
  }

  @Test
  void cordonedNodeTakesNoPods() {
    cluster.addAgent(AgentSpec.named("cordoned").withLabel("only", "cordoned"));
    try {
      cluster.cordon("cordoned");
      Pod pod = create("waits", p -> p.addToNodeSelector("only", "cordoned"));
      Waiting.until(
          "the scheduler's word",
          DEADLINE,
          () ->
              current(pod).getStatus().getConditions().stream()
                  .anyMatch(c -> "Unschedulable".equals(c.getReason())));
      cluster.uncordon("cordoned");
      awaitRunning(pod);
    } finally {
      cluster.removeAgent("cordoned");
    }
  }

  @Test
  void stoppedNodeIsFoundDeadAndComesBack() {
    cluster.addAgent(AgentSpec.named("mortal"));
    try {
      awaitRunning(create("before", p -> p.withNodeName("mortal")));
      cluster.stopAgent("mortal");
      Waiting.until("the node to be found dead", DEADLINE, () -> !cluster.isReady("mortal"));
      cluster.startAgent("mortal");
      assertThat(cluster.isReady("mortal")).isTrue();
      awaitRunning(create("after", p -> p.withNodeName("mortal")));
    } finally {
      cluster.removeAgent("mortal");
    }
  }

  @Test
  void loadedImageRunsOnNodesOfBeforeAndAfter(@TempDir Path folder) throws IOException {
    String image = "myworkloads-test/loaded:1";
    Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:1.35\nRUN touch /loaded\n");
    TestDocker.build(image, folder);
    cluster.loadImage(image);
    cluster.addAgent(AgentSpec.named("later"));
    try {
      for (String node : cluster.nodes()) {
        Pod pod =
            create(
                "loaded-" + node,
                p ->
                    p.withNodeName(node)
                        .editFirstContainer()
                        .withImage(image)
                        .withImagePullPolicy("Never")
                        .withCommand("ls", "/loaded")
                        .endContainer());
        Waiting.until(
            pod.getMetadata().getName() + " to end",
            DEADLINE,
            () -> "Succeeded".equals(current(pod).getStatus().getPhase()));
      }
    } finally {
      cluster.removeAgent("later");
      TestDocker.remove(image);
    }
  }

  @Test
  void imageReachesAllNodesThatAreContainersHere(@TempDir Path folder) throws IOException {
    String image = "myworkloads-test/local:1";
    Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:1.35\nRUN touch /local\n");
    TestDocker.build(image, folder);
    try {
      assertThat(cluster.hasImage(image)).isFalse();
      assertThat(LocalImages.load(cluster.client(), image)).isEmpty();
      assertThat(cluster.hasImage(image)).isTrue();
    } finally {
      TestDocker.remove(image);
    }
  }

  @Test
  void diagnosticsHoldTheLogsOfBothLivesOfARestartedContainer(@TempDir Path folder) {
    Pod pod =
        create(
            "crashing",
            p ->
                p.withRestartPolicy("Always")
                    .addNewVolume()
                    .withName("memory")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .endVolume()
                    .editFirstContainer()
                    .addNewVolumeMount()
                    .withName("memory")
                    .withMountPath("/memory")
                    .endVolumeMount()
                    .withCommand(
                        "sh",
                        "-c",
                        "echo $(ls /memory) life; [ ! -f /memory/second ] || exec sleep 3600;"
                            + " touch /memory/second; exit 3")
                    .endContainer());
    Waiting.until(
        "a restart",
        DEADLINE,
        () -> current(pod).getStatus().getContainerStatuses().getFirst().getRestartCount() > 0);
    ContainerStateTerminated last =
        current(pod).getStatus().getContainerStatuses().getFirst().getLastState().getTerminated();
    assertThat(last.getExitCode()).isEqualTo(3);

    cluster.diagnose(folder, List.of(namespace));

    assertThat(folder.resolve(namespace + "/crashing.main.log")).content().contains("second life");
    assertThat(folder.resolve(namespace + "/crashing.main.previous.log"))
        .content()
        .contains(" life")
        .doesNotContain("second life");
    assertThat(folder.resolve("events.txt")).content().contains("crashing");
    assertThat(Stream.of("nodes.txt", "pods.txt", "node-server.log", namespace + "/describe.txt"))
        .allSatisfy(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
  }

  private Pod create(
      String name, UnaryOperator<PodFluent<PodBuilder>.SpecNested<PodBuilder>> with) {
    PodFluent<PodBuilder>.SpecNested<PodBuilder> spec =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withRestartPolicy("Never")
            .withTerminationGracePeriodSeconds(0L)
            .addNewContainer()
            .withName("main")
            .withImage("busybox:1.35")
            .withCommand("sh", "-c", "echo hello; exec sleep 3600")
            .endContainer();
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .resource(with.apply(spec).endSpec().build())
        .create();
  }

  private Pod current(Pod pod) {
    return cluster.client().pods().resource(pod).require();
  }

  private void awaitRunning(Pod pod) {
    Waiting.until(
        pod.getMetadata().getName() + " to run",
        DEADLINE,
        () -> "Running".equals(current(pod).getStatus().getPhase()));
  }
}
