package io.myworkloads.e2e.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A user of one namespace. */
record Kubectl(TestCluster cluster, String namespace) {
  private static final Path SAMPLES = Path.of("..", "samples");

  KubernetesClient client() {
    return cluster.client();
  }

  /** Takes success for granted, and returns what was printed. */
  String run(String... args) {
    return cluster.kubectl(inNamespace(args)).orFail();
  }

  String runWithInput(String input, String... args) {
    return cluster.kubectlWithInput(input, inNamespace(args)).orFail();
  }

  void apply(String yaml) {
    runWithInput(yaml, "apply", "-f", "-");
  }

  /** Applies a MyReplicaSet. */
  TestReplicaSet applySet(String name, String yaml) {
    apply(yaml);
    return TestReplicaSet.named(this, name);
  }

  /** Applies a file of samples/, and returns the one MyReplicaSet in it. */
  TestReplicaSet applySample(String file) {
    try {
      String set =
          runWithInput(Files.readString(SAMPLES.resolve(file)), "apply", "-f", "-", "-o", "name")
              .lines()
              .filter(name -> name.startsWith("myreplicaset."))
              .findFirst()
              .orElseThrow();
      return TestReplicaSet.named(this, set.substring(set.indexOf('/') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deletePod(Pod pod) {
    run("delete", "pod", pod.getMetadata().getName(), "--wait=false");
  }

  /** All Pods of the namespace, the terminating ones too, the oldest first. */
  List<Pod> pods() {
    return client().pods().inNamespace(namespace).list().getItems().stream()
        .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  Pod pod(String name) {
    return client().pods().inNamespace(namespace).withName(name).require();
  }

  private String[] inNamespace(String... args) {
    List<String> all = new ArrayList<>(List.of("-n", namespace));
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }
}
