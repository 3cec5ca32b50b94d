package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One controller as the framework runs it: an informer of its objects, a queue of names, a
 * reconcile of one name at a time on a copy of the object, and another try after a pause where that
 * threw. All that it knows is lost with it.
 */
public final class SimulatedController<R extends CustomResource<?, ?>> {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final int MOST_DOUBLINGS = 10;

  /**
   * A controller to be run.
   *
   * @param updates which changes of an object are worth a look
   */
  public record Registration<R extends CustomResource<?, ?>>(
      Class<R> type, Reconciler<R> reconciler, OnUpdateFilter<R> updates) {}

  private final Registration<R> registration;
  private final InMemoryOwners server;
  private final VirtualTimer timer;
  private final ObjectCache<R> cache = new ObjectCache<>();
  private final ObjectWatch<R> watch;
  private final TreeSet<ResourceID> queue =
      new TreeSet<>(Comparator.comparing(ResourceID::toString));
  private final Map<ResourceID, R> gone = new HashMap<>();
  private final Map<ResourceID, Integer> failures = new HashMap<>();
  private final Map<ResourceID, Future<?>> retries = new HashMap<>();
  private @Nullable R reconciled;

  SimulatedController(
      Registration<R> registration, InMemoryOwners server, VirtualTimer timer, Random random) {
    this.registration = registration;
    this.server = server;
    this.timer = timer;
    watch = new ObjectWatch<>(server.objects(registration.type()), new Informed(), random);
    for (EventSource<?, R> source :
        registration
            .reconciler()
            .prepareEventSources(
                new EventSourceContext<>(
                    cache,
                    configuration(),
                    only(KubernetesClient.class, "toString", "no client"),
                    registration.type()))) {
      source.setEventHandler(event -> queue.add(event.getRelatedCustomResourceID()));
      source.start();
    }
  }

  ObjectWatch<R> watch() {
    return watch;
  }

  /** The names to be looked at. */
  List<ResourceID> queue() {
    return new ArrayList<>(queue);
  }

  /** The copy of the object that is being reconciled, or was last. */
  public @Nullable R reconciled() {
    return reconciled;
  }

  /** Once more, for no reason. */
  void wake() {
    cache.keys().forEach(queue::add);
  }

  /** Reconciles one of the names in the queue. */
  void look(ResourceID id) {
    queue.remove(id);
    Optional.ofNullable(retries.remove(id)).ifPresent(retry -> retry.cancel(false));
    R present = cache.get(id).map(server::copyOf).orElse(null);
    R object = present == null ? gone.remove(id) : present;
    if (object == null) {
      return; // known to no one, as where a Pod's owner was gone before the operator started
    }
    reconciled = object;
    try {
      registration.reconciler().reconcile(object, context(present == null));
      failures.remove(id);
    } catch (KubernetesClientException e) {
      int tries = failures.merge(id, 1, Integer::sum);
      long pause = FIRST_PAUSE_MILLIS << Math.min(tries - 1, MOST_DOUBLINGS);
      retries.put(id, timer.schedule((Runnable) () -> queue.add(id), pause, TimeUnit.MILLISECONDS));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Informed implements ResourceEventHandler<R> {
    @Override
    public void onAdd(R object) {
      put(object);
      queue.add(ResourceID.fromResource(object));
    }

    @Override
    public void onUpdate(R before, R after) {
      put(after);
      if (registration.updates().accept(after, before)) {
        queue.add(ResourceID.fromResource(after));
      }
    }

    @Override
    public void onDelete(R object, boolean finalStateUnknown) {
      cache.remove(object);
      gone.put(ResourceID.fromResource(object), object);
      queue.add(ResourceID.fromResource(object));
    }

    private void put(R object) {
      cache.put(object);
      gone.remove(ResourceID.fromResource(object));
    }
  }

  @SuppressWarnings("unchecked") // a proxy of a generic interface
  private ControllerConfiguration<R> configuration() {
    return (ControllerConfiguration<R>)
        only(ControllerConfiguration.class, "getName", registration.type().getSimpleName());
  }

  @SuppressWarnings("unchecked") // a proxy of a generic interface
  private static <R extends CustomResource<?, ?>> Context<R> context(boolean deleted) {
    return (Context<R>) only(Context.class, "isPrimaryResourceDeleted", deleted);
  }

  /** One that answers this question and no other. */
  private static <T> T only(Class<T> type, String question, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals(question)) {
                return answer;
              }
              throw new UnsupportedOperationException(method.toString());
            }));
  }
}
