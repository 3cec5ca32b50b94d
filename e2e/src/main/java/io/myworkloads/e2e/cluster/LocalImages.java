package io.myworkloads.e2e.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.DockerClientFactory;

/** Brings images of this machine's Docker engine to clusters that run on this machine too. */
public final class LocalImages {
  private static final String MINIKUBE_PROFILE = "minikube.k8s.io/name";

  private LocalImages() {}

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  /** Writes an image as a tar file that goes with this process. */
  static Path save(String image) {
    try {
      Path tar = Files.createTempFile("image-", ".tar");
      tar.toFile().deleteOnExit();
      try (InputStream saved = docker().saveImageCmd(image).exec()) {
        Files.copy(saved, tar, StandardCopyOption.REPLACE_EXISTING);
      }
      return tar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads an image into the nodes of a local cluster: one of minikube's, one whose nodes are
   * containers of this Docker engine (kind, k3d and ours), or k3s on this machine itself.
   *
   * @return the names of nodes that could not be reached this way
   */
  public static List<String> load(KubernetesClient client, String image) {
    List<String> unreached = new ArrayList<>();
    Map<String, NodeContainer> containers = containersByAddress();
    Path tar = save(image);
    for (Node node : client.nodes().list().getItems()) {
      String name = node.getMetadata().getName();
      String minikube = node.getMetadata().getLabels().getOrDefault(MINIKUBE_PROFILE, "");
      NodeContainer container = containers.get(address(node));
      if (!minikube.isEmpty()) {
        run("minikube", "-p", minikube, "image", "load", image);
      } else if (container != null) {
        if (!container.hasImage(image)) { // its tag comes from its content
          container.importImages(tar);
        }
      } else if (isK3s(node) && isThisMachine(address(node))) {
        run("k3s", "ctr", "images", "import", tar.toString());
      } else {
        unreached.add(name);
      }
    }
    return unreached;
  }

  private static Map<String, NodeContainer> containersByAddress() {
    Map<String, NodeContainer> byAddress = new TreeMap<>();
    for (Container container : docker().listContainersCmd().exec()) {
      for (ContainerNetwork network : container.getNetworkSettings().getNetworks().values()) {
        String address = network.getIpAddress();
        if (address != null && !address.isEmpty()) {
          byAddress.put(address, new NodeContainer(container.getNames()[0], container.getId()));
        }
      }
    }
    return byAddress;
  }

  private static String address(Node node) {
    return node.getStatus().getAddresses().stream()
        .filter(address -> "InternalIP".equals(address.getType()))
        .map(address -> address.getAddress())
        .findFirst()
        .orElse("");
  }

  private static boolean isK3s(Node node) {
    return node.getStatus().getNodeInfo().getKubeletVersion().contains("+k3s");
  }

  private static boolean isThisMachine(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(String... command) {
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": exit code " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e); // names the program that is missing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
