package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.myworkloads.operator.core.pods.PodView;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Each call is one request, and says which Pod it means. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class ClientPodApiTest {
  private static final String PODS = "/api/v1/namespaces/shop/pods";

  KubernetesMockServer server;
  KubernetesClient client;

  @Test
  void anAdoptionStatesThePodItMeans() throws Exception {
    server.expect().patch().withPath(PODS + "/web-1").andReturn(200, pod()).once();
    api().adopt(view(), owner());
    assertThat(server.getRequestCount()).isEqualTo(1);
    var request = server.takeRequest();
    assertThat(request.getHeader("Content-Type"))
        .isEqualTo("application/strategic-merge-patch+json");
    assertThat(request.getUtf8Body())
        .contains("\"uid\":\"pod-uid\"", "\"uid\":\"set-uid\"", "\"controller\":true");
  }

  @Test
  void aReleaseTakesTheOneReferenceAway() throws Exception {
    server.expect().patch().withPath(PODS + "/web-1").andReturn(200, pod()).once();
    api().release(view(), owner());
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(server.takeRequest().getUtf8Body())
        .contains("\"uid\":\"pod-uid\"", "\"$patch\":\"delete\"", "\"uid\":\"set-uid\"");
  }

  @Test
  void aDeletionIsOfThisPodAndNoOtherOfItsName() throws Exception {
    server.expect().delete().withPath(PODS + "/web-1").andReturn(200, pod()).once();
    api().delete(view());
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(server.takeRequest().getUtf8Body())
        .contains("\"preconditions\":{\"uid\":\"pod-uid\"}");
  }

  @Test
  void aPodThatIsNotThereIsNone() {
    assertThat(api().get("shop", "web-1")).isEmpty();
  }

  private ClientPodApi api() {
    return new ClientPodApi(client, new Semaphore(1));
  }

  private static PodView view() {
    return PodViews.of(pod());
  }

  private static PodOwner owner() {
    return new PodOwner("myworkloads.io/v1", "MyReplicaSet", "shop", "web", "set-uid", false);
  }

  private static Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("web-1")
        .withUid("pod-uid")
        .withResourceVersion("5")
        .withCreationTimestamp("2026-03-01T10:00:00Z")
        .endMetadata()
        .withNewStatus()
        .withPhase("Running")
        .endStatus()
        .build();
  }
}
