package io.myworkloads.operator.runtime;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Brings an object back into the queue that the framework has lost sight of: one that was deleted
 * and made again under its name while a reconcile was under way. The framework then takes the new
 * object's first event for one about the old object, and clears it away with that.
 *
 * <p>It listens as {@link Metrics} because that alone is told when an object was cleared away.
 */
public final class Revivals implements Metrics {
  private final Map<String, Consumer<ResourceID>> byController = new ConcurrentHashMap<>();

  /**
   * Has a controller told of what was cleared away.
   *
   * @param cleared to bring the object back if there is one of that name again
   */
  public void register(String controllerName, Consumer<ResourceID> cleared) {
    byController.put(controllerName, cleared);
  }

  @Override
  public void cleanupDoneFor(ResourceID id, Map<String, Object> metadata) {
    if (metadata.get(Constants.CONTROLLER_NAME) instanceof String controller) {
      byController.getOrDefault(controller, nobody -> {}).accept(id);
    }
  }
}
