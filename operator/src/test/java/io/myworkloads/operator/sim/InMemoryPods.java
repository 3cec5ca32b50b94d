package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.pods.PodApi;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.Requests.Answered;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Pods of an API server, with what controllers rely on: UIDs, resource versions, names that are
 * taken, preconditions by UID, deletion in two steps, quotas and namespaces on their way out.
 *
 * <p>Operators ask it through {@link PodApi}, and their requests may fail. Users, nodes and other
 * controllers change Pods by the methods after that; those succeed.
 */
public final class InMemoryPods implements PodApi {

  private final Clock clock;
  private final Requests requests;
  private final InMemoryObjects<Pod> pods;
  private final Map<String, PodView> views = new TreeMap<>();
  private final Admission admission = new Admission("pods");
  private long uids;

  /** The only resource of a cluster. */
  public InMemoryPods(Clock clock) {
    this(clock, new ResourceVersions(), new Requests());
  }

  InMemoryPods(Clock clock, ResourceVersions versions, Requests requests) {
    this.clock = clock;
    this.requests = requests;
    pods = new InMemoryObjects<>(versions);
  }

  // what operators ask

  @Override
  public Pod create(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    return requests.answer(
        Verb.CREATE,
        name,
        () -> {
          admission.refuseWhereTerminating(namespace, name);
          if (pods.get(namespace, name).isPresent()) {
            throw Fault.answer(409, "AlreadyExists", "pods \"%s\" already exists".formatted(name));
          }
          admission.refuseOverQuota(namespace, name, unfinished(namespace));
          return add(pod);
        });
  }

  @Override
  public Optional<Pod> get(String namespace, String name) {
    return requests.answer(Verb.GET, name, () -> pods.get(namespace, name));
  }

  @Override
  public void delete(PodView pod) {
    requests.answer(
        Verb.DELETE,
        pod.name(),
        () -> {
          remove(existing(pod));
          return pod.uid();
        });
  }

  @Override
  public Pod adopt(PodView pod, PodOwner owner) {
    return requests.answer(
        Verb.ADOPT,
        pod.name(),
        () -> {
          Pod adopted = PodEdits.tracked(adopted(existing(pod), owner), owner.tracks());
          if (controllers(adopted) > 1) {
            throw Fault.answer(
                422,
                "Invalid",
                "Only one reference can have Controller set to true. Found \"true\" in references for "
                    + pod.name());
          }
          return put(adopted);
        });
  }

  @Override
  public Pod release(PodView pod, PodOwner owner) {
    return requests.answer(
        Verb.RELEASE,
        pod.name(),
        () -> {
          Pod released = withoutOwner(existing(pod), owner.uid());
          return owner.tracks() ? withoutFinalizer(released) : released;
        });
  }

  @Override
  public List<Pod> list(String namespace, Selector selector) {
    return requests.answer(
        Verb.LIST,
        selector.toString(),
        () ->
            pods.all().stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
                .filter(pod -> selector.matches(view(pod).labels()))
                .toList());
  }

  @Override
  public Pod untrack(PodView pod, @Nullable Long version) {
    return requests.answer(
        Verb.UNTRACK,
        pod.name(),
        () -> {
          Pod current = existing(pod);
          if (version != null
              && !current.getMetadata().getResourceVersion().equals(Long.toString(version))) {
            throw Fault.answer(
                409,
                "Conflict",
                "Operation cannot be fulfilled on pods \"%s\": the object has been modified"
                    .formatted(pod.name()));
          }
          return withoutFinalizer(current);
        });
  }

  @Override
  public Pod label(PodView pod, Map<String, String> labels) {
    return requests.answer(
        Verb.LABEL,
        pod.name(),
        () ->
            put(
                PodEdits.withMetadata(
                    existing(pod),
                    meta -> {
                      Map<String, String> all =
                          new HashMap<>(Objects.requireNonNullElse(meta.getLabels(), Map.of()));
                      all.putAll(labels);
                      meta.setLabels(all);
                    })));
  }

