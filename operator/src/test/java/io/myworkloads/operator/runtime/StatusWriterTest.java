package io.myworkloads.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class StatusWriterTest {
  private static final String SET = "/apis/myworkloads.io/v1/namespaces/shop/myreplicasets/web";

  KubernetesMockServer server;
  KubernetesClient client;
  private StatusWriter<MyReplicaSetStatus, MyReplicaSet> writer;

  @BeforeEach
  void writer() {
    writer = new StatusWriter<>(client, MyReplicaSet.class);
  }

  @Test
  void whatIsThereAlreadyIsNotWritten() {
    writer.write(set("5", status(3)), status(3));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aChangeIsOneRequestThatStatesTheVersionItIsAbout() throws Exception {
    server.expect().patch().withPath(SET + "/status").andReturn(200, set("6", status(4))).once();
    writer.write(set("5", status(3)), status(4));
    assertThat(server.getRequestCount()).isEqualTo(1);
    var request = server.takeRequest();
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/merge-patch+json");
    assertThat(request.getUtf8Body())
        .contains("\"resourceVersion\":\"5\"", "\"status\":{\"replicas\":4}");
  }

  @Test
  void afterItsWriteAnOlderVersionFromTheCacheIsBroughtUpToIt() {
    server.expect().patch().withPath(SET + "/status").andReturn(200, set("6", status(4))).once();
    writer.write(set("5", status(3)), status(4));
    MyReplicaSet cached = set("5", status(3));
    writer.refresh(cached);
    assertThat(cached.getStatus()).isEqualTo(status(4));
    assertThat(cached.getMetadata().getResourceVersion()).isEqualTo("6");
    assertThat(writer.wrote(set("6", status(4)))).isTrue();
    assertThat(writer.wrote(set("7", status(4)))).isFalse();
  }

  @Test
  void overAChangeOfTheLabelsItIsWrittenAfterAnotherLook() {
    conflict();
    server.expect().get().withPath(SET).andReturn(200, set("6", status(3))).once();
    server.expect().patch().withPath(SET + "/status").andReturn(200, set("7", status(4))).once();
    writer.write(set("5", status(3)), status(4));
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void overAChangeOfTheSpecItIsNotWritten() {
    conflict();
    MyReplicaSet newer = set("6", status(3));
    newer.getMetadata().setGeneration(2L);
    server.expect().get().withPath(SET).andReturn(200, newer).once();
    writer.write(set("5", status(3)), status(4));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void anObjectThatIsGoneNeedsNoStatus() {
    server
        .expect()
        .patch()
        .withPath(SET + "/status")
        .andReturn(404, new StatusBuilder().withCode(404).withReason("NotFound").build())
        .once();
    writer.write(set("5", status(3)), status(4));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private void conflict() {
    server
        .expect()
        .patch()
        .withPath(SET + "/status")
        .andReturn(409, new StatusBuilder().withCode(409).withReason("Conflict").build())
        .once();
  }

  private static MyReplicaSetStatus status(int replicas) {
    var status = new MyReplicaSetStatus();
    status.setReplicas(replicas);
    return status;
  }

  private static MyReplicaSet set(String version, MyReplicaSetStatus status) {
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withUid("set-uid")
            .withGeneration(1L)
            .withResourceVersion(version)
            .build());
    set.setStatus(status);
    return set;
  }
}
