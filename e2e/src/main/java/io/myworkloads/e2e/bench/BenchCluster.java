package io.myworkloads.e2e.bench;

import com.github.dockerjava.api.exception.DockerException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.ClusterSpec;
import io.myworkloads.e2e.cluster.SideContainerSpec;
import io.myworkloads.e2e.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cluster whose own controller-manager leaves the measured controllers' work to them, with {@link
 * FakeNodes}.
 */
final class BenchCluster implements AutoCloseable {
  private static final Path CRDS = Path.of("..", "crds");

  /** What e2e/bench.sh installs. */
  private static final Path KWOK = Path.of("target", "kwok");

  /**
   * Thousands of fake nodes send no heartbeats, get address ranges as others do, are not all
   * written anew whenever there are more of them, and are not untainted at 20 requests a second.
   */
  private static final List<String> FOR_FAKE_NODES =
      List.of(
          "node-monitor-grace-period=24h",
          "node-cidr-mask-size=29",
          "controllers=-ttl-controller",
          "kube-api-qps=500",
          "kube-api-burst=1000");

  private final TestCluster cluster;
  private final Path folder;
  private final String image;
  private final FakeNodes nodes;

  private BenchCluster(TestCluster cluster, Path folder, String image) {
    this.cluster = cluster;
    this.folder = folder;
    this.image = image;
    this.nodes = new FakeNodes(cluster.client());
  }

  /**
   * Starts one that goes when it is closed, or this process ends.
   *
   * @param controllers that the cluster's own controller-manager must not run
   * @param folder for files that the containers read
   * @param image of a node with Kubernetes' components as programs of their own
   */
  static BenchCluster start(List<String> controllers, Path folder, String image) {
    ClusterSpec spec = ClusterSpec.temporary();
    for (String arg : FOR_FAKE_NODES) {
      spec = spec.withServerArg("--kube-controller-manager-arg=" + arg);
    }
    for (String controller : controllers) {
      spec = spec.withServerArg("--kube-controller-manager-arg=controllers=-" + controller);
    }
    TestCluster cluster = TestCluster.start(spec);
    String name = spec.name();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> removeInterrupted(name)));
    var result = new BenchCluster(cluster, folder, image);
    result.installCrds();
    result.startKwok();
    return result;
  }

  private static void removeInterrupted(String cluster) {
    try {
      TestCluster.remove(cluster);
    } catch (DockerException e) {
      // Testcontainers is removing the server, too; what may be left goes with the next start
    }
  }

  private void installCrds() {
    try (Stream<Path> files = Files.list(CRDS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        cluster
            .kubectlWithInput(Files.readString(file), "apply", "--server-side", "-f", "-")
            .orFail();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster
        .kubectl("wait", "crd", "--all", "--for=condition=Established", "--timeout=60s")
        .orFail();
  }

  private void startKwok() {
    String kubeconfig = "/bench/kubeconfig";
    cluster.startBeside(
        new SideContainerSpec(
            "kwok",
            image,
            List.of(
                "/bench/kwok/kwok",
                "--kubeconfig=" + kubeconfig,
                "--config=/bench/kwok/stages.yaml",
                "--node-lease-duration-seconds=0",
                "--manage-all-nodes=false",
                "--manage-nodes-with-annotation-selector=" + FakeNodes.ANNOTATION + "=fake"),
            Map.of(),
            Map.of("/bench/kwok", KWOK, kubeconfig, account("kwok").writeKubeconfig(folder)),
            0));
  }

  FakeNodes nodes() {
    return nodes;
  }

  Account account(String name) {
    return Account.create(client(), name);
  }

  List<Contender> contenders(String operatorImage) {
    Account upstream = account("upstream");
    Path upstreamConfig = upstream.writeKubeconfig(folder);
    Account ours = account("ours");
    return List.of(
        UpstreamController.lifted(cluster, upstream, upstreamConfig, image),
        new OurOperator(cluster, ours, ours.writeKubeconfig(folder), operatorImage),
        UpstreamController.asShipped(cluster, upstream, upstreamConfig, image));
  }

  KubernetesClient client() {
    return cluster.client();
  }

  TestCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
