package io.myworkloads.e2e.bench;

import io.myworkloads.e2e.cluster.SideContainer;
import io.myworkloads.e2e.cluster.SideContainerSpec;
import io.myworkloads.e2e.cluster.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Upstream's kube-controller-manager with a few of its controllers.
 *
 * @param limits its arguments about requests to the API server; empty for those it is shipped with
 */
record UpstreamController(
    TestCluster cluster,
    Account account,
    Path kubeconfig,
    String image,
    String name,
    String description,
    List<String> limits,
    boolean slow)
    implements Contender {
  private static final String KUBECONFIG = "/bench/kubeconfig";
  private static final int PORT = 10257;

  static UpstreamController asShipped(
      TestCluster cluster, Account account, Path kubeconfig, String image) {
    return new UpstreamController(
        cluster,
        account,
        kubeconfig,
        image,
        "as-shipped",
        "upstream as shipped: 20 requests/s, bursts of 30",
        List.of(),
        true);
  }

  static UpstreamController lifted(
      TestCluster cluster, Account account, Path kubeconfig, String image) {
    return new UpstreamController(
        cluster,
        account,
        kubeconfig,
        image,
        "lifted",
        "upstream with --kube-api-qps=2000 --kube-api-burst=4000",
        List.of("--kube-api-qps=2000", "--kube-api-burst=4000"),
        false);
  }

  @Override
  public Kind kind(Kind builtIn) {
    return builtIn;
  }

  /** The name of the work queue. */
  @Override
  public String metricsName(Kind kind) {
    return kind.kind().toLowerCase(Locale.ROOT);
  }

  @Override
  public ContenderProcess start(List<String> controllers) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "kube-controller-manager",
                "--kubeconfig=" + KUBECONFIG,
                // for those who read its metrics
                "--authentication-kubeconfig=" + KUBECONFIG,
                "--controllers=" + String.join(",", controllers),
                // the cluster's own holds the lease of the usual name
                "--leader-elect-resource-namespace=" + Account.NAMESPACE,
                "--leader-elect-resource-name=" + name,
                "--secure-port=" + PORT,
                "--authorization-always-allow-paths=/metrics"));
    command.addAll(limits);
    SideContainer container =
        cluster.startBeside(
            new SideContainerSpec(
                name, image, command, Map.of(), Map.of(KUBECONFIG, kubeconfig), 0));
    return new ContenderProcess(
        cluster,
        account,
        container,
        "https://%s:%d".formatted(container.address(), PORT),
        "workqueue_work_duration_seconds",
        "name");
  }
}
