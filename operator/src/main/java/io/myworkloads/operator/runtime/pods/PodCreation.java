package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.events.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes Pods, slowly at first, each under a name that is kept until it is known what became of it,
 * so that a lost answer cannot make two.
 *
 * <p>upstream: pkg/controller/controller_utils.go RealPodControl.createPods
 */
final class PodCreation {
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

  PodCreation(
      PodApi api,
      Expectations expectations,
      PodNames names,
      SlowStart slowStart,
      PodMetrics metrics) {
    this.api = api;
    this.expectations = expectations;
    this.names = names;
    this.slowStart = slowStart;
    this.metrics = metrics;
  }

  /**
   * A Pod to be made.
   *
   * @param order what it is made for
   */
  private record Place(String name, PodOrder order) {}

  /**
   * Makes so many Pods that may run anywhere.
   *
   * @return the failure that ended it; empty where all went well
   */
  Optional<FailedWrite> create(PodControl.Work work, int count) {
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
  private Optional<FailedWrite> findMade(PodControl.Work work, List<String> kept, int lacking) {
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

  private Optional<FailedWrite> findMade(PodControl.Work work, String name, Set<String> missing) {
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
  Optional<FailedWrite> create(PodControl.Work work, List<PodOrder> orders) {
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

  /**
   * Makes a Pod on each of these nodes.
   *
   * @return the failure that ended it; empty where all went well
   */
  Optional<FailedWrite> createOn(PodControl.Work work, List<String> nodes) {
    return create(work, on(work, nodes));
  }

  private static List<PodOrder> on(PodControl.Work work, List<String> nodes) {
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

  private Optional<FailedWrite> makeAll(PodControl.Work work, List<Place> places) {
    return slowStart.run(places, 1, place -> createOne(work, place)).stream().findFirst();
  }

  private Optional<FailedWrite> createOne(PodControl.Work work, Place first) {
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
  private Optional<Pod> createOrFind(PodControl.Work work, Place place, boolean last) {
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

  private void created(PodControl.Work work, Pod pod) {
    expectations.wrote(work.owner().uid(), StoredPod.of(pod));
    metrics.wrote(work.owner().kind(), PodMetrics.Write.CREATE, true);
    work.events()
        .record(
            EventType.NORMAL, "SuccessfulCreate", "Created pod: " + pod.getMetadata().getName());
  }
}
