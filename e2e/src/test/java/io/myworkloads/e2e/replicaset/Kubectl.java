package io.myworkloads.e2e.replicaset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.e2e.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A user of one namespace. */
public record Kubectl(TestCluster cluster, String namespace) {
  private static final Path SAMPLES = Path.of("..", "samples");

  public KubernetesClient client() {
    return cluster.client();
  }

  /** Takes success for granted, and returns what was printed. */
  public String run(String... args) {
    return cluster.kubectl(inNamespace(args)).orFail();
  }

  public String runWithInput(String input, String... args) {
    return cluster.kubectlWithInput(input, inNamespace(args)).orFail();
  }

  public void apply(String yaml) {
    runWithInput(yaml, "apply", "-f", "-");
  }

  /** Applies a MyReplicaSet. */
  TestReplicaSet applySet(String name, String yaml) {
    apply(yaml);
    return TestReplicaSet.named(this, name);
  }

  /** Applies a file of samples/, and returns the one MyReplicaSet in it. */
  TestReplicaSet applySample(String file) {
    return TestReplicaSet.named(this, applySample(file, MyReplicaSet.class));
  }

  /** Applies a file of samples/, and returns the name of the one object of this kind in it. */
  public String applySample(String file, Class<? extends HasMetadata> kind) {
    String prefix = HasMetadata.getSingular(kind) + "." + HasMetadata.getGroup(kind) + "/";
    try {
      return runWithInput(Files.readString(SAMPLES.resolve(file)), "apply", "-f", "-", "-o", "name")
          .lines()
          .filter(name -> name.startsWith(prefix))
          .findFirst()
          .orElseThrow()
          .substring(prefix.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void deletePod(Pod pod) {
    run("delete", "pod", pod.getMetadata().getName(), "--wait=false");
  }

  /** All Pods of the namespace, the terminating ones too, the oldest first. */
  public List<Pod> pods() {
    return client().pods().inNamespace(namespace).list().getItems().stream()
        .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  public Pod pod(String name) {
    return client().pods().inNamespace(namespace).withName(name).require();
  }

  private String[] inNamespace(String... args) {
    List<String> all = new ArrayList<>(List.of("-n", namespace));
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }
}
