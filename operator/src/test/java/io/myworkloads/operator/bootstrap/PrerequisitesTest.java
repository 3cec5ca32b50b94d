package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.myworkloads.api.v1.MyReplicaSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrerequisitesTest {
  private static final Config NOBODY_LISTENS =
      new ConfigBuilder(Config.empty())
          .withMasterUrl("http://localhost:1")
          .withRequestRetryBackoffLimit(0)
          .build();

  @Test
  void aServerThatIsAwayIsWaitedForWithGrowingPauses() {
    var pauses = new ArrayList<Duration>();
    var enough = new IllegalStateException("enough");
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(NOBODY_LISTENS).build()) {
      var prerequisites =
          new Prerequisites(
              client,
              List.of(MyReplicaSet.class),
              pause -> {
                pauses.add(pause);
                if (pauses.size() == 6) {
                  throw enough;
                }
              });
      assertThat(prerequisites.problem()).contains("no answer of the API server yet");
      assertThatThrownBy(prerequisites::await).isSameAs(enough);
      assertThat(prerequisites.problem())
          .contains("the API server at http://localhost:1/ does not answer: connection refused");
    }
    assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }
}
