package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetSpec;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.revisions.RevisionApi;
import io.myworkloads.operator.sim.Faults.Verb;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ControllerRevisions of an API server. Operators ask it through {@link RevisionApi}, and their
 * requests may fail. Users and the garbage collector change revisions by the methods after that;
 * those succeed.
 */
public final class InMemoryRevisions implements RevisionApi {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Requests requests;
  private final InMemoryOwners owners;
  private final InMemoryObjects<ControllerRevision> revisions;
  private long uids;

  /** The only resource of a cluster. */
  public InMemoryRevisions(Clock clock) {
    this(clock, new ResourceVersions(), new Requests());
  }

  private InMemoryRevisions(Clock clock, ResourceVersions versions, Requests requests) {
    this(versions, requests, new InMemoryOwners(clock, versions, requests));
  }

  InMemoryRevisions(ResourceVersions versions, Requests requests, InMemoryOwners owners) {
    this.requests = requests;
    this.owners = owners;
    revisions = new InMemoryObjects<>(versions);
  }

  // what operators ask

  @Override
  public ControllerRevision create(ControllerRevision revision) {
    ObjectMeta meta = revision.getMetadata();
    return write(
        "create",
        meta.getName(),
        () -> {
          if (revisions.get(meta.getNamespace(), meta.getName()).isPresent()) {
            throw Fault.answer(
                409, "AlreadyExists", "\"%s\" already exists".formatted(meta.getName()));
          }
          return add(revision);
        });
  }

  @Override
  public Optional<ControllerRevision> get(String namespace, String name) {
    return requests.answer(Verb.GET, name, () -> revisions.get(namespace, name));
  }

  @Override
  public void delete(RevisionView revision) {
    write(
        "delete",
        revision.name(),
        () -> {
          remove(existing(revision));
          return revision.uid();
        });
  }

  @Override
  public ControllerRevision adopt(RevisionView revision, PodOwner owner) {
    return write(
        "adopt",
        revision.name(),
        () -> {
          ControllerRevision existing = existing(revision);
          List<OwnerReference> references =
              new ArrayList<>(existing.getMetadata().getOwnerReferences());
          references.removeIf(reference -> reference.getUid().equals(owner.uid()));
          if (references.stream().anyMatch(r -> Boolean.TRUE.equals(r.getController()))) {
            throw Fault.answer(
                422, "Invalid", "Only one reference can have Controller set to true");
          }
          references.add(PodEdits.reference(owner));
          return edit(existing, meta -> meta.setOwnerReferences(references));
        });
  }

  @Override
  public ControllerRevision release(RevisionView revision, PodOwner owner) {
    return write("release", revision.name(), () -> orphan(existing(revision), owner.uid()));
  }

  @Override
  public ControllerRevision label(RevisionView revision, Map<String, String> labels) {
    return write(
        "label",
        revision.name(),
        () -> {
          ControllerRevision existing = existing(revision);
          Map<String, String> all =
              new HashMap<>(
                  Objects.requireNonNullElse(existing.getMetadata().getLabels(), Map.of()));
          all.putAll(labels);
          return relabel(existing, all);
        });
  }

  @Override
  public ControllerRevision renumber(RevisionView revision, long number) {
    return write(
        "renumber",
        revision.name(),
        () -> {
          ControllerRevision copy = copyOf(existing(revision));
          copy.setRevision(number);
          return revisions.put(copy);
        });
  }

  @Override
  public <R extends HasMetadata> void rollBack(
      Class<R> type,
      PodOwner owner,
      @Nullable Long number,
      @Nullable Map<String, Object> template) {
    requests.answer(
        Verb.ROLLBACK,
        owner.name(),
        () -> {
          MyDaemonSet set =
              owners
                  .objects(MyDaemonSet.class)
                  .get(owner.namespace(), owner.name())
                  .orElseThrow(() -> Fault.answer(404, "NotFound", "there is none"));
          if (!set.getMetadata().getUid().equals(owner.uid())
              || set.getSpec().getRollbackTo() == null
              || !Objects.equals(set.getSpec().getRollbackTo().getRevision(), number)) {
            throw Fault.answer(422, "Invalid", "the server rejected the request: test failed");
          }
          MyDaemonSetSpec spec = JSON.clone(set.getSpec());
          spec.setRollbackTo(null);
          if (template != null) {
            spec.setTemplate(JSON.convertValue(template, PodTemplateSpec.class));
          }
          return owners.replace(set, spec);
        });
  }

  /** From now on requests fail as this says. */
  public void fail(Faults plan) {
    requests.fail(plan);
  }

  // what users and the garbage collector do

  /** A revision of anybody's making. */
  public ControllerRevision add(ControllerRevision revision) {
    ControllerRevision copy = copyOf(revision);
    copy.getMetadata().setUid("revision-" + ++uids);
    return revisions.put(copy);
  }

  public ControllerRevision relabel(ControllerRevision revision, Map<String, String> labels) {
    return edit(revision, meta -> meta.setLabels(labels));
  }

  public ControllerRevision orphan(ControllerRevision revision, String ownerUid) {
    List<OwnerReference> references = new ArrayList<>(revision.getMetadata().getOwnerReferences());
    references.removeIf(reference -> reference.getUid().equals(ownerUid));
    return edit(revision, meta -> meta.setOwnerReferences(references));
  }

  public void remove(ControllerRevision revision) {
    revisions.remove(copyOf(revision));
  }

  // what can be seen

  /** What is listed and watched. */
  public InMemoryObjects<ControllerRevision> objects() {
    return revisions;
  }

  public Collection<ControllerRevision> all() {
    return revisions.all();
  }

  private <T> T write(String what, String name, Supplier<T> work) {
    return requests.answer(Verb.REVISION, what + " " + name, work);
  }

  private ControllerRevision existing(RevisionView view) {
    ControllerRevision revision =
        revisions
            .get(view.namespace(), view.name())
            .orElseThrow(
                () -> Fault.answer(404, "NotFound", "\"%s\" not found".formatted(view.name())));
    if (!revision.getMetadata().getUid().equals(view.uid())) {
      throw Fault.answer(409, "Conflict", "Precondition failed: UID in precondition");
    }
    return revision;
  }

  private ControllerRevision edit(ControllerRevision revision, Consumer<ObjectMeta> change) {
    ControllerRevision copy = copyOf(revision);
    change.accept(copy.getMetadata());
    return revisions.put(copy);
  }

  private static ControllerRevision copyOf(ControllerRevision revision) {
    var copy = new ControllerRevision();
    copy.setMetadata(Metadata.copyOf(revision.getMetadata()));
    copy.setData(revision.getData());
    copy.setRevision(revision.getRevision());
    return copy;
  }
}
