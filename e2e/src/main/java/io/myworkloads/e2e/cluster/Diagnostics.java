package io.myworkloads.e2e.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What explains a failure, as files of one folder: nodes and events of the whole cluster, logs of
 * its components, and for the namespaces asked for and the operator's each object, and each
 * container's log and previous log.
 */
final class Diagnostics {
  private static final Logger LOG = LoggerFactory.getLogger(Diagnostics.class);

  // A scale test has thousands of Pods: the first ones tell the story
  private static final int PODS_WITH_LOGS = 40;

  private final TestCluster cluster;
  private final Path folder;

  Diagnostics(TestCluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  void collect(List<String> namespaces) {
    attempt(
        "nodes.txt", () -> kubectl("get", "nodes", "-o", "wide") + kubectl("describe", "nodes"));
    attempt("pods.txt", () -> kubectl("get", "pods", "-A", "-o", "wide"));
    attempt("events.txt", () -> kubectl("get", "events", "-A", "--sort-by=.lastTimestamp"));
    attempt("objects.txt", () -> kubectl("get", "all", "-A", "-o", "wide"));
    for (String namespace : withOperators(namespaces)) {
      attempt(
          namespace + "/objects.yaml", () -> kubectl("get", "all", "-n", namespace, "-o", "yaml"));
      attempt(namespace + "/describe.txt", () -> kubectl("describe", "all", "-n", namespace));
      pods(namespace).limit(PODS_WITH_LOGS).forEach(this::logs);
    }
    attempt("server-components.txt", this::componentLogs);
    cluster.containerLogs().forEach((node, log) -> attempt("node-" + node + ".log", () -> log));
  }

  private Set<String> withOperators(List<String> namespaces) {
    Set<String> all = new LinkedHashSet<>(namespaces);
    try {
      cluster
          .client()
          .pods()
          .inAnyNamespace()
          .withLabel("app.kubernetes.io/name", "myworkloads")
          .list()
          .getItems()
          .stream()
          .map(pod -> pod.getMetadata().getNamespace())
          .forEach(all::add);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("The operator's Pods cannot be listed");
    }
    return all;
  }

  private Stream<Pod> pods(String namespace) {
    try {
      return cluster.client().pods().inNamespace(namespace).list().getItems().stream();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).addKeyValue("namespace", namespace).log("Pods cannot be listed");
      return Stream.empty();
    }
  }

  private void logs(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .forEach(
            (ContainerStatus container) -> {
              String file = "%s/%s.%s".formatted(namespace, name, container.getName());
              attempt(
                  file + ".log",
                  () -> log(namespace, name, container.getName(), "--previous=false"));
              if (container.getRestartCount() > 0) {
                attempt(
                    file + ".previous.log",
                    () -> log(namespace, name, container.getName(), "--previous=true"));
              }
            });
  }

  private String log(String namespace, String pod, String container, String previous) {
    return kubectl("logs", pod, "-n", namespace, "-c", container, previous, "--timestamps");
  }

  // The offline image writes one file for each component; k3s writes them all to the container's
  // log
  private String componentLogs() {
    return cluster
        .execOnNode(
            cluster.serverNode(),
            "sh",
            "-c",
            "for f in /var/log/k3s-offline/*.log; do [ -f $f ] || continue; echo \"== $f\"; tail -n 400 $f; done")
        .stdout();
  }

  private String kubectl(String... args) {
    CommandResult result = cluster.kubectl(args);
    return Stream.of("$ " + result.command(), result.stdout(), result.stderr())
        .collect(Collectors.joining("\n"));
  }

  /** One part's failure must not cost the others, nor hide the failure that is to be explained. */
  private void attempt(String file, Part part) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, part.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).addKeyValue("file", file).log("Part of the diagnostics is missing");
    }
  }

  private interface Part {
    String text();
  }
}
