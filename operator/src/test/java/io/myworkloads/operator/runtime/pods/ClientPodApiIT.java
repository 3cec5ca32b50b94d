package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.sim.SimulatedShell.owner;
import static io.myworkloads.operator.sim.SimulatedShell.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.runtime.client.ApiError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire; what a server makes of it, the e2e tests show. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class ClientPodApiIT {
  private static final String PATH = "/api/v1/namespaces/shop/pods/web-x";
  private static final PodOwner ME = owner("web", "me");
  private static final PodView VIEW = PodViewBuilder.pod("web-x").uid("u").build();

  KubernetesMockServer server;
  KubernetesClient client;

  private final Semaphore inFlight = new Semaphore(1);
  private ClientPodApi api;

  @BeforeEach
  void connect() {
    api = new ClientPodApi(client, inFlight);
  }

  private Pod create() {
    return api.create(PodFactory.pod(ME, template(Map.of("app", "web")), "web-x"));
  }

  private RecordedRequest last() throws InterruptedException {
    return server.getLastRequest();
  }

  private Object body(RecordedRequest request) {
    return client
        .getKubernetesSerialization()
        .unmarshal(request.getBody().readUtf8(), new TypeReference<Map<String, Object>>() {});
  }

  private static void assertError(ApiError error, ThrowingCallable call) {
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(ApiError.of(e)).isEqualTo(error));
  }

  private void answer(int code, String reason) {
    server
        .expect()
        .delete()
        .withPath(PATH)
        .andReturn(
            code, new StatusBuilder().withCode(code).withReason(reason).withMessage("no").build())
        .always();
  }

  @Test
  void createsAPodUnderTheNameThatItWasGiven() throws Exception {
    Pod made = create();

    assertThat(made.getMetadata().getName()).isEqualTo("web-x");
    assertThat(made.getMetadata().getUid()).isNotNull();
    assertThat(last().method()).hasToString("POST");
    assertThat(last().getPath()).isEqualTo("/api/v1/namespaces/shop/pods");
    assertThat(inFlight.availablePermits()).isEqualTo(1);
  }

  @Test
  void saysThatANameIsTaken() {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/shop/pods")
        .andReturn(409, new StatusBuilder().withCode(409).withReason("AlreadyExists").build())
        .always();

    assertError(ApiError.ALREADY_EXISTS, this::create);
    assertThat(inFlight.availablePermits()).isEqualTo(1);
  }

  @Test
  void readsAPodOrThatThereIsNone() {
    assertThat(api.get("shop", "web-x")).isEmpty();
    Pod made = create();

    assertThat(api.get("shop", "web-x")).contains(made);
  }

  @Test
  void deletesThePodOfThisUidOnly() throws Exception {
    create();
    api.delete(VIEW);

    RecordedRequest request = last();
    assertThat(request.method()).hasToString("DELETE");
    assertThat(request.getPath()).isEqualTo(PATH);
    assertThat(body(request))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("preconditions", Map.of("uid", "u"))
        .doesNotContainKey("gracePeriodSeconds");
    assertThat(api.get("shop", "web-x")).isEmpty();
  }

  @Test
  void saysThatThereIsNoPodToDelete() {
    assertError(ApiError.NOT_FOUND, () -> api.delete(VIEW));
  }

  @Test
  void saysThatThePodToDeleteIsAnother() {
    answer(409, "Conflict");

    assertError(ApiError.CONFLICT, () -> api.delete(VIEW));
  }

  @Test
  void saysThatADeletionWasRefused() {
    answer(403, "Forbidden");

    assertError(ApiError.REFUSED, () -> api.delete(VIEW));
    assertThat(inFlight.availablePermits()).isEqualTo(1);
  }

  @Test
  void adoptsAsUpstreamDoes() throws Exception {
    server.expect().patch().withPath(PATH).andReturn(200, new PodBuilder().build()).always();
    api.adopt(VIEW, ME);

    RecordedRequest request = last();
    assertThat(request.getHeader("Content-Type"))
        .startsWith("application/strategic-merge-patch+json");
    assertThat(body(request))
        .isEqualTo(
            Map.of(
                "metadata",
                Map.of(
                    "uid",
                    "u",
                    "ownerReferences",
                    List.of(
                        Map.of(
                            "apiVersion",
                            "myworkloads.io/v1",
                            "kind",
                            "MyReplicaSet",
                            "name",
                            "web",
                            "uid",
                            "me",
                            "controller",
                            true,
                            "blockOwnerDeletion",
                            true)))));
    assertThat(server.getRequestCount()).as("no read before the patch").isEqualTo(1);
  }

  /** The words of upstream's TestGeneratePatchBytesForDelete. */
  @Test
  void releasesAsUpstreamDoes() throws Exception {
    server.expect().patch().withPath(PATH).andReturn(200, new PodBuilder().build()).always();
    api.release(VIEW, ME);

    assertThat(body(last()))
        .isEqualTo(
            Map.of(
                "metadata",
                Map.of(
                    "uid",
                    "u",
                    "ownerReferences",
                    List.of(Map.of("$patch", "delete", "uid", "me")))));
  }

  private static final PodOwner JOB =
      new PodOwner("myworkloads.io/v1", "MyJob", "shop", "pi", "me", false);

  @Test
  void takesTheFinalizerOffThisPodAndPerhapsOnlyThisVersion() throws Exception {
    server.expect().patch().withPath(PATH).andReturn(200, new PodBuilder().build()).always();
    api.untrack(VIEW, null);
    assertThat(metadata(last()))
        .isEqualTo(
            Map.of(
                "uid",
                "u",
                "$deleteFromPrimitiveList/finalizers",
                List.of("myworkloads.io/job-tracking")));

    api.untrack(VIEW, 7L);
    assertThat(metadata(last())).containsEntry("resourceVersion", "7");
  }

  @Test
  void tracksWhatIsAdoptedForAJobAndDoesSoNoMoreWhenItIsReleased() throws Exception {
    server.expect().patch().withPath(PATH).andReturn(200, new PodBuilder().build()).always();
    api.adopt(VIEW, JOB);
    assertThat(metadata(last()))
        .containsEntry("finalizers", List.of("myworkloads.io/job-tracking"));
    api.release(VIEW, JOB);
    assertThat(metadata(last()))
        .containsEntry(
            "$deleteFromPrimitiveList/finalizers", List.of("myworkloads.io/job-tracking"));
    api.adopt(VIEW, ME);
    assertThat(metadata(last())).doesNotContainKey("finalizers");
  }

  private Map<String, Object> metadata(RecordedRequest request) {
    return Objects.requireNonNull(
        client
            .getKubernetesSerialization()
            .unmarshal(
                request.getBody().readUtf8(),
                new TypeReference<Map<String, Map<String, Object>>>() {})
            .get("metadata"));
  }
}
