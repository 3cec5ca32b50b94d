package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Feeds the {@link PodStore}: the one list and watch of Pods in the process. */
public final class PodInformer implements AutoCloseable {
  /** Nothing is told again that was told: what acts on time asks for its own time. */
  private static final long NO_RESYNC = 0;

  /**
   * A list in pages is read from etcd; one in a whole may come from a server's cache, and show Pods
   * as they were before they were created. After a restart that would make them twice.
   */
  private static final long PAGE = 500;

  private final PodStore store;
  private final SharedIndexInformer<Pod> informer;
  private volatile String lastError = "it is on its way";

  /**
   * An informer that is not started.
   *
   * @param namespace whose Pods to watch; empty for all
   */
  public PodInformer(KubernetesClient client, String namespace, PodStore store) {
    this.store = store;
    var pods = client.pods();
    this.informer =
        (namespace.isEmpty() ? pods.inAnyNamespace() : pods.inNamespace(namespace))
            .withLimit(PAGE)
            .runnableInformer(NO_RESYNC)
            .itemStore(new PodIdentities())
            .removeNamespaceIndex()
            .addEventHandler(store);
  }

  /**
   * Begins to list and watch, and goes on in spite of errors.
   *
   * @return done when the first list is in the store
   */
  public CompletionStage<Void> start() {
    informer.exceptionHandler(
        (started, error) -> {
          lastError = String.valueOf(error.getMessage());
          return true;
        });
    return informer.start();
  }

  /** What is wrong, for /readyz. */
  public Optional<String> problem() {
    if (!store.synced()) {
      return Optional.of("the first list of Pods is not complete: " + lastError);
    }
    return informer.isRunning() ? Optional.empty() : Optional.of("the watch of Pods has ended");
  }

  @Override
  public void close() {
    informer.stop();
  }
}
