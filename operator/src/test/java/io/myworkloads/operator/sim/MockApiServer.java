package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.Map;

/** Makes the client library's mock of an API server one that an operator can start at. */
public final class MockApiServer {
  private MockApiServer() {}

  /** Has it tell its version, and allow whoever asks to keep a lease. */
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
}
