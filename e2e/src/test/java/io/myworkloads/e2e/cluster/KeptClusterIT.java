package io.myworkloads.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code make run} rests on: a cluster is found again, as it was left. */
class KeptClusterIT {
  private final ClusterSpec spec = ClusterSpec.kept("kept-" + ProcessHandle.current().pid());

  @AfterEach
  void remove() {
    TestCluster.remove(spec.name());
  }

  @Test
  void clusterIsFoundAgainAlsoAfterItsContainersWereStopped() {
    assertThat(TestCluster.attach(spec)).isEmpty();
    try (TestCluster cluster = TestCluster.start(spec)) {
      cluster.addAgent(AgentSpec.named("node-1"));
      cluster
          .client()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("left-here")
                  .withNamespace("default")
                  .endMetadata()
                  .withData(Map.of("by", "the first one"))
                  .build())
          .create();
      cluster.stopAgent("node-1");
      cluster.stopServer();
    }

    try (TestCluster cluster = TestCluster.attach(spec).orElseThrow()) {
      assertThat(cluster.nodes()).containsExactly("server", "node-1").allMatch(cluster::isReady);
      assertThat(
              cluster
                  .client()
                  .configMaps()
                  .inNamespace("default")
                  .withName("left-here")
                  .require()
                  .getData())
          .containsEntry("by", "the first one");
    }

    TestCluster.remove(spec.name());
    assertThat(TestCluster.attach(spec)).isEmpty();
  }
}