  /** From now on requests fail as this says. */
  public void fail(Faults plan) {
    requests.fail(plan);
  }

  /** The operator's requests so far. */
  public List<Answered> requests() {
    return requests.answered();
  }

  /** The operator's requests so far that can change something. */
  public long writes() {
    return requests.writes();
  }

  // what users, nodes and other controllers do

  /** A user's or another controller's Pod, on no node yet. */
  public Pod add(Pod pod) {
    return put(
        PodEdits.in(
            PodEdits.withMetadata(
                pod,
                meta -> {
                  meta.setUid("uid-" + ++uids);
                  meta.setCreationTimestamp(now());
                }),
            "Pending"));
  }

  /** A Pod that nobody controls. */
  public Pod add(String namespace, String name, Map<String, String> labels) {
    return add(
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build());
  }

  /** A Pod that this owner controls. */
  public Pod add(String namespace, String name, Map<String, String> labels, PodOwner owner) {
    return put(adopted(add(namespace, name, labels), owner));
  }

  /** The garbage collector takes an owner off the Pod, as for {@code --cascade=orphan}. */
  public Pod orphan(Pod pod, String ownerUid) {
    return withoutOwner(current(pod), ownerUid);
  }

  public Pod relabel(Pod pod, Map<String, String> labels) {
    return edit(pod, meta -> meta.setLabels(labels));
  }

  public Pod annotate(Pod pod, Map<String, String> annotations) {
    return edit(pod, meta -> meta.setAnnotations(annotations));
  }

  /** The scheduler found a node. */
  public Pod bind(Pod pod, String node) {
    return put(PodEdits.on(current(pod), node));
  }

  /** The Pod's containers run, and answer. */
  public Pod ready(Pod pod) {
    return put(PodEdits.readySince(current(pod), now()));
  }

  /** The Pod's containers do not answer any more. */
  public Pod notReady(Pod pod) {
    Pod current = current(pod);
    return put(PodEdits.in(current, current.getStatus().getPhase()));
  }

  /** The Pod's container was started once more. */
  public Pod restarted(Pod pod) {
    return put(PodEdits.restarted(current(pod)));
  }

  /** The Pod has ended for good: Succeeded or Failed. */
  public Pod end(Pod pod, String phase) {
    return put(PodEdits.in(current(pod), phase));
  }

  /** The Pod's container fails with this code. */
  public Pod fail(Pod pod, int exitCode) {
    return put(PodEdits.failed(current(pod), exitCode));
  }

  /**
   * Somebody deletes the Pod: one that is on no node is gone at once, others when their node says
   * so.
   */
  public void remove(Pod seen) {
    Pod pod = current(seen);
    PodView view = view(pod);
    if (view.nodeName() == null || view.phase().terminal()) {
      vanish(pod);
    } else if (!view.deleting()) {
      edit(
          pod,
          meta -> {
            meta.setDeletionTimestamp(now());
            meta.setDeletionGracePeriodSeconds(30L);
          });
    }
  }

  /**
   * The Pod's node has stopped the containers of a deleted Pod; or somebody deletes by force. One
   * with a finalizer stays for as long as it has that, as Failed: its node, or for one that is on
   * none the collector of Pods, says so.
   */
  public void vanish(Pod seen) {
    Pod pod = current(seen);
    if (pod.getMetadata().getFinalizers().isEmpty()) {
      drop(pod);
      return;
    }
    PodView view = view(pod);
    if (Objects.equals(pod.getMetadata().getDeletionGracePeriodSeconds(), 0L)) {
      return;
    }
    put(
        PodEdits.withMetadata(
            view.phase().terminal() ? pod : PodEdits.in(pod, "Failed"),
            meta -> {
              meta.setDeletionTimestamp(
                  Objects.requireNonNullElseGet(meta.getDeletionTimestamp(), this::now));
              meta.setDeletionGracePeriodSeconds(0L);
            }));
  }

