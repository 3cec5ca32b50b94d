package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.RelatedOwners;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.pods.PodControl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reconciles the kinds that keep a number of Pods: puts each object through {@link ReplicasSync}.
 *
 * @param <R> the kind; the first parameter, for there the framework looks for it
 */
public abstract class ReplicasController<
        R extends CustomResource<? extends ReplicatedSpec, S>, S extends ReplicatedStatus>
    extends PodOwnerController<R, S> {
  private final ReplicasKind<S, R> kind;
  private final ReplicasSync sync;
  private @Nullable RelatedOwners<R> relatives;

  ReplicasController(ReplicasKind<S, R> kind, Shell shell) {
    super(kind.type(), shell);
    this.kind = kind;
    this.sync =
        new ReplicasSync(shell.podObserver(), shell.podControl(), shell.failures(), shell.clock());
  }

  @Override
  List<EventSource<?, R>> moreSources(EventSourceContext<R> context) {
    relatives = new RelatedOwners<>(context.getPrimaryCache());
    return List.of();
  }

  @Override
  Selector selector(R object) {
    return kind.selector(object);
  }

  @Override
  PodTemplateSpec template(R object) {
    return kind.template(object);
  }

  @Override
  Look<S> look(R object, PodControl.Work work) {
    var asked =
        new ReplicasSync.Asked(
            object.getMetadata().getGeneration(),
            kind.spec(object),
            kind.conditions(object),
            kind.replacements(object),
            () -> relatives().of(object));
    ReplicasSync.Outcome outcome = sync.look(work, asked);
    return new Look<>(Optional.of(kind.status(object, outcome.status())), outcome.lookAgain());
  }

  private RelatedOwners<R> relatives() {
    return Objects.requireNonNull(relatives, "event sources are prepared before the first look");
  }
}
