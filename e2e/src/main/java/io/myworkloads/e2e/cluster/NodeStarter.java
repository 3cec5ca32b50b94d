package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts the containers of one cluster's nodes.
 *
 * @param spec what all nodes have in common
 * @param network that they share, a name or an id
 */
record NodeStarter(ClusterSpec spec, String network) {

  /** On the containers and the network of a cluster: its name. */
  static final String CLUSTER_LABEL = "io.myworkloads.cluster";

  /** On a container: the node that it is. */
  static final String NODE_LABEL = "io.myworkloads.node";

  static final String SERVER = "server";
  static final int API_PORT = 6443;

  /** The image of nodes where nothing else is said: e2e/prepare.sh has the same. */
  private static final String DEFAULT_IMAGE = "rancher/k3s:v1.35.4-k3s1";

  /** Not a secret: the clusters are thrown away, and only this machine reaches them. */
  private static final String TOKEN = "myworkloads";

  // What k3s bundles and no test needs, and what its stand-in does not have either
  private static final List<String> BUNDLED =
      List.of("traefik", "servicelb", "metrics-server", "local-storage", "coredns");

  private static DockerImageName image() {
    String name = System.getenv().getOrDefault("MYWORKLOADS_CLUSTER_IMAGE", DEFAULT_IMAGE);
    return DockerImageName.parse(name).asCompatibleSubstituteFor("rancher/k3s");
  }

  // The container's life is that of the cluster, which removes it by its id
  @SuppressWarnings("resource")
  NodeContainer server() {
    K3sContainer container = new K3sContainer(image());
    List<String> command =
        new ArrayList<>(
            List.of("server", "--tls-san=" + container.getHost(), "--tls-san=" + SERVER));
    BUNDLED.forEach(name -> command.add("--disable=" + name));
    command.addAll(spec.serverArgs());
    command.addAll(nodeArgs(SERVER));
    configure(container, SERVER, command);
    container.withStartupTimeout(Duration.ofMinutes(3)).start();
    return new NodeContainer(SERVER, container.getContainerId());
  }

  @SuppressWarnings("resource") // as above
  NodeContainer agent(AgentSpec agent) {
    List<String> command = new ArrayList<>(List.of("agent"));
    command.addAll(nodeArgs(agent.name()));
    agent.labels().forEach((key, value) -> command.add("--node-label=" + key + "=" + value));
    agent.taints().forEach(taint -> command.add("--node-taint=" + taint));
    GenericContainer<?> container = new GenericContainer<>(image());
    configure(container, agent.name(), command);
    container
        .withPrivilegedMode(true)
        .withTmpFs(Map.of("/run", "", "/var/run", ""))
        .withEnv("K3S_URL", "https://" + SERVER + ":" + API_PORT);
    container.start();
    return new NodeContainer(agent.name(), container.getContainerId());
  }

  /** Of all that belongs to the cluster. */
  static Map<String, String> labels(ClusterSpec spec) {
    Map<String, String> labels = new HashMap<>(Leftovers.ownerLabels(spec));
    labels.put(CLUSTER_LABEL, spec.name());
    return labels;
  }

  private List<String> nodeArgs(String node) {
    List<String> args = new ArrayList<>(List.of("--node-name=" + node));
    spec.kubeletArgs().forEach(arg -> args.add("--kubelet-arg=" + arg));
    return args;
  }

  private void configure(GenericContainer<?> container, String node, List<String> command) {
    container
        .withNetworkMode(network)
        .withEnv("K3S_TOKEN", TOKEN)
        .withCommand(command.toArray(String[]::new))
        .withLabels(labels(spec))
        .withLabels(Map.of(NODE_LABEL, node))
        .withReuse(spec.kept()) // then Testcontainers does not remove it at the end
        .withCreateContainerCmdModifier(
            create -> {
              create.withName("myworkloads-" + spec.name() + "-" + node).withAliases(node);
              cgroups(create);
            });
  }

  /**
   * Keeps the cgroups of nodes apart: a kubelet kills what it finds among its Pods' cgroups and
   * does not know. With cgroup v2 each container gets a tree of its own. With v1 there is only the
   * host's tree, and a node stays in its part of it.
   */
  private static void cgroups(CreateContainerCmd create) {
    HostConfig host = Objects.requireNonNull(create.getHostConfig());
    if ("2".equals(DockerClientFactory.instance().getInfo().getCGroupVersion())) {
      host.withCgroupnsMode("private").withBinds(List.of());
    } else {
      host.withCgroupnsMode("host").withBinds(Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"));
    }
  }
}
