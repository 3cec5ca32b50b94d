package io.myworkloads.e2e.bench;

import io.myworkloads.e2e.cluster.SideContainer;
import io.myworkloads.e2e.cluster.SideContainerSpec;
import io.myworkloads.e2e.cluster.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Our operator's image as the chart runs it: the same settings, with its memory limit. Like
 * upstream it is a container beside the node and not a Pod on it, so that both have the same way to
 * the API server.
 */
record OurOperator(TestCluster cluster, Account account, Path kubeconfig, String image)
    implements Contender {
  private static final String KUBECONFIG = "/bench/kubeconfig";
  private static final int PORT = 8080;

  /** In MiB: the chart's resources.limits.memory. */
  private static final int MEMORY_LIMIT = 256;

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public String description() {
    return "our operator's image with the chart's settings";
  }

  @Override
  public Kind kind(Kind builtIn) {
    return new Kind("myworkloads.io/v1", "My" + builtIn.kind());
  }

  @Override
  public boolean slow() {
    return false;
  }

  @Override
  public String metricsName(Kind kind) {
    return kind.kind();
  }

  @Override
  public ContenderProcess start(List<String> controllers) {
    SideContainer container =
        cluster.startBeside(
            new SideContainerSpec(
                name(),
                image,
                List.of(),
                Map.of("KUBECONFIG", KUBECONFIG, "POD_NAMESPACE", Account.NAMESPACE),
                Map.of(KUBECONFIG, kubeconfig),
                MEMORY_LIMIT));
    return new ContenderProcess(
        cluster,
        account,
        container,
        "http://%s:%d".formatted(container.address(), PORT),
        "myworkloads_reconcile_seconds",
        "kind");
  }
}
