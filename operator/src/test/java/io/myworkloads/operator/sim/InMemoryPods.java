package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.PodApi;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.sim.Faults.Request;
import io.myworkloads.operator.sim.Faults.Verb;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The Pods of an API server, with what controllers rely on: UIDs, resource versions, names that are
 * taken, preconditions by UID, deletion in two steps, quotas and namespaces on their way out.
 *
 * <p>Operators ask it through {@link PodApi}, and their requests may fail. Users, nodes and other
 * controllers change Pods by the methods after that; those succeed.
 */
public final class InMemoryPods implements PodApi {

  /** What a watch tells. */
  enum Change {
    PUT,
    DELETED
  }

  /** A change, and the Pod as it is after it. */
  record Event(Change change, Pod pod) {}

  /** A request of the operator, and what became of it. */
  public record Answered(Request request, Fault fault, String answer) {
    @Override
    public String toString() {
      return request + (fault == Fault.NONE ? "" : " " + fault) + ": " + answer;
    }
  }

  private final Clock clock;
  private final Map<String, Pod> pods = new TreeMap<>();
  private final Map<String, PodView> views = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Consumer<Event>> watches = new ArrayList<>();
  private final List<Answered> requests = new ArrayList<>();
  private final Set<String> terminatingNamespaces = new HashSet<>();
  private final Map<String, Integer> quotas = new HashMap<>();
  private Faults faults = Faults.NONE;
  private boolean crashed;
  private long version;
  private long uids;

  public InMemoryPods(Clock clock) {
    this.clock = clock;
  }

  // what operators ask

  @Override
  public Pod create(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    return answer(
        Verb.CREATE,
        name,
        () -> {
          if (terminatingNamespaces.contains(namespace)) {
            throw namespaceTerminating(namespace, name);
          }
          if (pods.containsKey(key(namespace, name))) {
            throw Fault.answer(409, "AlreadyExists", "pods \"%s\" already exists".formatted(name));
          }
          refuseOverQuota(namespace, name);
          return add(pod);
        });
  }

  @Override
  public Optional<Pod> get(String namespace, String name) {
    return answer(Verb.GET, name, () -> Optional.ofNullable(pods.get(key(namespace, name))));
  }

  @Override
  public void delete(PodView pod) {
    answer(
        Verb.DELETE,
        pod.name(),
        () -> {
          remove(existing(pod));
          return pod.uid();
        });
  }

  @Override
  public Pod adopt(PodView pod, PodOwner owner) {
    return answer(
        Verb.ADOPT,
        pod.name(),
        () ->
            changeOwners(
                existing(pod),
                refs -> {
                  refs.removeIf(ref -> ref.getUid().equals(owner.uid()));
                  if (refs.stream().anyMatch(ref -> Boolean.TRUE.equals(ref.getController()))) {
                    throw Fault.answer(
                        422,
                        "Invalid",
                        "Only one reference can have Controller set to true. Found \"true\" in"
                            + " references for "
                            + pod.name());
                  }
                  refs.add(reference(owner));
                }));
  }

  @Override
  public Pod release(PodView pod, PodOwner owner) {
    return answer(
        Verb.RELEASE,
        pod.name(),
        () ->
            changeOwners(
                existing(pod), refs -> refs.removeIf(ref -> ref.getUid().equals(owner.uid()))));
  }

  /** From now on requests fail as this says. */
  public void fail(Faults plan) {
    faults = plan;
  }

  /** Whether the operator was killed by a fault, after which none of its requests arrives. */
  public boolean crashed() {
    return crashed;
  }

  /** There is a new operator. */
  public void restarted() {
    crashed = false;
  }

  /** The operator's requests so far. */
  public List<Answered> requests() {
    return List.copyOf(requests);
  }

  /** The operator's requests so far that can change a Pod. */
  public long writes() {
    return requests.stream().filter(r -> r.request().verb() != Verb.GET).count();
  }

  // what users, nodes and other controllers do

