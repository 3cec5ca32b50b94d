package io.myworkloads.operator.runtime.cron;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.runtime.client.DirectRequests;
import java.util.Optional;

/** {@link JobApi} over the client library. */
public final class ClientJobApi implements JobApi {
  private final KubernetesClient client;
  private final DirectRequests requests;

  public ClientJobApi(KubernetesClient client) {
    this.client = client;
    this.requests = new DirectRequests(client);
  }

  @Override
  public ObjectMeta create(MyJob job) {
    return requests.create(path(job.getMetadata().getNamespace()), job);
  }

  @Override
  public Optional<MyJob> get(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(MyJob.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public long newestVersion(String namespace) {
    return requests.newestVersion(path(namespace));
  }

  @Override
  public void delete(ActiveJob job) {
    requests.delete(
        path(job.namespace()) + "/" + job.name(),
        new DeleteOptionsBuilder()
            .withNewPreconditions()
            .withUid(job.uid())
            .endPreconditions()
            .withPropagationPolicy("Background")
            .build());
  }

  private static String path(String namespace) {
    return DirectRequests.path(MyJob.class, namespace);
  }
}
