package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.dsl.MockServerExpectation;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.operator.bootstrap.Clients;
import io.myworkloads.operator.bootstrap.Controllers;
import io.myworkloads.operator.bootstrap.OperatorProcess;
import io.myworkloads.operator.bootstrap.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An API server in memory, by HTTP, and an operator with all its controllers at it, while the tests
 * of a class run. It is the client library's mock: it keeps objects and tells of them, and neither
 * runs Pods nor collects garbage.
 */
@SuppressWarnings("NullAway.Init") // set before the first test
public final class MockApiServer implements BeforeAllCallback, AfterAllCallback {
  private KubernetesMockServer server;
  private KubernetesClient client;
  private OperatorProcess operator;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Map<ServerRequest, Queue<ServerResponse>> expected = new ConcurrentHashMap<>();
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), expected, new MockFinalizers(expected), true);
    server.start();
    client = server.createClient();
    letOperatorsStart(server);
    installCrds(server);
    startOperator();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stopOperator();
    client.close();
    server.destroy();
  }

  /** A client of the tests' own. */
  public KubernetesClient client() {
    return client;
  }

  /** Has it answer a request in another way than by what it keeps. */
  public MockServerExpectation expect() {
    return server.expect();
  }

  public void stopOperator() {
    operator.close();
  }

  /** Starts another operator, which knows nothing of the one before it. */
  public void startOperator() throws Exception {
    var environment =
        Map.of("MYWORKLOADS_HTTP_PORT", "0", "POD_NAMESPACE", "system", "POD_NAME", "operator-0");
    operator =
        new OperatorProcess(
            Settings.from(environment, "a-host"),
            // its own, because it closes them at its end
            interceptors -> new Clients(server.createClient(), server.createClient()),
            Controllers::all,
            Clock.systemUTC(),
            new Random(1),
            end -> {});
    operator.start();
  }

  /** Has a mock tell its version, and allow whoever asks to keep a lease. */
  public static void letOperatorsStart(KubernetesMockServer server) {
    server
        .expect()
        .get()
        .withPath("/version")
        .andReturn(200, Map.of("major", "1", "minor", "35", "gitVersion", "v1.35.4"))
        .always();
    server
        .expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
        .andReturn(
            201,
            new SelfSubjectRulesReviewBuilder()
                .withNewStatus()
                .addNewResourceRule()
                .withApiGroups("coordination.k8s.io")
                .withResources("leases")
                .withVerbs("get", "create", "update", "patch")
                .endResourceRule()
                .endStatus()
                .build())
        .always();
  }

  /** Has a mock know all kinds. */
  public static void installCrds(KubernetesMockServer server) {
    List.of(
            MyReplicaSet.class,
            MyReplicationController.class,
            MyDaemonSet.class,
            MyJob.class,
            MyCronJob.class)
        .forEach(
            kind ->
                server.expectCustomResource(
                    CustomResourceDefinitionContext.fromCustomResourceType(kind)));
  }
}
