package io.myworkloads.e2e.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cluster to start.
 *
 * @param name tells its containers from those of other clusters on the machine
 * @param kept whether it outlives this process, so that a later one can {@link TestCluster#attach
 *     attach} to it
 * @param serverArgs further arguments of the server, as k3s takes them: {@code
 *     --kube-apiserver-arg=...}
 * @param kubeletArgs arguments of every node's kubelet, as {@code name=value}
 */
public record ClusterSpec(
    String name, boolean kept, List<String> serverArgs, List<String> kubeletArgs) {

  private static final AtomicInteger STARTED = new AtomicInteger();

  public ClusterSpec {
    serverArgs = List.copyOf(serverArgs);
    kubeletArgs = List.copyOf(kubeletArgs);
  }

  /** A cluster of this process, with an own name, gone when the process ends. */
  public static ClusterSpec temporary() {
    String name = "e2e-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    return new ClusterSpec(name, false, List.of(), List.of());
  }

  /** A cluster that stays when this process ends. */
  public static ClusterSpec kept(String name) {
    return new ClusterSpec(name, true, List.of(), List.of());
  }

  public ClusterSpec withServerArg(String arg) {
    List<String> more = new ArrayList<>(serverArgs);
    more.add(arg);
    return new ClusterSpec(name, kept, more, kubeletArgs);
  }

  /**
   * The same cluster, with one more argument of every node's kubelet.
   *
   * @param arg as {@code name=value}
   */
  public ClusterSpec withKubeletArg(String arg) {
    List<String> more = new ArrayList<>(kubeletArgs);
    more.add(arg);
    return new ClusterSpec(name, kept, serverArgs, more);
  }

  /**
   * With nodes that are found dead in some 16 s, in place of upstream's 50 s: for tests that lose
   * nodes. The kubelets report every 4 s then (10 s otherwise), so that a busy machine may delay
   * three reports before a live node counts as dead.
   */
  public ClusterSpec withQuickNodeFailure() {
    return withServerArg("--kube-controller-manager-arg=node-monitor-grace-period=16s")
        .withServerArg("--kube-controller-manager-arg=node-monitor-period=2s")
        .withKubeletArg("node-status-update-frequency=4s");
  }
}
