package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import io.myworkloads.operator.sim.MockApiServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole process against a server in memory, which knows no schemas and runs no Pods. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class OperatorProcessIT {
  KubernetesMockServer server;
  KubernetesClient client;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private OperatorProcess process;
  private Thread starter;

  @BeforeEach
  void serve() throws Exception {
    MockApiServer.letOperatorsStart(server);
    process =
        new OperatorProcess(
            settings(),
            interceptors -> Clients.connect(client.getConfiguration(), interceptors),
            Controllers::all,
            Clock.systemUTC(),
            new Random(1),
            ends::add);
    starter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    process.start();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  @AfterEach
  void stop() throws Exception {
    starter.interrupt();
    process.close();
    http.close();
    assertThat(ends).isEmpty();
  }

  @Test
  void saysWhatItWaitsForAndGoesOnOnceItIsThere() throws Exception {
    eventually()
        .untilAsserted(
            () ->
                assertThat(call("/readyz").body())
                    .contains(
                        "[-]prerequisites failed: the CustomResourceDefinition"
                            + " myreplicasets.myworkloads.io (version v1) is not installed:"
                            + " kubectl apply --server-side -f crds/")
                    .contains("[-]start failed: it is not complete"));
    assertThat(call("/readyz").statusCode()).isEqualTo(503);
    assertThat(call("/livez").statusCode()).isEqualTo(200);
    MockApiServer.installCrds(server);
    awaitReady();
    assertThat(call("/readyz").body())
        .isEqualTo(
            """
            [+]controllerrevisions ok
            [+]controllers ok
            [+]myjobs ok
            [+]nodes ok
            [+]pods ok
            [+]prerequisites ok
            [+]start ok
            readyz check passed
            """);
  }

  @Test
  void aSetGetsItsPodsAndTheirEventsAndAllIsCounted() throws Exception {
    MockApiServer.installCrds(server);
    awaitReady();
    client.resource(set("web", 3)).create();
    eventually()
        .until(() -> client.v1().events().inNamespace("shop").list().getItems().size() == 3);
    List<Pod> pods = client.pods().inNamespace("shop").list().getItems();
    assertThat(pods)
        .hasSize(3)
        .allMatch(pod -> pod.getMetadata().getName().matches("web-[a-z0-9]{5}"));
    assertThat(client.v1().events().inNamespace("shop").list().getItems())
        .allSatisfy(
            event -> {
              assertThat(event.getReason()).isEqualTo("SuccessfulCreate");
              assertThat(event.getSource().getComponent()).isEqualTo("myreplicaset-controller");
              assertThat(event.getInvolvedObject().getName()).isEqualTo("web");
            });
    eventually()
        .untilAsserted(
            () ->
                assertThat(call("/metrics").body())
                    .contains(
                        "myworkloads_pods_total{kind=\"MyReplicaSet\",result=\"success\",verb=\"create\"} 3.0",
                        "myworkloads_events_total{result=\"sent\"} 3.0",
                        "myworkloads_reconcile_seconds_count{kind=\"MyReplicaSet\",result=\"success\"}",
                        "myworkloads_api_requests_seconds_count{code=\"201\",resource=\"pods\",verb=\"create\"} 3",
                        "myworkloads_pods_cached 3.0",
                        "myworkloads_expectations_outstanding 0.0",
                        "myworkloads_leader 1.0",
                        "jvm_memory_used_bytes"));
  }

  @Test
  void atItsEndTheLeaseIsFree() throws Exception {
    MockApiServer.installCrds(server);
    awaitReady();
    eventually().until(() -> "operator-0".equals(lease().getSpec().getHolderIdentity()));
    process.close();
    assertThat(lease().getSpec().getHolderIdentity()).isNull();
    assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(1);
  }

  private Lease lease() {
    return client.leases().inNamespace("system").withName("myworkloads-operator").get();
  }

  private void awaitReady() {
    eventually()
        .untilAsserted(() -> assertThat(call("/readyz").body()).endsWith("readyz check passed\n"));
  }

  /** Long enough for a machine that has much else to do. */
  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(250));
  }

  private HttpResponse<String> call(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + process.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Settings settings() throws InvalidSettingsException {
    var environment = new HashMap<String, String>();
    environment.put("MYWORKLOADS_HTTP_PORT", "0");
    environment.put("POD_NAMESPACE", "system");
    environment.put("POD_NAME", "operator-0");
    return Settings.from(environment, "a-host");
  }

  private static MyReplicaSet set(String name, int replicas) {
    Map<String, String> labels = Map.of("app", name);
    var spec = new MyReplicaSetSpec();
    spec.setReplicas(replicas);
    spec.setSelector(new LabelSelectorBuilder().withMatchLabels(labels).build());
    spec.setTemplate(
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("web:1")
            .endContainer()
            .endSpec()
            .build());
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-" + name)
            .withGeneration(1L)
            .build());
    set.setSpec(spec);
    return set;
  }
}
