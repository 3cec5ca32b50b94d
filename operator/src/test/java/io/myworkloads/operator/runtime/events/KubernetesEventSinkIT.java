package io.myworkloads.operator.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.operator.runtime.events.EventSink.Outcome;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class KubernetesEventSinkIT {
  private static final String EVENTS = "/api/v1/namespaces/shop/events";
  private static final String EVENT = EVENTS + "/web.1f";
  private static final EventEntry ENTRY =
      new EventEntry(
          "web.1f",
          new Occurrence(
              "myreplicaset-controller",
              new ObjectRef("myworkloads.io/v1", "MyReplicaSet", "shop", "web", "uid-1", "7"),
              EventType.WARNING,
              "FailedCreate",
              "Error creating: quota"),
          "Error creating: quota",
          3,
          Instant.parse("2026-03-01T10:00:00.123Z"),
          Instant.parse("2026-03-01T10:00:07.9Z"));

  KubernetesMockServer server;
  KubernetesClient client;
  private KubernetesClient patient;
  private KubernetesEventSink sink;

  /** Its first failure counts, so it must not be one of a busy machine. */
  @BeforeEach
  void patientButWithoutRetries() {
    patient =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(client.getConfiguration())
                    .withConnectionTimeout(120_000)
                    .withRequestTimeout(120_000)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    sink = new KubernetesEventSink(patient);
  }

  @AfterEach
  void close() {
    patient.close();
  }

  @Test
  void anEventLooksAsThoseOfKubernetesDo() throws Exception {
    server.expect().post().withPath(EVENTS).andReturn(201, "{}").once();
    assertThat(sink.create(ENTRY)).isEqualTo(Outcome.WRITTEN);
    assertThat(
            Serialization.asYaml(
                Serialization.unmarshal(server.takeRequest().getUtf8Body(), Event.class)))
        .isEqualTo(
            """
            ---
            apiVersion: "v1"
            kind: "Event"
            metadata:
              name: "web.1f"
              namespace: "shop"
            count: 3
            firstTimestamp: "2026-03-01T10:00:00Z"
            involvedObject:
              apiVersion: "myworkloads.io/v1"
              kind: "MyReplicaSet"
              name: "web"
              namespace: "shop"
              resourceVersion: "7"
              uid: "uid-1"
            lastTimestamp: "2026-03-01T10:00:07Z"
            message: "Error creating: quota"
            reason: "FailedCreate"
            reportingComponent: "myreplicaset-controller"
            reportingInstance: ""
            source:
              component: "myreplicaset-controller"
            type: "Warning"
            """);
  }

  @Test
  void aPatchChangesWhatCountsAndIsOneRequest() throws Exception {
    server.expect().patch().withPath(EVENT).andReturn(200, "{}").once();
    assertThat(sink.patch(ENTRY)).isEqualTo(Outcome.WRITTEN);
    assertThat(server.getRequestCount()).isEqualTo(1);
    var request = server.takeRequest();
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/merge-patch+json");
    assertThat(Serialization.unmarshal(request.getUtf8Body(), Event.class))
        .returns(3, Event::getCount)
        .returns("2026-03-01T10:00:07Z", Event::getLastTimestamp)
        .returns("Error creating: quota", Event::getMessage)
        .returns(null, Event::getFirstTimestamp);
  }

  record Case(String name, Status answer, Outcome outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> answers() {
    return Stream.of(
        new Case("it is there already", status(409, "AlreadyExists"), Outcome.WRITTEN),
        new Case("it is gone", status(404, "NotFound"), Outcome.MISSING),
        new Case("not allowed", status(403, "Forbidden"), Outcome.REFUSED),
        new Case("not valid", status(422, "Invalid"), Outcome.REFUSED),
        new Case(
            "the namespace is going",
            new StatusBuilder(status(403, "Forbidden"))
                .withNewDetails()
                .addNewCause("metadata.namespace", "going", "NamespaceTerminating")
                .endDetails()
                .build(),
            Outcome.REFUSED),
        new Case("too much at once", status(429, "TooManyRequests"), Outcome.UNAVAILABLE),
        new Case("the server is ill", status(500, "InternalError"), Outcome.UNAVAILABLE),
        new Case("the server is restarting", status(503, "Unavailable"), Outcome.UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void understands(Case c) {
    int code = c.answer().getCode();
    server.expect().post().withPath(EVENTS).andReturn(code, c.answer()).once();
    server.expect().patch().withPath(EVENT).andReturn(code, c.answer()).once();
    assertThat(sink.create(ENTRY)).isEqualTo(c.outcome());
    assertThat(sink.patch(ENTRY)).isEqualTo(c.outcome());
  }

  @Test
  void aServerThatIsAwayMayComeBack() {
    server.shutdown();
    assertThat(sink.create(ENTRY)).isEqualTo(Outcome.UNAVAILABLE);
  }

  private static Status status(int code, String reason) {
    return new StatusBuilder().withCode(code).withReason(reason).withMessage(reason).build();
  }
}
