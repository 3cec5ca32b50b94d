package io.myworkloads.operator.runtime.revisions;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.revisions.RevisionAction;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.runtime.revisions.RevisionMetrics.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries out what was decided about the history of an object, and notes in the {@link
 * RevisionStore} what the informer does not show yet.
 *
 * <p>upstream: pkg/controller/daemon/update.go snapshot; pkg/controller/history
 */
public final class RevisionControl {
  private final RevisionApi api;
  private final RevisionStore store;
  private final PodControl pods;
  private final RevisionMetrics metrics;

  public RevisionControl(
      RevisionApi api, RevisionStore store, PodControl pods, RevisionMetrics metrics) {
    this.api = api;
    this.store = store;
    this.pods = pods;
    this.metrics = metrics;
  }

  /**
   * The current template as it is kept.
   *
   * @param hash names it
   * @param content as in {@link RevisionView}
   * @param annotations of the object, which say why the template changed
   */
  public record Current(
      Map<String, Object> data, String hash, String content, Map<String, String> annotations) {}

  /** How a plan ended. */
  public enum Ending {
    DONE,
    /** The name of the current template's revision is another's: it needs another hash. */
    NAME_TAKEN
  }

  /** Ends a plan. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient FailedWrite write;

    Failed(FailedWrite write) {
      super(write.message());
      this.write = write;
    }
  }

  /** What became of a plan: its ending, or the failure before that. */
  public record Result(Ending ending, Optional<FailedWrite> failed) {}

  /** Carries out actions in order; the first that fails ends it. */
  public Result carryOut(PodControl.Work work, List<RevisionAction> actions, Current current) {
    try {
      for (RevisionAction action : actions) {
        if (!one(work, action, current)) {
          return new Result(Ending.NAME_TAKEN, Optional.empty());
        }
      }
      return new Result(Ending.DONE, Optional.empty());
    } catch (Failed failed) {
      return new Result(Ending.DONE, Optional.of(failed.write));
    }
  }

  /** False where the name is taken. */
  private boolean one(PodControl.Work work, RevisionAction action, Current current) {
    PodOwner owner = work.owner();
    switch (action) {
      case RevisionAction.Adopt adopt -> adopt(work, adopt.revision());
      case RevisionAction.Release release ->
          patch(
              work,
              Write.RELEASE,
              release.revision(),
              () -> api.release(release.revision(), owner));
      case RevisionAction.Label label ->
          patch(
              work,
              Write.LABEL,
              label.revision(),
              () ->
                  api.label(
                      label.revision(), Map.of(RevisionView.HASH_LABEL, label.revision().hash())));
      case RevisionAction.Create create -> {
        return create(work, create.revision(), current);
      }
      case RevisionAction.Renumber renumber ->
          patch(
              work,
              Write.RENUMBER,
              renumber.revision(),
              () -> api.renumber(renumber.revision(), renumber.number()));
      case RevisionAction.Relabel relabel ->
          pods.label(work, relabel.pods(), Map.of(RevisionView.HASH_LABEL, relabel.hash()))
              .ifPresent(
                  failed -> {
                    throw new Failed(new FailedWrite(Reason.FAILED_REVISION, failed.message()));
                  });
      case RevisionAction.Delete delete ->
          delete.revisions().forEach(revision -> delete(work, revision));
    }
    return true;
  }

  /** False where the name is another's, or what has it is of other content. */
  private boolean create(PodControl.Work work, long number, Current current) {
    PodOwner owner = work.owner();
    String name = owner.name() + "-" + current.hash();
    Map<String, String> labels = new HashMap<>();
    if (work.template().getMetadata() != null
        && work.template().getMetadata().getLabels() != null) {
      labels.putAll(work.template().getMetadata().getLabels());
    }
    labels.put(RevisionView.HASH_LABEL, current.hash());
    ControllerRevision revision =
        new ControllerRevisionBuilder()
            .withNewMetadata()
            .withNamespace(owner.namespace())
            .withName(name)
            .withLabels(labels)
            .withAnnotations(current.annotations())
            .withOwnerReferences(owner.controllerReference())
            .endMetadata()
            .withData(current.data())
            .withRevision(number)
            .build();
    try {
      store.wrote(owner.uid(), api.create(revision));
      metrics.wrote(owner.kind(), Write.CREATE, true);
      return true;
    } catch (KubernetesClientException e) {
      if (ApiError.of(e) == ApiError.ALREADY_EXISTS) {
        return ours(work, name, current);
      }
      throw failed(work, Write.CREATE, e);
    }
  }

  /** Whether the revision of this name is the one that an earlier try made. */
  private boolean ours(PodControl.Work work, String name, Current current) {
    PodOwner owner = work.owner();
    try {
      Optional<ControllerRevision> there =
          api.get(owner.namespace(), name)
              .filter(
                  revision -> {
                    var controller = PodViews.controller(revision.getMetadata());
                    return controller != null && controller.uid().equals(owner.uid());
                  })
              .filter(revision -> store.view(revision).content().equals(current.content()));
      there.ifPresent(revision -> store.wrote(owner.uid(), revision));
      return there.isPresent();
    } catch (KubernetesClientException e) {
      throw failed(work, Write.CREATE, e);
    }
  }

  private void adopt(PodControl.Work work, RevisionView revision) {
    boolean mayAdopt;
    try {
      mayAdopt = work.mayAdopt().getAsBoolean();
    } catch (KubernetesClientException e) {
      throw new Failed(new FailedWrite(Reason.OWNER_UNCONFIRMED, ApiError.message(e)));
    }
    if (!mayAdopt) {
      throw new Failed(
          new FailedWrite(
              Reason.OWNER_UNCONFIRMED,
              "the object was deleted or replaced since, so it adopts no revisions"));
    }
    patch(work, Write.ADOPT, revision, () -> api.adopt(revision, work.owner()));
  }

  private void delete(PodControl.Work work, RevisionView revision) {
    try {
      api.delete(revision);
      metrics.wrote(work.owner().kind(), Write.DELETE, true);
    } catch (KubernetesClientException e) {
      if (ApiError.of(e) != ApiError.NOT_FOUND) {
        throw failed(work, Write.DELETE, e);
      }
    }
    store.deleted(work.owner().uid(), revision);
  }

  private void patch(
      PodControl.Work work,
      Write write,
      RevisionView revision,
      Supplier<ControllerRevision> request) {
    try {
      store.wrote(work.owner().uid(), request.get());
      metrics.wrote(work.owner().kind(), write, true);
    } catch (KubernetesClientException e) {
      if (ApiError.of(e) != ApiError.NOT_FOUND) {
        throw failed(work, write, e);
      }
      store.deleted(work.owner().uid(), revision);
    }
  }

  private Failed failed(PodControl.Work work, Write write, KubernetesClientException e) {
    metrics.wrote(work.owner().kind(), write, false);
    if (ApiError.of(e) == ApiError.NAMESPACE_TERMINATING) {
      return new Failed(new FailedWrite(Reason.NAMESPACE_TERMINATING, ApiError.message(e)));
    }
    String message = "Error writing a ControllerRevision: " + ApiError.message(e);
    work.events().record(EventType.WARNING, "FailedRevision", message);
    return new Failed(new FailedWrite(Reason.FAILED_REVISION, message));
  }
}
