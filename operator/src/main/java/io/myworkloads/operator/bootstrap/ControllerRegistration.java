package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.myworkloads.operator.runtime.watch.LeanItems;
import java.util.function.Consumer;

/**
 * A controller, and what its configuration has of its own beyond what all have.
 *
 * @param type the kind that it reconciles
 */
public record ControllerRegistration<R extends HasMetadata>(
    Class<R> type,
    Reconciler<R> reconciler,
    Consumer<ControllerConfigurationOverrider<R>> overrides) {

  private static final long PAGE = 500;

  void register(Operator operator, Settings settings) {
    operator.register(
        reconciler,
        configuration -> {
          if (settings.namespace().isEmpty()) {
            configuration.watchingAllNamespaces();
          } else {
            configuration.settingNamespace(settings.namespace());
          }
          configuration.withRetry(OperatorFactory.retry());
          // java.util.Timer keeps the task of each reconcile until this interval is over
          configuration.withReconciliationMaxInterval(null);
          // a list in pages is never older than what this or an earlier process has seen
          configuration.withInformerListLimit(PAGE);
          configuration.withItemStore(new LeanItems<>());
          overrides.accept(configuration);
        });
  }
}