  private void drop(Pod pod) {
    views.remove(InMemoryObjects.key(pod));
    pods.remove(PodEdits.withMetadata(pod, meta -> {}));
  }

  /** No more Pods are made there. */
  public void terminateNamespace(String namespace) {
    admission.terminate(namespace);
  }

  /** At most so many Pods that have not ended. */
  public void quota(String namespace, int most) {
    admission.quota(namespace, most);
  }

  // what can be seen

  /** What is listed and watched. */
  public InMemoryObjects<Pod> objects() {
    return pods;
  }

  /** All Pods as they are now, by name. */
  public Collection<Pod> all() {
    return pods.all();
  }

  /** The Pod of a name as it is now. */
  public Pod named(String namespace, String name) {
    return pods.get(namespace, name).orElseThrow();
  }

  /** All Pods as controllers would see them if nothing lagged. */
  public List<PodView> views() {
    return List.copyOf(views.values());
  }

  /** The Pod that this is a view of, as it is now. */
  public Pod of(PodView view) {
    return named(view.namespace(), view.name());
  }

  /** A Pod that there is, as controllers would see it if nothing lagged. */
  public PodView view(Pod pod) {
    return Objects.requireNonNull(views.get(InMemoryObjects.key(pod)));
  }

  /** The Pod as it is now, whatever the caller saw of it. */
  private Pod current(Pod seen) {
    return pods.get(seen.getMetadata().getNamespace(), seen.getMetadata().getName())
        .filter(pod -> pod.getMetadata().getUid().equals(seen.getMetadata().getUid()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no Pod " + InMemoryObjects.key(seen) + " any more"));
  }

  private long unfinished(String namespace) {
    return views.values().stream()
        .filter(pod -> pod.namespace().equals(namespace) && !pod.phase().terminal())
        .count();
  }

  private Pod existing(PodView view) {
    Pod pod =
        pods.get(view.namespace(), view.name())
            .orElseThrow(
                () ->
                    Fault.answer(404, "NotFound", "pods \"%s\" not found".formatted(view.name())));
    if (!pod.getMetadata().getUid().equals(view.uid())) {
      throw Fault.answer(
          409,
          "Conflict",
          "Operation cannot be fulfilled on pods \"%s\": Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(view.name(), view.uid(), pod.getMetadata().getUid()));
    }
    return pod;
  }

  private static Pod adopted(Pod pod, PodOwner owner) {
    return PodEdits.withOwners(
        pod,
        owners -> {
          owners.removeIf(ref -> ref.getUid().equals(owner.uid()));
          owners.add(PodEdits.reference(owner));
        });
  }

  private Pod withoutFinalizer(Pod pod) {
    if (!pod.getMetadata().getFinalizers().contains(PodRun.FINALIZER)) {
      return pod;
    }
    Pod after = put(PodEdits.tracked(pod, false));
    if (Objects.equals(after.getMetadata().getDeletionGracePeriodSeconds(), 0L)) {
      drop(after);
    }
    return after;
  }

  private static long controllers(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(ref -> Boolean.TRUE.equals(ref.getController()))
        .count();
  }

  private Pod withoutOwner(Pod pod, String ownerUid) {
    List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
    return owners.stream().noneMatch(ref -> ref.getUid().equals(ownerUid))
        ? pod
        : put(
            PodEdits.withOwners(pod, refs -> refs.removeIf(ref -> ref.getUid().equals(ownerUid))));
  }

  private Pod edit(Pod pod, Consumer<ObjectMeta> change) {
    return put(PodEdits.withMetadata(current(pod), change));
  }

  private Pod put(Pod pod) {
    views.put(InMemoryObjects.key(pod), PodViews.of(pod));
    return pods.put(pod);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
