package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** A container that runs beside a cluster's nodes. It goes with the cluster at the latest. */
public final class SideContainer implements AutoCloseable {
  private static final long MEBI = 1024L * 1024;
  private static final int SECONDS_TO_END = 15;

  private final NodeContainer container;

  private SideContainer(NodeContainer container) {
    this.container = container;
  }

  static SideContainer start(
      SideContainerSpec spec, String fullName, String network, Map<String, String> labels) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(network)
            .withBinds(
                spec.files().entrySet().stream()
                    .map(
                        file ->
                            new Bind(
                                file.getValue().toAbsolutePath().toString(),
                                new Volume(file.getKey()),
                                AccessMode.ro))
                    .toList());
    if (spec.memoryLimit() > 0) {
      host.withMemory(spec.memoryLimit() * MEBI);
    }
    CreateContainerCmd create =
        docker()
            .createContainerCmd(spec.image())
            .withName(fullName)
            .withLabels(labels)
            .withHostConfig(host)
            .withEnv(
                spec.environment().entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .toList());
    if (!spec.command().isEmpty()) {
      create
          .withEntrypoint(spec.command().getFirst())
          .withCmd(spec.command().subList(1, spec.command().size()));
    }
    var container = new NodeContainer(spec.name(), create.exec().getId());
    container.start();
    return new SideContainer(container);
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  /**
   * The id of its first process, on this machine.
   *
   * @throws IllegalStateException when it has ended, with what it printed
   */
  public long processId() {
    Long pid = docker().inspectContainerCmd(container.id()).exec().getState().getPidLong();
    if (pid == null || pid == 0) {
      throw new IllegalStateException(container.name() + " has ended:\n" + container.log());
    }
    return pid;
  }

  /** Its address in the cluster's network. */
  public String address() {
    return docker()
        .inspectContainerCmd(container.id())
        .exec()
        .getNetworkSettings()
        .getNetworks()
        .values()
        .iterator()
        .next()
        .getIpAddress();
  }

  /** What it printed so far. */
  public String log() {
    return container.log();
  }

  /** Asks it to end, and removes it, if it is still there. */
  @Override
  public void close() {
    try {
      container.stop(SECONDS_TO_END);
      container.remove();
    } catch (NotFoundException alreadyGone) {
      // with its cluster
    }
  }
}
