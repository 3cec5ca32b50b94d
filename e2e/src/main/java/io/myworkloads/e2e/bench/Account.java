package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.e2e.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/**
 * Who a contender is to the API server: a ServiceAccount with all rights, and a flow schema of its
 * own, by which the API server counts its requests. All accounts are at the same priority level.
 */
final class Account {
  static final String NAMESPACE = "bench";

  /** Where ServiceAccounts are by default. It has room for more than a contender sends at once. */
  private static final String PRIORITY_LEVEL = "workload-low";

  private static final int BEFORE_THE_BUILT_IN_ONES = 100;

  private final KubernetesClient client;
  private final String name;

  private Account(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  static Account create(KubernetesClient client, String name) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .build())
        .serverSideApply();
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("bench-" + name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject("", "ServiceAccount", name, NAMESPACE)
                .build())
        .serverSideApply();
    client
        .resource(
            new FlowSchemaBuilder()
                .withNewMetadata()
                .withName(flowSchema(name))
                .endMetadata()
                .withNewSpec()
                .withNewPriorityLevelConfiguration(PRIORITY_LEVEL)
                .withMatchingPrecedence(BEFORE_THE_BUILT_IN_ONES)
                .withNewDistinguisherMethod("ByUser")
                .addNewRule()
                .addNewSubject()
                .withKind("ServiceAccount")
                .withNewServiceAccount(name, NAMESPACE)
                .endSubject()
                .addNewResourceRule()
                .withVerbs("*")
                .withApiGroups("*")
                .withResources("*")
                .withClusterScope(true)
                .withNamespaces("*")
                .endResourceRule()
                .addNewNonResourceRule()
                .withVerbs("*")
                .withNonResourceURLs("*")
                .endNonResourceRule()
                .endRule()
                .endSpec()
                .build())
        .serverSideApply();
    return new Account(client, name);
  }

  private static String flowSchema(String name) {
    return "bench-" + name;
  }

  /** How many requests of this account the API server has taken up since it started. */
  long requests() {
    String metrics = client.raw("/metrics");
    return Math.round(
        PrometheusText.sum(
            metrics,
            "apiserver_flowcontrol_dispatched_requests_total",
            Map.of("flow_schema", flowSchema(name))));
  }

  /** Writes a kubeconfig for a container beside the nodes; every user there may read it. */
  Path writeKubeconfig(Path folder) {
    String token =
        client
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(name)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(Duration.ofDays(1).toSeconds())
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(
                TestCluster.apiServerBeside(), client.getConfiguration().getCaCertData(), token);
    Path file = folder.resolve(name + ".kubeconfig");
    try {
      Files.writeString(file, text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