  /** A user's or another controller's Pod, on no node yet. */
  public Pod add(Pod pod) {
    ObjectMeta meta =
        new ObjectMetaBuilder(pod.getMetadata())
            .withUid("uid-" + ++uids)
            .withCreationTimestamp(now())
            .build();
    return put(
        new PodBuilder(pod)
            .withMetadata(meta)
            .editOrNewStatus()
            .withPhase("Pending")
            .endStatus()
            .build());
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
    return changeOwners(add(namespace, name, labels), refs -> refs.add(reference(owner)));
  }

  /** The garbage collector takes an owner off the Pod, as for {@code --cascade=orphan}. */
  public Pod orphan(Pod pod, String ownerUid) {
    return changeOwners(current(pod), refs -> refs.removeIf(ref -> ref.getUid().equals(ownerUid)));
  }

  public Pod relabel(Pod pod, Map<String, String> labels) {
    return put(
        new PodBuilder(current(pod)).editMetadata().withLabels(labels).endMetadata().build());
  }

  /** The scheduler found a node. */
  public Pod bind(Pod pod, String node) {
    return put(new PodBuilder(current(pod)).editOrNewSpec().withNodeName(node).endSpec().build());
  }

  /** The Pod's containers run, and answer. */
  public Pod ready(Pod pod) {
    return put(
        new PodBuilder(current(pod))
            .editOrNewStatus()
            .withPhase("Running")
            .withConditions(
                new PodConditionBuilder()
                    .withType("Ready")
                    .withStatus("True")
                    .withLastTransitionTime(now())
                    .build())
            .endStatus()
            .build());
  }

  /** The Pod's containers run, and do not answer. */
  public Pod notReady(Pod pod) {
    return put(
        new PodBuilder(current(pod))
            .editOrNewStatus()
            .withConditions(List.of())
            .endStatus()
            .build());
  }

  /** The Pod has ended for good: Succeeded or Failed. */
  public Pod end(Pod pod, String phase) {
    return put(
        new PodBuilder(current(pod))
            .editOrNewStatus()
            .withPhase(phase)
            .withConditions(List.of())
            .endStatus()
            .build());
  }

  /**
   * Somebody deletes the Pod: one that is on no node is gone at once, others when their node says
   * so.
   */
  public void remove(Pod seen) {
    Pod pod = current(seen);
    boolean onNode = pod.getSpec() != null && pod.getSpec().getNodeName() != null;
    boolean ended = Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    if (!onNode || ended) {
      vanish(pod);
    } else if (pod.getMetadata().getDeletionTimestamp() == null) {
      put(
          new PodBuilder(pod)
              .editMetadata()
              .withDeletionTimestamp(now())
              .withDeletionGracePeriodSeconds(30L)
              .endMetadata()
              .build());
    }
  }

  /** The Pod's node has stopped the containers of a deleted Pod; or somebody deletes by force. */
  public void vanish(Pod seen) {
    Pod pod = current(seen);
    pods.remove(key(pod));
    views.remove(key(pod));
    tell(
        new Event(
            Change.DELETED,
            new PodBuilder(pod)
                .editMetadata()
                .withResourceVersion(Long.toString(++version))
                .endMetadata()
                .build()));
  }

  /** No more Pods are made there. */
  public void terminateNamespace(String namespace) {
    terminatingNamespaces.add(namespace);
  }

  /** At most so many Pods that have not ended. */
  public void quota(String namespace, int most) {
    quotas.put(namespace, most);
  }

  // what can be seen

  /** All Pods as they are now, by name. */
  public Collection<Pod> all() {
    return List.copyOf(pods.values());
  }

  /** The Pod of a name as it is now. */
  public Pod named(String namespace, String name) {
    return Objects.requireNonNull(pods.get(key(namespace, name)), name);
  }

  /** All Pods as controllers would see them if nothing lagged. */
  public List<PodView> views() {
    return List.copyOf(views.values());
  }

  /** The Pod that this is a view of, as it is now. */
  Pod of(PodView view) {
    return named(view.namespace(), view.name());
  }

  long version() {
    return version;
  }

  /** What a list answered at a version. */
  List<Pod> at(long past) {
    Map<String, Pod> result = new TreeMap<>();
    for (Event event : events) {
      if (Long.parseLong(event.pod().getMetadata().getResourceVersion()) > past) {
        break;
      }
      if (event.change() == Change.DELETED) {
        result.remove(key(event.pod()));
      } else {
        result.put(key(event.pod()), event.pod());
      }
    }
    return List.copyOf(result.values());
  }

