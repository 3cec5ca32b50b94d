package io.myworkloads.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The operator as its chart installs it. */
public final class TestOperator {
  private static final String NAMESPACE = "myworkloads-system";
  private static final String RELEASE = "myworkloads";
  private static final Path CHART = Path.of("..", "helm", "myworkloads");

  /** What the image's build writes its name into. */
  private static final Path IMAGE = Path.of("target", "operator-image");

  /** A lease that nobody gave back runs out after 15 s. */
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final TestCluster cluster;

  private TestOperator(TestCluster cluster) {
    this.cluster = cluster;
  }

  static TestOperator install(TestCluster cluster) {
    String image = image();
    cluster.loadImage(image);
    createNamespace(cluster);
    try {
      Path kubeconfig = Files.createTempFile("kubeconfig-", ".yaml");
      try {
        Files.writeString(kubeconfig, cluster.kubeconfig());
        install(cluster, image, kubeconfig);
      } finally {
        Files.delete(kubeconfig);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestOperator operator = new TestOperator(cluster);
    operator.awaitLeader();
    return operator;
  }

  private static void install(TestCluster cluster, String image, Path kubeconfig) {
    int tag = image.lastIndexOf(':');
    new Helm(CHART)
        .upgrade()
        .install() // a cluster that is kept has it already
        .withName(RELEASE)
        .withNamespace(NAMESPACE)
        .withKubeConfig(kubeconfig)
        .set("image.repository", image.substring(0, tag))
        .set("image.tag", image.substring(tag + 1))
        // on the one node that no test stops
        .set("nodeSelector.kubernetes\\.io/hostname", cluster.serverNode())
        .waitReady()
        .withTimeout(Math.toIntExact(DEADLINE.toSeconds()))
        .call();
  }

  private static String image() {
    String named = System.getProperty("myworkloads.operator-image");
    try {
      return named != null ? named : Files.readString(IMAGE).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "target/operator-image is missing: run e2e/build-image.sh, as Maven does before these tests",
          e);
    }
  }

  // The strictest rules that a cluster may have for it
  private static void createNamespace(TestCluster cluster) {
    cluster
        .client()
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
  }

  /** Its Pods that are not on their way out. */
  public List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/instance", RELEASE)
        .list()
        .getItems()
        .stream()
        .filter(pod -> !pod.isMarkedForDeletion())
        .toList();
  }

  /** The name of the Pod that holds the lease; empty where none does. */
  public String leaseHolder() {
    Lease lease = cluster.client().leases().inNamespace(NAMESPACE).withName(RELEASE).get();
    return lease == null ? "" : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
  }

  /** Waits until one of its Pods runs, is ready, and holds the lease. */
  public Pod awaitLeader() {
    Waiting.untilAsserted(
        "a leader",
        DEADLINE,
        () ->
            assertThat(pods())
                .filteredOn(TestOperator::isReady)
                .extracting(pod -> pod.getMetadata().getName())
                .contains(leaseHolder()));
    return cluster.client().pods().inNamespace(NAMESPACE).withName(leaseHolder()).require();
  }

  /** Waits until so many Pods are there, all of them ready. */
  public List<Pod> scaleTo(int replicas) {
    cluster
        .kubectl("scale", "deployment", RELEASE, "-n", NAMESPACE, "--replicas=" + replicas)
        .orFail();
    Waiting.untilAsserted(
        replicas + " operators",
        DEADLINE,
        () -> assertThat(pods()).hasSize(replicas).allMatch(TestOperator::isReady));
    return pods();
  }

  /** The id of the Pod's process, on its node. */
  public String processId(Pod pod) {
    String container = container(pod).getContainerID().replaceFirst("containerd://", "");
    return cluster
        .execOnNode(pod.getSpec().getNodeName(), "ctr", "-n", "k8s.io", "tasks", "ls")
        .orFail()
        .lines()
        .map(line -> line.split("\\s+"))
        .filter(task -> task[0].equals(container))
        .map(task -> task[1])
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no process of " + container));
  }

  /** Kills the process; its kubelet starts another one. */
  public void kill(Pod pod) {
    cluster
        .execOnNode(pod.getSpec().getNodeName(), "sh", "-c", "kill -KILL " + processId(pod))
        .orFail();
  }

  /** Kills the process, then takes the Pod away at once, as when its node is lost. */
  public void killAndRemove(Pod pod) {
    kill(pod);
    remove(pod);
  }

  /** Takes the Pod away without waiting for its node; its Deployment makes another one. */
  public void remove(Pod pod) {
    cluster
        .kubectl(
            "delete",
            "pod",
            pod.getMetadata().getName(),
            "-n",
            NAMESPACE,
            "--grace-period=0",
            "--force")
        .orFail();
  }

  public static int restarts(Pod pod) {
    return container(pod).getRestartCount();
  }

  private static ContainerStatus container(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
