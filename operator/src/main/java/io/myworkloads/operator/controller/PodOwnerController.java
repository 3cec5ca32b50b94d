package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.OwnerEventSource;
import io.myworkloads.operator.runtime.OwnerQueue;
import io.myworkloads.operator.runtime.Pace;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.util.Map;

/**
 * Reconciles a kind whose objects own Pods.
 *
 * @param <R> the kind; the first parameter, for there the framework looks for it
 */
public abstract class PodOwnerController<R extends CustomResource<?, S>, S>
    extends WorkloadController<R, S> {
  private final Class<R> type;
  private final Shell shell;

  PodOwnerController(Class<R> type, Shell shell) {
    super(type, shell);
    this.type = type;
    this.shell = shell;
  }

  /** Which Pods are the object's; throws {@link InvalidSpecException} where that is not said. */
  abstract Selector selector(R object);

  /** What its Pods are made from; throws {@link InvalidSpecException} where that is not said. */
  abstract PodTemplateSpec template(R object);

  /** Does what is to be done; throws {@link InvalidSpecException} where that is not said. */
  abstract Look<S> look(R object, PodControl.Work work);

  @Override
  final OwnerQueue<?, R> queue(EventSourceContext<R> context) {
    return new OwnerEventSource<>(
        shell.podStore(),
        HasMetadata.getApiVersion(type),
        HasMetadata.getKind(type),
        context.getPrimaryCache(),
        (object, pod) -> selects(object, pod.labels()),
        pace(),
        shell.timer());
  }

  /** How soon objects are looked at when their Pods change. */
  Pace pace() {
    return Pace.AT_ONCE;
  }

  @Override
  final Look<S> look(R object, PodOwner owner, OwnerEvents told) {
    return look(
        object,
        new PodControl.Work(owner, template(object), told, () -> shell.isLive(type, owner)));
  }

  /** Whether the object's selector matches labels; none where it has no good one. */
  final boolean selects(R object, Map<String, String> labels) {
    try {
      return selector(object).matches(labels);
    } catch (InvalidSpecException e) {
      return false;
    }
  }
}
