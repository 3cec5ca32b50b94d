package io.myworkloads.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.api.v1.RestartReplacements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class StatusWriterIT {
  KubernetesMockServer server;
  KubernetesClient client;

  private StatusWriter<MyReplicaSetStatus, MyReplicaSet> writer;

  @BeforeEach
  void install() {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(MyReplicaSet.class));
    writer = new StatusWriter<>(new ClientOwnerApi(client), MyReplicaSet.class);
  }

  private MyReplicaSet create() {
    var spec = new MyReplicaSetSpec();
    spec.setReplicas(1);
    var set = new MyReplicaSet();
    set.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("web").build());
    set.setSpec(spec);
    return client.resource(set).create();
  }

  private Resource<MyReplicaSet> web() {
    return client.resources(MyReplicaSet.class).inNamespace("shop").withName("web");
  }

  private MyReplicaSet stored() {
    return Objects.requireNonNull(web().get());
  }

  private static MyReplicaSetStatus status(int replicas, int ready, Condition... conditions) {
    var status = new MyReplicaSetStatus();
    status.setReplicas(replicas);
    status.setReadyReplicas(ready);
    status.setConditions(List.of(conditions));
    return status;
  }

  private static Condition failure() {
    return new ConditionBuilder()
        .withType("ReplicaFailure")
        .withStatus("True")
        .withReason("FailedCreate")
        .withMessage("no room")
        .withLastTransitionTime("2026-01-01T12:00:00Z")
        .build();
  }

  /** What goes over the wire; the server answers with the object in a newer version. */
  private Map<String, Object> patch(MyReplicaSet set, MyReplicaSetStatus status) {
    List<RecordedRequest> requests = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    server
        .expect()
        .patch()
        .withPath("/apis/myworkloads.io/v1/namespaces/shop/myreplicasets/web/status")
        .andReply(
            200,
            request -> {
              requests.add(request);
              bodies.add(request.getBody().readUtf8());
              return set;
            })
        .once();
    int before = server.getRequestCount();
    writer.write(set, status);
    assertThat(server.getRequestCount()).as("no read before the patch").isEqualTo(before + 1);
    assertThat(requests.getFirst().getHeader("Content-Type"))
        .startsWith("application/merge-patch+json");
    return client
        .getKubernetesSerialization()
        .unmarshal(bodies.getFirst(), new TypeReference<Map<String, Object>>() {});
  }

  @Test
  void writesAStatus() {
    writer.write(create(), status(3, 2, failure()));

    assertThat(stored().getStatus()).isEqualTo(status(3, 2, failure()));
  }

  @Test
  void namesOnlyWhatChangedAndTheVersionThatItChanged() {
    MyReplicaSet set = create();
    set.setStatus(status(3, 2));

    assertThat(patch(set, status(3, 3)))
        .isEqualTo(
            Map.of(
                "metadata",
                Map.of("resourceVersion", set.getMetadata().getResourceVersion()),
                "status",
                Map.of("readyReplicas", 3)));
  }

  @Test
  void namesNullWhatBecameAbsent() {
    MyReplicaSet set = create();
    set.setStatus(status(3, 2, failure()));

    Map<String, Object> removed = new HashMap<>();
    removed.put("conditions", null);
    assertThat(patch(set, status(3, 2))).containsEntry("status", removed);
  }

  @Test
  void removesWhatBecameAbsent() {
    writer.write(create(), status(3, 2, failure()));
    writer.write(stored(), status(3, 2));

    assertThat(stored().getStatus()).isEqualTo(status(3, 2));
  }

  @Test
  void writesNothingWhereNothingChanged() {
    writer.write(create(), status(3, 2, failure()));
    int requests = server.getRequestCount();
    MyReplicaSet set = stored();
    writer.write(set, status(3, 2, failure()));

    assertThat(server.getRequestCount()).isEqualTo(requests + 1);
    assertThat(stored().getMetadata().getResourceVersion())
        .isEqualTo(set.getMetadata().getResourceVersion());
  }

  @Test
  void writesOverAnothersWriteThatDidNotChangeTheSpec() {
    MyReplicaSet seen = create();
    web()
        .edit(
            set -> {
              set.getMetadata().setLabels(Map.of("team", "front"));
              return set;
            });
    writer.write(seen, status(3, 2));

    assertThat(stored().getStatus()).isEqualTo(status(3, 2));
    assertThat(stored().getMetadata().getLabels()).isEqualTo(Map.of("team", "front"));
    assertThat(writer.wrote(stored())).isTrue();
  }

  @Test
  void writesNothingOverASpecThatItDoesNotSpeakOf() {
    MyReplicaSet seen = create();
    web()
        .edit(
            set -> {
              set.getSpec().setReplicas(7);
              return set;
            });
    writer.write(seen, status(3, 2));

    assertThat(stored().getStatus()).isEqualTo(new MyReplicaSetStatus());
    assertThat(writer.wrote(stored())).isFalse();
  }

  @Test
  void writesOverNoVersionButTheOneThatWasSeen() {
    MyReplicaSet seen = create();
    assertThat(writer.writeOverSeen(seen, status(1, 0))).isTrue();
    assertThat(seen.getStatus()).isEqualTo(status(1, 0));
    assertThat(writer.writeOverSeen(seen, status(2, 0))).as("its own write was seen").isTrue();
    web()
        .edit(
            set -> {
              set.getMetadata().setLabels(Map.of("team", "front"));
              return set;
            });
    assertThat(writer.writeOverSeen(seen, status(3, 2))).isFalse();
    assertThat(stored().getStatus()).isEqualTo(status(2, 0));

    web().delete();
    assertThat(writer.writeOverSeen(seen, status(3, 2))).isFalse();
  }

  @Test
  void removesWhatBecameAbsentInsideOfAField() {
    var before = status(1, 0);
    before.setRestartReplacements(replacements("web-x"));
    var after = status(1, 0);
    after.setRestartReplacements(replacements(null));
    writer.write(create(), before);
    writer.write(stored(), after);

    assertThat(stored().getStatus()).isEqualTo(after);
  }

  private static RestartReplacements replacements(@Nullable String pod) {
    var replacements = new RestartReplacements();
    replacements.setCount(1);
    replacements.setPodName(pod);
    return replacements;
  }

  @Test
  void writesNothingToAnotherObjectOfTheName() {
    MyReplicaSet seen = create();
    web().delete();
    create();
    writer.write(seen, status(3, 2));

    assertThat(stored().getStatus()).isEqualTo(new MyReplicaSetStatus());
  }

  @Test
  void leavesAnObjectThatIsGone() {
    MyReplicaSet seen = create();
    web().delete();
    writer.write(seen, status(3, 2));

    assertThat(web().get()).isNull();
  }

  @Test
  void throwsWhatItCannotSettle() {
    MyReplicaSet seen = create();
    server
        .expect()
        .patch()
        .withPath("/apis/myworkloads.io/v1/namespaces/shop/myreplicasets/web/status")
        .andReturn(403, new StatusBuilder().withCode(403).withReason("Forbidden").build())
        .once();

    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> writer.write(seen, status(3, 2)));
    assertThat(writer.wrote(stored())).isFalse();
  }

  @Test
  void putsItsLastWriteIntoAnObjectThatIsOlder() {
    MyReplicaSet seen = create();
    writer.write(seen, status(3, 2));
    writer.refresh(seen);

    assertThat(seen.getStatus()).isEqualTo(status(3, 2));
    assertThat(seen.getMetadata().getResourceVersion())
        .isEqualTo(stored().getMetadata().getResourceVersion());
  }

  @Test
  void goesOnFromItsLastWriteBeforeTheWatchShowsIt() throws Exception {
    MyReplicaSet seen = create();
    writer.write(seen, status(3, 2, failure()));
    writer.refresh(seen);
    writer.write(seen, status(3, 2));

    assertThat(stored().getStatus()).isEqualTo(status(3, 2));
  }

  @Test
  void leavesAnObjectThatIsNewerAsItIs() {
    MyReplicaSet seen = create();
    writer.write(seen, status(3, 2));
    MyReplicaSet newer =
        web()
            .edit(
                set -> {
                  set.getSpec().setReplicas(7);
                  return set;
                });
    String version = newer.getMetadata().getResourceVersion();
    newer.setStatus(status(1, 1));
    writer.refresh(newer);

    assertThat(newer.getStatus()).isEqualTo(status(1, 1));
    assertThat(newer.getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void knowsItsOwnWrites() {
    MyReplicaSet seen = create();
    assertThat(writer.wrote(seen)).isFalse();
    writer.write(seen, status(3, 2));
    assertThat(writer.wrote(seen)).isFalse();
    assertThat(writer.wrote(stored())).isTrue();
    web()
        .edit(
            set -> {
              set.getMetadata().setLabels(Map.of("team", "front"));
              return set;
            });
    assertThat(writer.wrote(stored())).isFalse();
  }

  @Test
  void forgetsWithTheObject() {
    MyReplicaSet seen = create();
    writer.write(seen, status(3, 2));
    writer.forget(seen.getMetadata().getUid());

    assertThat(writer.wrote(stored())).isFalse();
    String version = seen.getMetadata().getResourceVersion();
    writer.refresh(seen);
    assertThat(seen.getMetadata().getResourceVersion()).isEqualTo(version);
  }
}
