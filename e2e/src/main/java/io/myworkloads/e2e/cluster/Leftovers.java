package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * Containers and networks of processes that were killed before they could remove them.
 * Testcontainers' Ryuk does this, but its image is not to be had offline, and a forgotten cluster
 * costs a GiB of memory.
 */
final class Leftovers {
  private static final String OWNER = "io.myworkloads.owner-process";

  private Leftovers() {}

  /** Labels of what belongs to this process. */
  static Map<String, String> ownerLabels(ClusterSpec spec) {
    return spec.kept() ? Map.of() : Map.of(OWNER, String.valueOf(ProcessHandle.current().pid()));
  }

  static void remove() {
    DockerClient docker = DockerClientFactory.instance().client();
    for (Container container :
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(OWNER)).exec()) {
      if (ownerIsGone(container.getLabels())) {
        quietly(
            () ->
                docker
                    .removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
      }
    }
    for (Network network : docker.listNetworksCmd().withFilter("label", List.of(OWNER)).exec()) {
      if (ownerIsGone(network.getLabels())) {
        quietly(() -> docker.removeNetworkCmd(network.getId()).exec());
      }
    }
  }

  private static boolean ownerIsGone(Map<String, String> labels) {
    long pid = Long.parseLong(labels.getOrDefault(OWNER, "0"));
    return ProcessHandle.of(pid).isEmpty();
  }

  // Another process may remove the same thing at the same time
  private static void quietly(Runnable removal) {
    try {
      removal.run();
    } catch (DockerException alreadyGoneOrInUse) {
      // whoever comes next tries again
    }
  }
}
