package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.operator.sim.MockApiServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * MyReplicaSets under the framework, against a server in memory that keeps objects and tells of
 * them, and neither runs Pods nor collects garbage. Each test has an object of its own.
 */
class MyReplicaSetControllerIT {
  @RegisterExtension private static final MockApiServer server = new MockApiServer();

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  private static String version(String name) {
    return Objects.requireNonNull(set(name).get()).getMetadata().getResourceVersion();
  }

  private static MyReplicaSet create(String name, int replicas, String more) {
    return server.client().resource(manifest(name, replicas, more)).create();
  }

  /** A set; {@code more} is a line of its spec. */
  private static MyReplicaSet manifest(String name, int replicas, String more) {
    return Serialization.unmarshal(
        """
            apiVersion: myworkloads.io/v1
            kind: MyReplicaSet
            metadata: {name: %1$s, namespace: shop}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: %1$s}}
              %3$s
              template:
                metadata:
                  labels: {app: %1$s, tier: front}
                  annotations: {team: blue}
                  finalizers: [example.com/wait]
                spec:
                  containers:
                  - name: web
                    image: registry.example/web:1
                    livenessProbe:
                      httpGet: {path: /healthz, port: http, httpHeaders: [{name: X, value: y}]}
                      initialDelaySeconds: 1
                      periodSeconds: 2
                      timeoutSeconds: 3
                      failureThreshold: 4
                      terminationGracePeriodSeconds: 5
                    readinessProbe: {tcpSocket: {port: 8080}}
                    startupProbe: {exec: {command: [cat, /tmp/healthy]}}
                  - name: rpc
                    image: registry.example/rpc:1
                    livenessProbe: {grpc: {port: 9000, service: live}}
            """
            .formatted(name, replicas, more),
        MyReplicaSet.class);
  }

  private static Resource<MyReplicaSet> set(String name) {
    return server.client().resources(MyReplicaSet.class).inNamespace("shop").withName(name);
  }

  private static MyReplicaSetStatus status(String name) {
    return Objects.requireNonNull(Objects.requireNonNull(set(name).get()).getStatus());
  }

