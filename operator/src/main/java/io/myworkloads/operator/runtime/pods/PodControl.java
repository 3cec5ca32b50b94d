package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Carries out what was decided about Pods, and notes in {@link Expectations} what the informer does
 * not show yet.
 *
 * <p>upstream: pkg/controller/controller_utils.go RealPodControl; the events are its events
 */
public final class PodControl {
  /**
   * A new name is tried when one is taken; of 14 million, so many in a row are not taken by chance.
   */
  private static final int NAMES_TO_TRY = 4;

  private static final String ANYWHERE = "";

  private final PodApi api;
  private final Expectations expectations;
  private final PodNames names;
  private final SlowStart slowStart;
  private final PodMetrics metrics;

  /**
   * A hand for all controllers.
   *
   * @param executor runs one write a thread; the limit of writes in flight is the API's
   */
  public PodControl(
      PodApi api,
      Expectations expectations,
      PodNames names,
      ExecutorService executor,
      PodMetrics metrics) {
    this.api = api;
    this.expectations = expectations;
    this.names = names;
    this.slowStart = new SlowStart(executor);
    this.metrics = metrics;
  }

  /** On whose behalf and by which means a plan is carried out. */
  public record Work(
      PodOwner owner, PodTemplateSpec template, OwnerEvents events, BooleanSupplier mayAdopt) {}

