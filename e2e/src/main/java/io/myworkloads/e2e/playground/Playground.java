package io.myworkloads.e2e.playground;

import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.myworkloads.e2e.cluster.AgentSpec;
import io.myworkloads.e2e.cluster.ClusterSpec;
import io.myworkloads.e2e.cluster.LocalImages;
import io.myworkloads.e2e.cluster.TestCluster;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The part of e2e/playground.sh that needs a cluster's API. Working directory: e2e.
 *
 * <p>{@code up} makes the playground's cluster, or goes on with the one that is there; {@code
 * deploy} installs the operator into the cluster of the current KUBECONFIG.
 */
public final class Playground {
  private static final ClusterSpec CLUSTER = ClusterSpec.kept("playground").withQuickNodeFailure();
  private static final List<String> AGENTS = List.of("node-1", "node-2");
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Path FOLDER = Path.of("target", "playground");
  private static final Path KUBECONFIG = FOLDER.resolve("kubeconfig");

  /** What e2e/build-image.sh writes the image's name into. */
  private static final Path IMAGE = Path.of("target", "operator-image");

  private Playground() {}

  public static void main(String[] args) {
    try {
      switch (args.length == 1 ? args[0] : "") {
        case "up" -> up();
        case "deploy" -> deploy();
        default -> fail("up or deploy");
      }
    } catch (UserError e) {
      fail(e.text);
    }
  }

  private static void up() {
    Optional<TestCluster> found = step("cluster", () -> TestCluster.attach(CLUSTER));
    try (TestCluster cluster =
        found.orElseGet(() -> step("  a new one", () -> TestCluster.start(CLUSTER)))) {
      AGENTS.stream()
          .filter(name -> !cluster.nodes().contains(name))
          .forEach(name -> step("  " + name, () -> add(cluster, name)));
      String image = image();
      if (!cluster.hasImage(image)) {
        step("image " + image, () -> load(cluster, image));
      }
      write(KUBECONFIG, cluster.kubeconfig());
      try {
        step("operator", () -> OperatorRelease.install(KUBECONFIG, image));
      } catch (RuntimeException e) {
        Path diagnostics = FOLDER.resolve("diagnostics").toAbsolutePath();
        cluster.diagnose(diagnostics, List.of(OperatorRelease.NAMESPACE));
        throw new UserError(
            "The operator does not come up: %s\nWhat explains it: %s"
                .formatted(e.getMessage(), diagnostics),
            e);
      }
      step("samples", () -> applyMissing(cluster.client()));
    }
  }

  private static String add(TestCluster cluster, String agent) {
    cluster.addAgent(AgentSpec.named(agent));
    return "";
  }

  private static String load(TestCluster cluster, String image) {
    cluster.loadImage(image);
    return "";
  }

  /** Leaves objects that are there as they are: the user may have changed them. */
  private static String applyMissing(KubernetesClient client) {
    int created = 0;
    int kept = 0;
    for (Path file : samples()) {
      try (InputStream yaml = Files.newInputStream(file)) {
        for (HasMetadata object : client.load(yaml).items()) {
          if (client.resource(object).inNamespace("default").get() == null) {
            client.resource(object).inNamespace("default").create();
            created++;
          } else {
            kept++;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return "%d created%s".formatted(created, kept == 0 ? "" : ", " + kept + " left as they are");
  }

  private static List<Path> samples() {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deploy() {
    Path kubeconfig = kubeconfig();
    String contents = read(kubeconfig);
    Config config = Config.fromKubeconfig(contents);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      System.out.printf("  into %s (%s)%n", config.getMasterUrl(), kubeconfig);
      String named = System.getenv().getOrDefault("IMAGE", "");
      String image = named.isEmpty() ? image() : named;
      if (named.isEmpty()) {
        List<String> unreached = step("image " + image, () -> LocalImages.load(client, image));
        if (!unreached.isEmpty()) {
          throw new UserError(
              """
              This cluster's nodes are not on this machine (%s), so they need a registry. Push the image to yours, and name it:
                docker tag %s REGISTRY/myworkloads-operator:TAG && docker push REGISTRY/myworkloads-operator:TAG
                make deploy IMAGE=REGISTRY/myworkloads-operator:TAG"""
                  .formatted(String.join(", ", unreached), image));
        }
      }
      Release release = step("operator", () -> OperatorRelease.install(kubeconfig, image));
      System.out.println();
      System.out.println(release.getOutput().strip());
    }
  }

  private static Path kubeconfig() {
    Map<String, String> env = System.getenv();
    String home = env.getOrDefault("HOME", System.getProperty("user.home"));
    String value = env.getOrDefault("KUBECONFIG", "");
    List<Path> files =
        Arrays.stream((value.isEmpty() ? home + "/.kube/config" : value).split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    return switch (files.size()) {
      case 0 ->
          throw new UserError(
              "No cluster to deploy to: set KUBECONFIG, or use `make run` for a cluster here.");
      case 1 -> files.getFirst();
      default ->
          throw new UserError(
              "KUBECONFIG names several files; make one of them: kubectl config view --flatten");
    };
  }

  private static String image() {
    return read(IMAGE).strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the owner's eyes only: what is written gives all rights on the cluster. */
  private static void write(Path file, String text) {
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says what is being done, and afterwards how long it took. */
  private static <T> T step(String what, Supplier<T> work) {
    System.out.printf("  %s ...", what);
    System.out.flush();
    Instant from = Instant.now();
    T result = work.get();
    String detail = result instanceof String s && !s.isEmpty() ? s + ", " : "";
    System.out.printf(" %s%d s%n", detail, Duration.between(from, Instant.now()).toSeconds());
    return result;
  }

  private static void fail(String message) {
    System.out.println();
    System.err.println(message);
    System.exit(1);
  }

  /** Something that the user can put right, and how. */
  private static final class UserError extends RuntimeException {
    private final String text;

    UserError(String text) {
      super(text);
      this.text = text;
    }

    UserError(String text, Throwable cause) {
      super(text, cause);
      this.text = text;
    }
  }
}
