package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.operator.sim.MockApiServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * MyDaemonSets under the framework, against a server in memory that keeps objects and tells of
 * them, and neither runs Pods nor collects garbage. Each test has nodes and an object of its own.
 */
class MyDaemonSetControllerIT {
  private static final String HASH = "controller-revision-hash";

  @RegisterExtension private static final MockApiServer server = new MockApiServer();

  @Test
  void podsComeAndGoWithTheLabelsOfNodes() {
    node("ssd-a", "ssd");
    node("ssd-b", "hdd");
    Resource<MyDaemonSet> set = create("monitor", "ssd");
    eventually(() -> assertThat(targets("monitor")).containsExactly("ssd-a"));
    eventually(
        () -> {
          var status = set.require().getStatus();
          assertThat(status.getDesiredNumberScheduled()).isEqualTo(1);
          assertThat(status.getCurrentNumberScheduled()).isEqualTo(1);
          assertThat(status.getUpdatedNumberScheduled()).isEqualTo(1);
          assertThat(status.getNodeSelector()).isEqualTo("disk=ssd");
        });
    Pod pod = pods("monitor").getFirst();
    assertThat(pod.getSpec().getTolerations())
        .extracting(toleration -> toleration.getKey())
        .contains("node.kubernetes.io/not-ready", "node.kubernetes.io/unschedulable");

    label("ssd-b", "ssd");
    eventually(() -> assertThat(targets("monitor")).containsExactly("ssd-a", "ssd-b"));

    label("ssd-a", "hdd");
    eventually(() -> assertThat(targets("monitor")).containsExactly("ssd-b"));
  }

  @Test
  void eachTemplateHasARevisionAndARollbackMakesAnOldOneCurrent() {
    node("rolled", "rolled");
    Resource<MyDaemonSet> set = create("rolling", "rolled");
    eventually(() -> assertThat(hashes("rolling")).hasSize(1));
    String first = hashes("rolling").getFirst();
    assertThat(revisions("rolling")).containsExactly(Map.entry(first, 1L));

    patch(
        set, "[{'op':'replace','path':'/spec/template/spec/containers/0/image','value':'web:2'}]");
    eventually(() -> assertThat(hashes("rolling")).hasSize(1).doesNotContain(first));
    String second = hashes("rolling").getFirst();
    eventually(
        () ->
            assertThat(revisions("rolling"))
                .containsOnly(Map.entry(first, 1L), Map.entry(second, 2L)));

    patch(set, "[{'op':'add','path':'/spec/rollbackTo','value':{'revision':1}}]");
    eventually(() -> assertThat(hashes("rolling")).containsExactly(first));
    MyDaemonSet back = set.require();
    assertThat(back.getSpec().getRollbackTo()).isNull();
    assertThat(Objects.requireNonNull(back.getStatus()).getImages()).isEqualTo("web:1");
    assertThat(revisions("rolling")).containsOnly(Map.entry(first, 3L), Map.entry(second, 2L));
  }

  @Test
  void rollbackToARevisionThatIsNotThereChangesNothingAndIsTold() {
    node("kept", "kept");
    Resource<MyDaemonSet> set = create("keeping", "kept");
    eventually(() -> assertThat(hashes("keeping")).hasSize(1));
    patch(set, "[{'op':'add','path':'/spec/rollbackTo','value':{'revision':7}}]");
    eventually(
        () ->
            assertThat(set.require().getStatus().getConditions())
                .anySatisfy(
                    condition -> {
                      assertThat(condition.getType()).isEqualTo("Progressing");
                      assertThat(condition.getReason()).isEqualTo("RollbackRevisionNotFound");
                      assertThat(condition.getMessage()).contains("no revision 7");
                    }));
    assertThat(set.require().getSpec().getRollbackTo()).isNotNull();
    assertThat(revisions("keeping")).hasSize(1);
  }

  @Test
  void aRevisionThatSomebodyDeletesComesBackAndNoPodIsReplaced() {
    node("recorded", "recorded");
    create("recording", "recorded");
    eventually(() -> assertThat(hashes("recording")).hasSize(1));
    String hash = hashes("recording").getFirst();
    String pod = pods("recording").getFirst().getMetadata().getUid();
    eventually(() -> assertThat(revisions("recording")).containsOnlyKeys(hash));

    server
        .client()
        .apps()
        .controllerRevisions()
        .inNamespace("shop")
        .withName("recording-" + hash)
        .delete();
    eventually(() -> assertThat(revisions("recording")).containsExactly(Map.entry(hash, 1L)));
    assertThat(pods("recording"))
        .singleElement()
        .satisfies(same -> assertThat(same.getMetadata().getUid()).isEqualTo(pod));
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  private static void node(String name, String disk) {
    server
        .client()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("disk", disk)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build())
        .create();
  }

  private static void label(String node, String disk) {
    server
        .client()
        .nodes()
        .withName(node)
        .edit(
            each ->
                new NodeBuilder(each)
                    .editMetadata()
                    .addToLabels("disk", disk)
                    .endMetadata()
                    .build());
  }

  private static Resource<MyDaemonSet> create(String name, String disk) {
    MyDaemonSet set =
        Serialization.unmarshal(
            """
            apiVersion: myworkloads.io/v1
            kind: MyDaemonSet
            metadata: {name: %1$s, namespace: shop}
            spec:
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}}
                spec:
                  nodeSelector: {disk: %2$s}
                  containers: [{name: web, image: 'web:1'}]
            """
                .formatted(name, disk),
            MyDaemonSet.class);
    server.client().resource(set).create();
    return server.client().resources(MyDaemonSet.class).inNamespace("shop").withName(name);
  }

  private static void patch(Resource<MyDaemonSet> set, String patch) {
    set.patch(PatchContext.of(PatchType.JSON), patch.replace('\'', '"'));
  }

  private static List<Pod> pods(String app) {
    return server.client().pods().inNamespace("shop").withLabel("app", app).list().getItems();
  }

  /** The nodes that the Pods are meant for. */
  private static List<String> targets(String app) {
    return pods(app).stream()
        .map(
            pod ->
                pod.getSpec()
                    .getAffinity()
                    .getNodeAffinity()
                    .getRequiredDuringSchedulingIgnoredDuringExecution()
                    .getNodeSelectorTerms()
                    .getFirst()
                    .getMatchFields()
                    .getFirst()
                    .getValues()
                    .getFirst())
        .sorted()
        .toList();
  }

  private static List<String> hashes(String app) {
    return pods(app).stream().map(pod -> pod.getMetadata().getLabels().get(HASH)).toList();
  }

  private static Map<String, Long> revisions(String app) {
    Map<String, Long> numbers = new HashMap<>();
    for (ControllerRevision revision :
        server
            .client()
            .apps()
            .controllerRevisions()
            .inNamespace("shop")
            .withLabel("app", app)
            .list()
            .getItems()) {
      numbers.put(revision.getMetadata().getLabels().get(HASH), revision.getRevision());
    }
    return numbers;
  }
}
