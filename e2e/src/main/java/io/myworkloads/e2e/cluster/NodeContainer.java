package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecInContainerPattern;
import org.testcontainers.containers.output.FrameConsumerResultCallback;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.output.ToStringConsumer;

/**
 * The container of one node, by its id alone: so that it does not matter which process started it.
 *
 * @param name of the node
 * @param id of the container
 */
record NodeContainer(String name, String id) {

  /** A folder of the container that takes files for a moment. */
  static final String TEMP = "/tmp";

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  private InspectContainerResponse inspect() {
    return docker().inspectContainerCmd(id).exec();
  }

  CommandResult exec(String... command) {
    try {
      ExecResult result =
          ExecInContainerPattern.execInContainer(
              docker(), inspect(), StandardCharsets.UTF_8, command);
      return new CommandResult(
          String.join(" ", command), result.getExitCode(), result.getStdout(), result.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + Arrays.toString(command), e);
    }
  }

  /** Copies a file of this machine into a folder of the container, under its own name. */
  void copyIn(Path file, String folder) {
    try (InputStream tar = asTar(file)) {
      docker().copyArchiveToContainerCmd(id).withTarInputStream(tar).withRemotePath(folder).exec();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A tar archive of one file, as a stream: the client's own way compresses, which takes 20 s for
   * an image of 100 MB.
   */
  private static InputStream asTar(Path file) throws IOException {
    long size = Files.size(file);
    TarArchiveEntry entry = new TarArchiveEntry(file.getFileName().toString());
    entry.setSize(size);
    byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
    entry.writeEntryHeader(header);
    int padding = Math.toIntExact(-size & (TarConstants.DEFAULT_RCDSIZE - 1));
    byte[] end = new byte[padding + 2 * TarConstants.DEFAULT_RCDSIZE];
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(header),
                Files.newInputStream(file),
                new ByteArrayInputStream(end))));
  }

  /**
   * Loads the images of a tar file, as {@code docker save} writes it, into the node's containerd.
   */
  void importImages(Path tar) {
    copyIn(tar, TEMP);
    String copy = TEMP + "/" + tar.getFileName();
    exec("ctr", "-n", "k8s.io", "images", "import", copy).orFail();
    exec("rm", copy).orFail();
  }

  boolean hasImage(String image) {
    return exec("ctr", "-n", "k8s.io", "images", "ls", "-q")
        .orFail()
        .lines()
        .anyMatch(name -> name.equals(image) || name.endsWith("/" + image));
  }

  boolean running() {
    return Boolean.TRUE.equals(inspect().getState().getRunning());
  }

  /** Ends the node at once, as a power cut does. Its disk stays. */
  void kill() {
    docker().killContainerCmd(id).exec();
  }

  /** Asks its first process to end, and ends it after this time. */
  void stop(int seconds) {
    try {
      docker().stopContainerCmd(id).withTimeout(seconds).exec();
    } catch (NotModifiedException ended) {
      // by itself
    }
  }

  void start() {
    docker().startContainerCmd(id).exec();
  }

  void remove() {
    docker().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
  }

  /** The port of this machine that leads to a port of the container. */
  int hostPort(int port) {
    Ports.Binding[] bindings =
        inspect().getNetworkSettings().getPorts().getBindings().get(new ExposedPort(port));
    if (bindings == null || bindings.length == 0) {
      throw new IllegalStateException("port " + port + " of " + name + " is not published");
    }
    return Integer.parseInt(bindings[0].getHostPortSpec());
  }

  /** What the container printed so far. */
  String log() {
    try (FrameConsumerResultCallback callback = new FrameConsumerResultCallback()) {
      ToStringConsumer text = new ToStringConsumer();
      callback.addConsumer(OutputType.STDOUT, text);
      callback.addConsumer(OutputType.STDERR, text);
      docker()
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .exec(callback)
          .awaitCompletion();
      return text.toUtf8String();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