  /**
   * Carries out actions in order and returns when all their writes are answered.
   *
   * @param work {@code mayAdopt} asks the API server, not a cache, whether the owner is still there
   *     and not being deleted
   * @return the first failure, which ended it; empty where all went well
   */
  public Optional<FailedWrite> carryOut(Work work, List<PodAction> actions) {
    for (PodAction action : actions) {
      Optional<FailedWrite> failed =
          switch (action) {
            case PodAction.Adopt adopt -> adopt(work, adopt.pods());
            case PodAction.Release release -> release(work, release.pods());
            case PodAction.Replace replace -> replace(work, replace.pod());
            case PodAction.Create create -> create(work, create.count());
            case PodAction.CreateOn create -> create(work, on(work, create.nodes()));
            case PodAction.Delete delete -> delete(work, delete.pods());
          };
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  /**
   * A Pod to be made.
   *
   * @param order what it is made for
   */
  private record Place(String name, PodOrder order) {}

  private Optional<FailedWrite> create(Work work, int count) {
    List<String> kept = expectations.keptNames(work.owner().uid(), ANYWHERE, Integer.MAX_VALUE);
    if (kept.size() > count) {
      return findMade(work, kept, count);
    }
    var anywhere = new PodOrder(ANYWHERE, PodNames.prefix(work.owner().name()), pod -> pod);
    List<Place> places = new ArrayList<>(count);
    kept.forEach(name -> places.add(new Place(name, anywhere)));
    while (places.size() < count) {
      places.add(new Place(names.next(anywhere.namePrefix()), anywhere));
    }
    return makeAll(work, places);
  }

  /**
   * Finds out which Pods of these names were made by tries whose answers did not come. Where more
   * names are kept than Pods lack, as when fewer are asked for since, the first of them is perhaps
   * not the one that was made, and its Pod would be one too many. With what is found, it can be
   * decided anew how many lack.
   */
  private Optional<FailedWrite> findMade(Work work, List<String> kept, int lacking) {
    String uid = work.owner().uid();
    Set<String> missing = ConcurrentHashMap.newKeySet();
    Optional<FailedWrite> failed =
        slowStart.atOnce(kept, name -> findMade(work, name, missing)).stream().findFirst();
    if (failed.isEmpty()) {
      int made = kept.size() - missing.size();
      kept.stream()
          .filter(missing::contains)
          .skip(Math.max(0, lacking - made))
          .forEach(name -> expectations.dropName(uid, name));
    }
    return failed;
  }

  private Optional<FailedWrite> findMade(Work work, String name, Set<String> missing) {
    try {
      ours(work.owner(), name).ifPresentOrElse(pod -> created(work, pod), () -> missing.add(name));
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(new FailedWrite(Reason.FAILED_CREATE, ApiError.message(e)));
    }
  }

  /**
   * Makes a Pod for each of these orders, the first ones first. Of one place at most one name is
   * kept, so what an earlier try made is found under it.
   *
   * @return the failure that ended it; empty where all went well
   */
  public Optional<FailedWrite> create(Work work, List<PodOrder> orders) {
    String uid = work.owner().uid();
    return makeAll(
        work,
        orders.stream()
            .map(
                order ->
                    new Place(
                        expectations.keptNames(uid, order.place(), 1).stream()
                            .findFirst()
                            .orElseGet(() -> names.next(order.namePrefix())),
                        order))
            .toList());
  }

  private static List<PodOrder> on(Work work, List<String> nodes) {
    String prefix = PodNames.prefix(work.owner().name());
    return nodes.stream()
        .map(
            node ->
                new PodOrder(
                    node,
                    prefix,
                    pod -> {
                      pod.setSpec(TargetNode.only(pod.getSpec(), node));
                      return pod;
                    }))
        .toList();
  }

  private Optional<FailedWrite> makeAll(Work work, List<Place> places) {
    return slowStart.run(places, 1, place -> createOne(work, place)).stream().findFirst();
  }

  private Optional<FailedWrite> createOne(Work work, Place first) {
    PodOwner owner = work.owner();
    Place place = first;
    try {
      for (int attempt = 1; ; attempt++) {
        expectations.keepName(owner.uid(), place.order().place(), place.name());
        Optional<Pod> made = createOrFind(work, place, attempt == NAMES_TO_TRY);
        if (made.isPresent()) {
          created(work, made.get());
          return Optional.empty();
        }
        expectations.dropName(owner.uid(), place.name());
        place = new Place(names.next(place.order().namePrefix()), place.order());
      }
    } catch (KubernetesClientException e) {
      metrics.wrote(owner.kind(), PodMetrics.Write.CREATE, false);
      if (ApiError.of(e) == ApiError.NAMESPACE_TERMINATING) {
        return Optional.of(new FailedWrite(Reason.NAMESPACE_TERMINATING, ApiError.message(e)));
      }
      String message = "Error creating: " + ApiError.message(e);
      work.events().record(EventType.WARNING, "FailedCreate", message);
      return Optional.of(new FailedWrite(Reason.FAILED_CREATE, ApiError.message(e)));
    }
  }

  /**
   * The Pod of this name, made now or by an earlier try.
   *
   * @param last whether the server's word that the name is taken is to be thrown
   * @return empty where the name is taken by another's Pod
   */
  private Optional<Pod> createOrFind(Work work, Place place, boolean last) {
    try {
      Pod pod = PodFactory.pod(work.owner(), work.template(), place.name());
      return Optional.of(api.create(place.order().shape().apply(pod)));
    } catch (KubernetesClientException e) {
      if (ApiError.of(e) != ApiError.ALREADY_EXISTS || last) {
        throw e;
      }
      return ours(work.owner(), place.name());
    }
  }

  /** The Pod of this name if an earlier try, the answer to which was lost, made it. */
  private Optional<Pod> ours(PodOwner owner, String name) {
    return api.get(owner.namespace(), name)
        .filter(
            pod -> {
              PodView view = PodViews.of(pod);
              // one that has ended already is of no use, unless its end is what is waited for
              return view.ownedBy(owner.uid()) && (view.active() || owner.tracks());
            });
  }

  private void created(Work work, Pod pod) {
    expectations.wrote(work.owner().uid(), stored(pod));
    metrics.wrote(work.owner().kind(), PodMetrics.Write.CREATE, true);
    work.events()
        .record(
            EventType.NORMAL, "SuccessfulCreate", "Created pod: " + pod.getMetadata().getName());
  }

  private Optional<FailedWrite> delete(Work work, List<PodView> pods) {
    return slowStart.atOnce(pods, pod -> deleteOne(work, pod)).stream().findFirst();
  }

  private Optional<FailedWrite> replace(Work work, PodView pod) {
    Optional<FailedWrite> failed = delete(work, List.of(pod));
    if (failed.isEmpty()) {
      work.events()
          .record(
              EventType.WARNING,
              "ReplacedAfterRestarts",
              "Replacing pod %s: container %s was restarted %d times on node %s"
                  .formatted(
                      pod.name(),
                      pod.mostRestarted(),
                      Math.max(pod.restarts(), pod.sidecarRestarts()),
                      pod.nodeName()));
    }
    return failed;
  }

  private Optional<FailedWrite> deleteOne(Work work, PodView pod) {
    PodOwner owner = work.owner();
    try {
      if (deletedByUs(pod)) {
        metrics.wrote(owner.kind(), PodMetrics.Write.DELETE, true);
        work.events().record(EventType.NORMAL, "SuccessfulDelete", "Deleted pod: " + pod.name());
      }
      expectations.deleted(owner.uid(), pod);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      switch (ApiError.of(e)) {
        case UNKNOWN, CONFLICT -> expectations.deletionUnknown(owner.uid(), pod);
        // if an earlier try was heard after all, the store will show it
        case ALREADY_EXISTS, NOT_FOUND, INVALID, NAMESPACE_TERMINATING, REFUSED -> {}
      }
      metrics.wrote(owner.kind(), PodMetrics.Write.DELETE, false);
      work.events()
          .record(EventType.WARNING, "FailedDelete", "Error deleting: " + ApiError.message(e));
      return Optional.of(new FailedWrite(Reason.FAILED_DELETE, ApiError.message(e)));
    }
  }

  /** Asks for the deletion; false where the Pod was gone, also if another has its name by now. */
  private boolean deletedByUs(PodView pod) {
    try {
      api.delete(pod);
      return true;
    } catch (KubernetesClientException e) {
      ApiError error = ApiError.of(e);
      boolean gone =
          error == ApiError.NOT_FOUND
              || (error == ApiError.CONFLICT
                  && api.get(pod.namespace(), pod.name())
                      .filter(there -> there.getMetadata().getUid().equals(pod.uid()))
                      .isEmpty());
      if (gone) {
        return false;
      }
      throw e;
    }
  }

  private Optional<FailedWrite> adopt(Work work, List<PodView> pods) {
    try {
      if (!work.mayAdopt().getAsBoolean()) {
        return Optional.of(
            new FailedWrite(
                Reason.OWNER_UNCONFIRMED,
                "the object was deleted or replaced since, so it adopts no Pods"));
      }
    } catch (KubernetesClientException e) {
      return Optional.of(new FailedWrite(Reason.OWNER_UNCONFIRMED, ApiError.message(e)));
    }
    return patch(work, pods, PodMetrics.Write.ADOPT, pod -> api.adopt(pod, work.owner()));
  }

  private Optional<FailedWrite> release(Work work, List<PodView> pods) {
    return patch(work, pods, PodMetrics.Write.RELEASE, pod -> api.release(pod, work.owner()));
  }

  /**
   * Gives Pods of the owner these labels.
   *
   * @return the failure; empty where all went well
   */
  public Optional<FailedWrite> label(Work work, List<PodView> pods, Map<String, String> labels) {
    return patch(work, pods, PodMetrics.Write.LABEL, pod -> api.label(pod, labels));
  }

  /**
   * Takes what they are tracked by off Pods of the owner.
   *
   * @return the failure; empty where all went well
   */
  public Optional<FailedWrite> untrack(Work work, List<PodView> pods) {
    return patch(work, pods, PodMetrics.Write.UNTRACK, pod -> api.untrack(pod, null));
  }

  private Optional<FailedWrite> patch(
      Work work, List<PodView> pods, PodMetrics.Write write, Function<PodView, Pod> request) {
    List<FailedWrite> failed = slowStart.atOnce(pods, pod -> patchOne(work, pod, write, request));
    return failed.stream()
        .findFirst()
        .map(
            first ->
                new FailedWrite(
                    first.reason(),
                    first.message(),
                    failed.stream().flatMap(each -> each.claims().stream()).toList()));
  }

  private Optional<FailedWrite> patchOne(
      Work work, PodView pod, PodMetrics.Write write, Function<PodView, Pod> request) {
    PodOwner owner = work.owner();
    try {
      Pod patched = request.apply(pod);
      expectations.wrote(owner.uid(), stored(patched));
      metrics.wrote(owner.kind(), write, true);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      switch (ApiError.of(e)) {
        case NOT_FOUND -> {
          expectations.gone(owner.uid(), pod);
          return Optional.empty();
        }
        // another was faster, or the name is another Pod's by now: the store will show it
        case CONFLICT, INVALID -> {}
        case ALREADY_EXISTS, NAMESPACE_TERMINATING, REFUSED, UNKNOWN -> tell(work, pod, write, e);
      }
      metrics.wrote(owner.kind(), write, false);
      return Optional.of(new FailedWrite(Reason.FAILED_CLAIM, ApiError.message(e), List.of(pod)));
    }
  }

  /** Upstream says nothing, and leaves users to wonder why a Pod that they labelled stays out. */
  private static void tell(
      Work work, PodView pod, PodMetrics.Write write, KubernetesClientException e) {
    String doing =
        switch (write) {
          case ADOPT -> "adopting";
          case RELEASE -> "releasing";
          case LABEL -> "labelling";
          case UNTRACK -> "taking the finalizer off";
          case CREATE, DELETE -> throw new IllegalArgumentException(write + " is no patch");
        };
    String reason =
        switch (write) {
          case ADOPT -> "FailedAdopt";
          case RELEASE -> "FailedRelease";
          case LABEL -> "FailedLabel";
          case UNTRACK -> "FailedUntrack";
          case CREATE, DELETE -> throw new IllegalArgumentException(write + " is no patch");
        };
    work.events()
        .record(
            EventType.WARNING,
            reason,
            "Error %s pod %s: %s".formatted(doing, pod.name(), ApiError.message(e)));
  }

  private static StoredPod stored(Pod pod) {
    return new StoredPod(PodViews.of(pod), PodViews.version(pod.getMetadata()));
  }
}