  private static List<Pod> pods(MyReplicaSet owner) {
    return server.client().pods().inNamespace("shop").list().getItems().stream()
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(ref -> ref.getUid().equals(owner.getMetadata().getUid())))
        .toList();
  }

  private static void scale(String name, int replicas) {
    set(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
  }

  private static void ready(Pod pod, Instant since) {
    server
        .client()
        .resource(pod)
        .editStatus(
            running ->
                new PodBuilder(running)
                    .editOrNewStatus()
                    .withPhase("Running")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withLastTransitionTime(since.truncatedTo(ChronoUnit.SECONDS).toString())
                    .endCondition()
                    .endStatus()
                    .build());
  }

  @Test
  void makesPodsOfTheTemplateAsItIs() {
    MyReplicaSet web = create("template", 2, "");
    eventually(() -> assertThat(pods(web)).hasSize(2));

    assertThat(pods(web))
        .allSatisfy(
            pod -> {
              assertThat(pod.getSpec())
                  .isEqualTo(Objects.requireNonNull(web.getSpec().getTemplate()).getSpec());
              assertThat(pod.getMetadata().getLabels())
                  .isEqualTo(Map.of("app", "template", "tier", "front"));
              assertThat(pod.getMetadata().getAnnotations()).isEqualTo(Map.of("team", "blue"));
              assertThat(pod.getMetadata().getFinalizers()).containsExactly("example.com/wait");
            });
  }

  @Test
  void replacesAPodThatIsDeleted() {
    MyReplicaSet web = create("deleted", 2, "");
    eventually(() -> assertThat(pods(web)).hasSize(2));
    Pod first = pods(web).getFirst();
    remove(first);

    eventually(
        () ->
            assertThat(pods(web))
                .hasSize(2)
                .extracting(MyReplicaSetControllerIT::uid)
                .doesNotContain(uid(first)));
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  /** The server lets a Pod go only when its finalizers are off, as a real one does. */
  private static void remove(Pod pod) {
    server
        .client()
        .resource(pod)
        .edit(
            free -> {
              free.getMetadata().setFinalizers(List.of());
              return free;
            });
    server.client().resource(pod).delete();
  }

  @Test
  void replacesAPodThatHasFailedAndLeavesIt() {
    MyReplicaSet web = create("failed", 1, "");
    eventually(() -> assertThat(pods(web)).hasSize(1));
    server
        .client()
        .resource(pods(web).getFirst())
        .editStatus(
            pod -> new PodBuilder(pod).editOrNewStatus().withPhase("Failed").endStatus().build());

    eventually(() -> assertThat(pods(web)).hasSize(2));
    eventually(() -> assertThat(status("failed").getReplicas()).isEqualTo(1));
  }

  @Test
  void followsTheScale() {
    MyReplicaSet web = create("scaled", 1, "");
    eventually(() -> assertThat(pods(web)).hasSize(1));
    scale("scaled", 12);
    eventually(() -> assertThat(status("scaled").getReplicas()).isEqualTo(12));
    assertThat(pods(web)).hasSize(12);
    scale("scaled", 3);
    eventually(() -> assertThat(status("scaled").getReplicas()).isEqualTo(3));

    assertThat(pods(web).stream().filter(pod -> !pod.isMarkedForDeletion())).hasSize(3);
    assertThat(status("scaled").getObservedGeneration())
        .isEqualTo(Objects.requireNonNull(set("scaled").get()).getMetadata().getGeneration());
  }

  private static Pod onNode(Pod pod, String node) {
    return server
        .client()
        .resource(pod)
        .edit(bound -> new PodBuilder(bound).editSpec().withNodeName(node).endSpec().build());
  }

  @Test
  void relievesTheNodeThatASetWithTheSameControllerCrowds() {
    MyReplicaSet old = manifest("related-old", 2, "");
    MyReplicaSet young = manifest("related-young", 1, "");
    for (MyReplicaSet set : List.of(old, young)) {
      set.addOwnerReference(
          new OwnerReferenceBuilder()
              .withApiVersion("example.com/v1")
              .withKind("Rollout")
              .withName("related")
              .withUid("uid-of-the-rollout")
              .withController(true)
              .build());
    }
    MyReplicaSet oldSet = server.client().resource(old).create();
    MyReplicaSet youngSet = server.client().resource(young).create();
    eventually(() -> assertThat(pods(oldSet)).hasSize(2));
    eventually(() -> assertThat(pods(youngSet)).hasSize(1));
    // crowded is the node of the Pod whose UID would let it stay
    List<Pod> byUid =
        pods(oldSet).stream().sorted(Comparator.comparing(MyReplicaSetControllerIT::uid)).toList();
    onNode(byUid.getFirst(), "n1");
    onNode(byUid.getLast(), "n2");
    onNode(pods(youngSet).getFirst(), "n2");
    pods(oldSet).forEach(pod -> ready(pod, Instant.now().minusSeconds(60)));
    pods(youngSet).forEach(pod -> ready(pod, Instant.now().minusSeconds(60)));
    eventually(() -> assertThat(status("related-old").getReadyReplicas()).isEqualTo(2));
    eventually(() -> assertThat(status("related-young").getReadyReplicas()).isEqualTo(1));
    scale("related-old", 1);

    eventually(
        () ->
            assertThat(pods(oldSet))
                .filteredOn(Pod::isMarkedForDeletion)
                .extracting(MyReplicaSetControllerIT::uid)
                .containsExactly(uid(byUid.getLast())));
  }

  @Test
  void tellsHowItIsAndThenWritesNothingMore() {
    MyReplicaSet web = create("told", 2, "");
    eventually(() -> assertThat(pods(web)).hasSize(2));
    pods(web).forEach(pod -> ready(pod, Instant.now().minusSeconds(60)));
    var expected = new MyReplicaSetStatus();
    expected.setReplicas(2);
    expected.setFullyLabeledReplicas(2);
    expected.setReadyReplicas(2);
    expected.setAvailableReplicas(2);
    expected.setTerminatingReplicas(0);
    expected.setObservedGeneration(web.getMetadata().getGeneration());
    expected.setSelector("app=told");
    expected.setContainers("web,rpc");
    expected.setImages("registry.example/web:1,registry.example/rpc:1");
    eventually(
        () -> {
          MyReplicaSetStatus status = status("told");
          assertThat(status.getConditions())
              .singleElement()
              .satisfies(
                  condition -> {
                    assertThat(condition.getType()).isEqualTo("Available");
                    assertThat(condition.getStatus()).isEqualTo("True");
                    assertThat(condition.getReason()).isEqualTo("MinimumReplicasAvailable");
                    assertThat(condition.getMessage()).isEqualTo("Pods available: 2, asked for: 2");
                    assertThat(condition.getObservedGeneration())
                        .isEqualTo(web.getMetadata().getGeneration());
                  });
          expected.setConditions(status.getConditions());
          assertThat(status).isEqualTo(expected);
        });

    String version = version("told");
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> version("told").equals(version));
  }

  /** The mock does not hold objects to the schema, as a server with older CRDs would not. */
  @Test
  void saysWhyItCannotActUponASpecThatWasLetPass() {
    MyReplicaSet web = manifest("wrong", 1, "");
    web.getSpec().setSelector(new LabelSelector());
    server.client().resource(web).create();

    eventually(
        () ->
            assertThat(server.client().v1().events().inNamespace("shop").list().getItems())
                .filteredOn(event -> event.getInvolvedObject().getName().equals("wrong"))
                .extracting(Event::getType, Event::getReason, Event::getMessage)
                .contains(
                    tuple("Warning", "InvalidSpec", "spec.selector: empty selector is invalid")));
    assertThat(pods(Objects.requireNonNull(set("wrong").get()))).isEmpty();
  }

  @Test
  void countsAPodAsAvailableWhenItsTimeHasComeThoughNothingHappens() {
    MyReplicaSet web = create("patient", 1, "minReadySeconds: 5");
    eventually(() -> assertThat(pods(web)).hasSize(1));
    ready(pods(web).getFirst(), Instant.now());
    eventually(() -> assertThat(status("patient").getReadyReplicas()).isEqualTo(1));

    eventually(() -> assertThat(status("patient").getAvailableReplicas()).isEqualTo(1));
  }

  @Test
  void takesANewObjectOfAnOldNameForAnother() {
    MyReplicaSet before = create("again", 2, "");
    eventually(() -> assertThat(pods(before)).hasSize(2));
    set("again").delete();
    MyReplicaSet after = create("again", 1, "");

    eventually(() -> assertThat(pods(after)).hasSize(1));
    eventually(() -> assertThat(status("again").getReplicas()).isEqualTo(1));
    assertThat(pods(before)).as("for the garbage collector").hasSize(2);
  }

  @Test
  void saysInTheServersWordsWhyNoPodCanBeMadeUntilOneCan() {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/full/pods")
        .andReturn(
            403,
            new StatusBuilder()
                .withCode(403)
                .withReason("Forbidden")
                .withMessage("pods \"x\" is forbidden: exceeded quota")
                .build())
        .times(6);
    MyReplicaSet web = manifest("refused", 1, "");
    web.getMetadata().setNamespace("full");
    server.client().resource(web).create();
    Resource<MyReplicaSet> refused =
        server.client().resources(MyReplicaSet.class).inNamespace("full").withName("refused");

    eventually(
        () ->
            assertThat(Objects.requireNonNull(refused.get()).getStatus().getConditions())
                .filteredOn(condition -> condition.getType().equals("ReplicaFailure"))
                .singleElement()
                .satisfies(
                    condition -> {
                      assertThat(condition.getReason()).isEqualTo("FailedCreate");
                      assertThat(condition.getMessage())
                          .isEqualTo("pods \"x\" is forbidden: exceeded quota");
                    }));
    eventually(
        () -> {
          MyReplicaSetStatus status = Objects.requireNonNull(refused.get()).getStatus();
          assertThat(status.getReplicas()).isEqualTo(1);
          assertThat(status.getConditions())
              .extracting(Condition::getType)
              .containsExactly("Available");
        });
  }
}
