package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetStatus;
import io.myworkloads.api.v1.RollbackTo;
import io.myworkloads.operator.core.daemon.DaemonSpec;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.nodes.NodeEventSource;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.revisions.RevisionEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reconciles MyDaemonSets: puts each through {@link DaemonSync}. */
@ControllerConfiguration(
    name = "mydaemonset-controller",
    // a relist may show a new object of an old name as an update, whose generation is then the same
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
public final class MyDaemonSetController
    extends PodOwnerController<MyDaemonSet, MyDaemonSetStatus> {
  private final DaemonShell daemons;
  private final DaemonSync sync;
  private final NodeConcerns concerns = new NodeConcerns();

  public MyDaemonSetController(Shell shell, DaemonShell daemons) {
    super(MyDaemonSet.class, shell);
    this.daemons = daemons;
    this.sync = new DaemonSync(shell, daemons);
  }

  @Override
  List<EventSource<?, MyDaemonSet>> moreSources(EventSourceContext<MyDaemonSet> context) {
    return List.of(
        new NodeEventSource<>(daemons.nodes(), concerns::of),
        new RevisionEventSource<>(
            daemons.revisions(), MyDaemonSet.class, context.getPrimaryCache(), this::selects));
  }

  @Override
  Selector selector(MyDaemonSet set) {
    return ApiFields.selector(set.getSpec().getSelector());
  }

  @Override
  PodTemplateSpec template(MyDaemonSet set) {
    return DaemonFields.template(set);
  }

  @Override
  Look<MyDaemonSetStatus> look(MyDaemonSet set, PodControl.Work work) {
    if (set.isMarkedForDeletion()) {
      return new Look<>(Optional.empty(), Optional.empty());
    }
    DaemonSpec spec = DaemonFields.spec(set);
    concerns.put(set.getMetadata().getUid(), ResourceID.fromResource(set), spec);
    var asked =
        new DaemonSync.Asked(
            set.getMetadata().getGeneration(),
            spec,
            DaemonFields.conditions(set),
            Objects.requireNonNullElse(set.getMetadata().getAnnotations(), Map.of()),
            set.getStatus() == null ? null : set.getStatus().getCollisionCount(),
            rollback(set));
    DaemonSync.Outcome outcome = sync.look(work, asked);
    return new Look<>(
        Optional.of(DaemonFields.status(set, outcome.status(), outcome.collisionCount())),
        outcome.lookAgain());
  }

  @Override
  void forgetMore(String uid) {
    sync.forget(uid);
    concerns.remove(uid);
  }

  private DaemonRollback.@Nullable Wish rollback(MyDaemonSet set) {
    RollbackTo wish = set.getSpec().getRollbackTo();
    return wish == null
        ? null
        : new DaemonRollback.Wish(
            Objects.requireNonNullElse(wish.getRevision(), 0L),
            template ->
                daemons
                    .revisionApi()
                    .rollBack(MyDaemonSet.class, PodOwner.of(set), wish.getRevision(), template));
  }
}
