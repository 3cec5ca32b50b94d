package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * A real cluster: a server, which is a node too, and as many further nodes (agents) as a test adds.
 *
 * <p>Methods return when what they did has taken effect: an added node is Ready, a loaded image is
 * on all nodes. Tests that run side by side may share a cluster as long as each keeps to its own
 * namespaces and its own agents.
 */
public final class TestCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TestCluster.class);

  /** For a node to be Ready: some 3 s on an idle machine. */
  private static final Duration NODE_DEADLINE = Duration.ofMinutes(2);

  private static final String PREFIX = "myworkloads-";
  private static final String NAME_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private final NodeStarter starter;
  private final NodeContainer server;
  private final Map<String, NodeContainer> agents = new ConcurrentSkipListMap<>();
  private final List<Path> loadedImages = new CopyOnWriteArrayList<>();
  private final String kubeconfig;
  private final KubernetesClient client;

  private TestCluster(NodeStarter starter, NodeContainer server) {
    this.starter = starter;
    this.server = server;
    String url =
        "https://%s:%d"
            .formatted(
                DockerClientFactory.instance().dockerHostIpAddress(),
                server.hostPort(NodeStarter.API_PORT));
    this.kubeconfig =
        server
            .exec("cat", "/etc/rancher/k3s/k3s.yaml")
            .orFail()
            .replaceFirst("server: https://\\S+", "server: " + url)
            .concat("\n");
    this.client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  /** Starts a cluster of one node. */
  public static TestCluster start(ClusterSpec spec) {
    Leftovers.remove();
    remove(spec.name()); // what a start left behind that was interrupted
    Map<String, String> labels = NodeStarter.labels(spec);
    String network =
        docker()
            .createNetworkCmd()
            .withName(PREFIX + spec.name())
            .withLabels(labels)
            .exec()
            .getId();
    try {
      NodeStarter starter = new NodeStarter(spec, network);
      TestCluster cluster = new TestCluster(starter, starter.server());
      cluster.awaitReady(NodeStarter.SERVER);
      cluster.awaitServiceAccount("default");
      return cluster;
    } catch (RuntimeException e) {
      remove(spec.name());
      throw e;
    }
  }

  /**
   * Finds a {@link ClusterSpec#kept kept} cluster that an earlier process started, and starts its
   * nodes again where they are stopped (after the machine was, for example).
   *
   * @return nothing, when there is no such cluster
   */
  public static Optional<TestCluster> attach(ClusterSpec spec) {
    Map<String, NodeContainer> nodes = new TreeMap<>();
    for (Container container : containers(spec.name())) {
      String node = container.getLabels().get(NodeStarter.NODE_LABEL);
      if (node != null) { // others run beside the nodes
        nodes.put(node, new NodeContainer(node, container.getId()));
      }
    }
    NodeContainer server = nodes.remove(NodeStarter.SERVER);
    List<Network> networks = networks(spec.name());
    if (server == null || networks.isEmpty()) {
      return Optional.empty();
    }
    startIfStopped(server);
    Waiting.until(
        "the kubeconfig of " + spec.name(),
        NODE_DEADLINE,
        () -> server.exec("cat", "/etc/rancher/k3s/k3s.yaml").succeeded());
    TestCluster cluster =
        new TestCluster(new NodeStarter(spec, networks.getFirst().getId()), server);
    cluster.agents.putAll(nodes);
    nodes.values().forEach(TestCluster::startIfStopped);
    cluster.awaitReady(NodeStarter.SERVER);
    nodes.keySet().forEach(cluster::awaitReady);
    cluster.awaitServiceAccount("default");
    return Optional.of(cluster);
  }

  private static void startIfStopped(NodeContainer node) {
    if (!node.running()) {
      node.start();
    }
  }

  /** Removes a cluster of any process, with all that is in it. */
  public static void remove(String name) {
    containers(name).forEach(c -> new NodeContainer("", c.getId()).remove());
    networks(name).forEach(n -> docker().removeNetworkCmd(n.getId()).exec());
  }

  private static List<Container> containers(String cluster) {
    return docker()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(NodeStarter.CLUSTER_LABEL, cluster))
        .exec();
  }

  private static List<Network> networks(String cluster) {
    return docker()
        .listNetworksCmd()
        .withFilter("label", List.of(NodeStarter.CLUSTER_LABEL + "=" + cluster))
        .exec();
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  /** A client with all rights. It is closed with the cluster. */
  public KubernetesClient client() {
    return client;
  }

  /** The kubeconfig of this machine's clients, with all rights. */
  public String kubeconfig() {
    return kubeconfig;
  }

  /** The node that is the server. */
  public String serverNode() {
    return NodeStarter.SERVER;
  }

  /** Names of all nodes that were added and not removed; the server is the first. */
  public List<String> nodes() {
    List<String> names = new ArrayList<>(List.of(NodeStarter.SERVER));
    names.addAll(agents.keySet());
    return names;
  }

  /** Adds a node, with all images that were loaded before. */
  public void addAgent(AgentSpec agent) {
    NodeContainer container = starter.agent(agent);
    agents.put(agent.name(), container);
    awaitReady(agent.name());
    loadedImages.forEach(container::importImages);
  }

  /**
   * Takes a node out for good: its container and its Node object, whose Pods the garbage collection
   * of Pods then removes.
   */
  public void removeAgent(String name) {
    agent(name).remove();
    agents.remove(name);
    client.nodes().withName(name).delete();
  }

  /** Stops a node as a power cut does: nothing tells the API server. */
  public void stopAgent(String name) {
    agent(name).kill();
  }

  /** Stops the server as a power cut does. Only {@link #attach} starts it again. */
  void stopServer() {
    server.kill();
  }

  /** Starts a stopped node again. It has its images still, and none of its containers. */
  public void startAgent(String name) {
    NodeContainer container = agent(name);
    // The Node may be Ready still, from before: only a heartbeat later than now counts
    String before = lastHeartbeat(name);
    container.start();
    Waiting.until(
        "a heartbeat of node " + name, NODE_DEADLINE, () -> !lastHeartbeat(name).equals(before));
    awaitReady(name);
  }

  private NodeContainer agent(String name) {
    NodeContainer container = agents.get(name);
    if (container == null) {
      throw new IllegalArgumentException("no agent " + name + " among " + agents.keySet());
    }
    return container;
  }

  private String lastHeartbeat(String node) {
    return client.nodes().withName(node).require().getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(condition -> condition.getStatus() + " " + condition.getLastHeartbeatTime())
        .findFirst()
        .orElse("");
  }

  /** Keeps new Pods off a node. */
  public void cordon(String node) {
    kubectl("cordon", node).orFail();
  }

  public void uncordon(String node) {
    kubectl("uncordon", node).orFail();
  }

  /**
   * Keeps Pods that do not tolerate it off a node.
   *
   * @param taint as {@code key=value:Effect}
   */
  public void taint(String node, String taint) {
    kubectl("taint", "node", node, taint, "--overwrite").orFail();
  }

  /** Takes off what {@link #taint} put on. */
  public void untaint(String node, String taint) {
    kubectl("taint", "node", node, taint + "-").orFail();
  }

  public void label(String node, String key, String value) {
    kubectl("label", "node", node, key + "=" + value, "--overwrite").orFail();
  }

  public void unlabel(String node, String key) {
    kubectl("label", "node", node, key + "-").orFail();
  }

  /** Waits until a node is Ready. */
  public void awaitReady(String node) {
    Waiting.until("node " + node + " Ready", NODE_DEADLINE, () -> isReady(node));
  }

  public boolean isReady(String node) {
    Node found = client.nodes().withName(node).get();
    return found != null
        && found.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** Runs kubectl with all rights. */
  public CommandResult kubectl(String... args) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(args));
    return server.exec(command.toArray(String[]::new));
  }

  /**
   * Runs kubectl with all rights and something to read: {@code kubectlWithInput(yaml, "apply",
   * "-f", "-")}.
   */
  public CommandResult kubectlWithInput(String input, String... args) {
    try {
      Path file = Files.createTempFile("stdin-", "");
      try {
        Files.writeString(file, input);
        server.copyIn(file, NodeContainer.TEMP);
        List<String> command =
            new ArrayList<>(
                List.of(
                    "sh",
                    "-c",
                    "f=$1; shift; kubectl \"$@\" < $f; c=$?; rm $f; exit $c",
                    "sh",
                    NodeContainer.TEMP + "/" + file.getFileName()));
        command.addAll(List.of(args));
        CommandResult result = server.exec(command.toArray(String[]::new));
        return new CommandResult(
            "kubectl " + String.join(" ", args),
            result.exitCode(),
            result.stdout(),
            result.stderr());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command in a node's container, as root. */
  public CommandResult execOnNode(String node, String... command) {
    return (NodeStarter.SERVER.equals(node) ? server : agent(node)).exec(command);
  }

  /** The API server's address for containers beside the nodes. */
  public static String apiServerBeside() {
    return "https://" + NodeStarter.SERVER + ":" + NodeStarter.API_PORT;
  }

  /** Starts a container beside the nodes. */
  public SideContainer startBeside(SideContainerSpec beside) {
    return SideContainer.start(
        beside,
        PREFIX + starter.spec().name() + "-" + beside.name(),
        starter.network(),
        NodeStarter.labels(starter.spec()));
  }

  /** Whether all nodes have an image of this name. */
  public boolean hasImage(String image) {
    return Stream.concat(Stream.of(server), agents.values().stream())
        .filter(NodeContainer::running)
        .allMatch(node -> node.hasImage(image));
  }

  /** Loads an image of this machine's Docker engine into all nodes, those added later included. */
  public void loadImage(String image) {
    loadImageTar(LocalImages.save(image));
  }

  /**
   * Loads the images of a tar file, as {@code docker save} writes it, into all nodes, those added
   * later included.
   */
  public void loadImageTar(Path tar) {
    loadedImages.add(tar);
    server.importImages(tar);
    agents.values().stream()
        .filter(NodeContainer::running)
        .forEach(agent -> agent.importImages(tar));
  }

  /**
   * Makes a namespace that Pods can be created in at once.
   *
   * @return its name: the prefix and a few random characters
   */
  public String createNamespace(String prefix) {
    StringBuilder name = new StringBuilder(prefix).append('-');
    ThreadLocalRandom.current()
        .ints(5, 0, NAME_ALPHABET.length())
        .forEach(i -> name.append(NAME_ALPHABET.charAt(i)));
    String namespace = name.toString();
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    awaitServiceAccount(namespace);
    return namespace;
  }

  /** Deletes a namespace, and does not wait until all that is in it is gone. */
  public void deleteNamespace(String name) {
    client.namespaces().withName(name).delete();
  }

  // Without it the API server refuses Pods
  private void awaitServiceAccount(String namespace) {
    Waiting.until(
        "the default ServiceAccount of " + namespace,
        NODE_DEADLINE,
        () -> client.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
  }

  /** Writes down what explains a failure: see {@link Diagnostics}. */
  public void diagnose(Path folder, List<String> namespaces) {
    new Diagnostics(this, folder).collect(namespaces);
  }

  /** What the container of each running or stopped node printed. */
  Map<String, String> containerLogs() {
    Map<String, String> logs = new TreeMap<>();
    logs.put(server.name(), server.log());
    agents.forEach((name, agent) -> logs.put(name, agent.log()));
    return logs;
  }

  /** Closes the client; removes the cluster, unless it is a kept one. */
  @Override
  public void close() {
    client.close();
    if (!starter.spec().kept()) {
      LOG.atDebug().addKeyValue("cluster", starter.spec().name()).log("Cluster removed");
      remove(starter.spec().name());
    }
  }
}
