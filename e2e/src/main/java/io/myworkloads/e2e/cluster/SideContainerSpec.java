package io.myworkloads.e2e.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A container to run beside a cluster's nodes, in their network, where the API server is {@link
 * TestCluster#apiServerBeside}.
 *
 * @param name tells it from the cluster's other containers
 * @param command in place of the image's own; empty for that
 * @param environment its variables
 * @param files of this machine by their place in the container, read-only
 * @param memoryLimit in MiB; 0 for none
 */
public record SideContainerSpec(
    String name,
    String image,
    List<String> command,
    Map<String, String> environment,
    Map<String, Path> files,
    int memoryLimit) {

  public SideContainerSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }
}