  /** Tells of all changes after a version, and of those to come. */
  void watch(long after, Consumer<Event> watch) {
    events.stream()
        .filter(event -> Long.parseLong(event.pod().getMetadata().getResourceVersion()) > after)
        .forEach(watch);
    watches.add(watch);
  }

  void unwatch(Consumer<Event> watch) {
    watches.remove(watch);
  }

  static String key(Pod pod) {
    return key(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private <T> T answer(Verb verb, String name, Supplier<T> work) {
    if (crashed) {
      throw new Crash();
    }
    var request = new Request(verb, name);
    Fault fault = faults.of(request);
    T result = null;
    KubernetesClientException refused = null;
    if (fault.done()) {
      try {
        result = work.get();
      } catch (KubernetesClientException e) {
        refused = e;
      }
    }
    requests.add(
        new Answered(
            request, fault, refused == null ? "done" : String.valueOf(refused.getMessage())));
    if (fault.crash()) {
      crashed = true;
      throw new Crash();
    }
    if (fault != Fault.NONE) {
      throw fault.exception(request.toString());
    }
    if (refused != null) {
      throw refused;
    }
    return Objects.requireNonNull(result);
  }

  /** The Pod as it is now, whatever the caller saw of it. */
  private Pod current(Pod seen) {
    Pod pod = pods.get(key(seen));
    if (pod == null || !pod.getMetadata().getUid().equals(seen.getMetadata().getUid())) {
      throw new IllegalStateException("there is no Pod " + key(seen) + " any more");
    }
    return pod;
  }

  private Pod existing(PodView view) {
    Pod pod = pods.get(key(view.namespace(), view.name()));
    if (pod == null) {
      throw Fault.answer(404, "NotFound", "pods \"%s\" not found".formatted(view.name()));
    }
    if (!pod.getMetadata().getUid().equals(view.uid())) {
      throw Fault.answer(
          409,
          "Conflict",
          "Operation cannot be fulfilled on pods \"%s\": Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(view.name(), view.uid(), pod.getMetadata().getUid()));
    }
    return pod;
  }

  private Pod changeOwners(Pod pod, Consumer<List<OwnerReference>> change) {
    List<OwnerReference> refs = new ArrayList<>(pod.getMetadata().getOwnerReferences());
    change.accept(refs);
    return refs.equals(pod.getMetadata().getOwnerReferences())
        ? pod
        : put(new PodBuilder(pod).editMetadata().withOwnerReferences(refs).endMetadata().build());
  }

  private static OwnerReference reference(PodOwner owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.apiVersion())
        .withKind(owner.kind())
        .withName(owner.name())
        .withUid(owner.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private Pod put(Pod pod) {
    Pod stored =
        new PodBuilder(pod)
            .editMetadata()
            .withResourceVersion(Long.toString(++version))
            .endMetadata()
            .build();
    pods.put(key(stored), stored);
    views.put(key(stored), PodViews.of(stored));
    tell(new Event(Change.PUT, stored));
    return stored;
  }

  private void tell(Event event) {
    events.add(event);
    List.copyOf(watches).forEach(watch -> watch.accept(event));
  }

  private void refuseOverQuota(String namespace, String name) {
    Integer most = quotas.get(namespace);
    long used =
        views.values().stream()
            .filter(pod -> pod.namespace().equals(namespace) && !pod.phase().terminal())
            .count();
    if (most != null && used >= most) {
      throw Fault.answer(
          403,
          "Forbidden",
          "pods \"%s\" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=%d, limited: pods=%d"
              .formatted(name, used, most));
    }
  }

  private static KubernetesClientException namespaceTerminating(String namespace, String name) {
    String message =
        "pods \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
            .formatted(name, namespace);
    return new KubernetesClientException(
        message,
        403,
        new StatusBuilder()
            .withStatus("Failure")
            .withCode(403)
            .withReason("Forbidden")
            .withMessage(message)
            .withNewDetails()
            .addNewCause("metadata.namespace", message, "NamespaceTerminating")
            .endDetails()
            .build());
  }

  private String now() {
    Instant now = clock.instant();
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
