package io.myworkloads.operator.runtime.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Feeds a store: the one list and watch of a resource in the process.
 *
 * @param <T> the resource
 */
public final class StoreInformer<T extends HasMetadata> implements AutoCloseable {
  /** Nothing is told again that was told: what acts on time asks for its own time. */
  private static final long NO_RESYNC = 0;

  /**
   * A list in pages is read from etcd; one in a whole may come from a server's cache, and show Pods
   * as they were before they were created. After a restart that would make them twice.
   */
  private static final long PAGE = 500;

  private final String what;
  private final WatchedStore<T> store;
  private final SharedIndexInformer<T> informer;
  private volatile String lastError = "it is on its way";

  /**
   * An informer that is not started.
   *
   * @param what the resource's name for people, in the plural
   * @param resources those to list and watch
   * @param empty a new object of the resource
   */
  public StoreInformer(
      String what, Informable<T> resources, Supplier<T> empty, WatchedStore<T> store) {
    this.what = what;
    this.store = store;
    this.informer =
        resources
            .withLimit(PAGE)
            .runnableInformer(NO_RESYNC)
            .itemStore(new Identities<>(empty))
            .removeNamespaceIndex()
            .addEventHandler(store);
  }

  /** The resource's name for people. */
  public String what() {
    return what;
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
      return Optional.of("the first list of " + what + " is not complete: " + lastError);
    }
    return informer.isRunning()
        ? Optional.empty()
        : Optional.of("the watch of " + what + " has ended");
  }

  @Override
  public void close() {
    informer.stop();
  }
}
