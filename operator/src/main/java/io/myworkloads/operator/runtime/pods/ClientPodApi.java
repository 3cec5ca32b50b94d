package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.client.DirectRequests;
import io.myworkloads.operator.runtime.client.PodReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link PodApi} over the client library, with a limit to the requests in flight. */
public final class ClientPodApi implements PodApi {
  /** How a strategic merge patch takes entries out of a list of texts. */
  private static final String WITHOUT_FINALIZERS = "$deleteFromPrimitiveList/finalizers";

  private final KubernetesClient client;
  private final DirectRequests requests;
  private final PodReader answers = new PodReader();
  private final Semaphore inFlight;

  /**
   * An API over a client.
   *
   * @param inFlight shared by all writers; fair, so that an owner of many Pods does not hold up one
   *     of few
   */
  public ClientPodApi(KubernetesClient client, Semaphore inFlight) {
    this.client = client;
    this.requests = new DirectRequests(client);
    this.inFlight = inFlight;
  }

  @Override
  public Pod create(Pod pod) {
    ObjectMeta given = limited(() -> requests.create(path(pod.getMetadata().getNamespace()), pod));
    var made = new Pod();
    made.setMetadata(given);
    made.setSpec(pod.getSpec());
    return made;
  }

  @Override
  public Optional<Pod> get(String namespace, String name) {
    return limited(
        () -> Optional.ofNullable(client.pods().inNamespace(namespace).withName(name).get()));
  }

  @Override
  public void delete(PodView pod) {
    DeleteOptions thisOne =
        new DeleteOptionsBuilder()
            .withNewPreconditions()
            .withUid(pod.uid())
            .endPreconditions()
            .build();
    limited(
        () -> {
          requests.delete(path(pod), thisOne);
          return pod;
        });
  }

  private static String path(String namespace) {
    return "api/v1/namespaces/%s/pods".formatted(namespace);
  }

  private static String path(PodView pod) {
    return path(pod.namespace()) + "/" + pod.name();
  }

  @Override
  public List<Pod> list(String namespace, Selector selector) {
    return limited(
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(selector.toString())
                .list()
                .getItems());
  }

  @Override
  public Pod adopt(PodView pod, PodOwner owner) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("uid", pod.uid());
    metadata.put("ownerReferences", List.of(owner.controllerReference()));
    if (owner.tracks()) {
      metadata.put("finalizers", List.of(PodRun.FINALIZER));
    }
    return patchMetadata(pod, metadata);
  }

  @Override
  public Pod release(PodView pod, PodOwner owner) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("uid", pod.uid());
    metadata.put("ownerReferences", List.of(Map.of("$patch", "delete", "uid", owner.uid())));
    if (owner.tracks()) {
      metadata.put(WITHOUT_FINALIZERS, List.of(PodRun.FINALIZER));
    }
    return patchMetadata(pod, metadata);
  }

  @Override
  public Pod untrack(PodView pod, @Nullable Long version) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("uid", pod.uid());
    metadata.put(WITHOUT_FINALIZERS, List.of(PodRun.FINALIZER));
    if (version != null) {
      metadata.put("resourceVersion", Long.toString(version));
    }
    return patchMetadata(pod, metadata);
  }

  @Override
  public Pod label(PodView pod, Map<String, String> labels) {
    return patchMetadata(pod, Map.of("uid", pod.uid(), "labels", labels));
  }

  /** A patch that states the UID fails on another Pod of the same name. */
  private Pod patchMetadata(PodView pod, Map<String, Object> metadata) {
    return answers.pod(
        limited(
            () ->
                requests.patchForAll(
                    path(pod), PatchType.STRATEGIC_MERGE, Map.of("metadata", metadata))));
  }

  private <T> T limited(Supplier<T> request) {
    inFlight.acquireUninterruptibly();
    try {
      return request.get();
    } finally {
      inFlight.release();
    }
  }
}
