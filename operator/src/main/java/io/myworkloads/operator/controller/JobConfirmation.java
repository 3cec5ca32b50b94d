package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.job.JobConditions;
import io.myworkloads.operator.core.job.JobStatus;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.Retries;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodApi;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Whether the caches show all that another process did for an object before this one took over.
 * Until they do, a Pod that is counted already may look as if it were not: it would be counted
 * twice. What this process does itself it remembers.
 *
 * <p>Upstream trusts its caches. Here the server is asked once for each object that has a status,
 * and the caches are believed once they show no less. One that never had a status has no Pods.
 *
 * <p>Kept in memory because the question is whether this very process knows; dropped with the
 * object.
 */
final class JobConfirmation {
  private static final String BEHIND = "the caches do not show yet what was done before";

  private final PodApi api;
  private final PodObserver pods;
  private final Clock clock;
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();

  JobConfirmation(PodApi api, PodObserver pods, Clock clock) {
    this.api = api;
    this.pods = pods;
    this.clock = clock;
  }

  /** All that there is to know of the object is known. */
  void confirmed(String uid) {
    confirmed.add(uid);
  }

  /** The object is gone. */
  void forget(String uid) {
    confirmed.remove(uid);
  }

  /**
   * Asks the server where that is needed and not to be waited for.
   *
   * @return why nothing may be decided yet; empty where it may, or where that is known
   */
  Optional<FailedWrite> ask(PodOwner owner, JobSync.Asked asked, List<Failure> failures) {
    JobStatus status = asked.target().status();
    if (confirmed.contains(owner.uid())
        || owner.deleting()
        || !status.started()
        || JobConditions.finished(status.conditions())
        || asked.spec().managedElsewhere()
        || new Retries(failures, clock.instant()).waits(Reason.OWNER_UNCONFIRMED)) {
      return Optional.empty();
    }
    try {
      if (!asked.target().isNewest() || !podsAreKnown(owner, asked.spec().selector())) {
        return Optional.of(new FailedWrite(Reason.OWNER_UNCONFIRMED, BEHIND));
      }
      confirmed.add(owner.uid());
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(new FailedWrite(Reason.OWNER_UNCONFIRMED, ApiError.message(e)));
    }
  }

  /** The server is asked first: a cache that shows the same is then at least as new. */
  private boolean podsAreKnown(PodOwner owner, Selector selector) {
    List<PodView> live =
        api.list(owner.namespace(), selector).stream()
            .map(PodViews::of)
            .filter(pod -> pod.ownedBy(owner.uid()))
            .toList();
    Collection<PodView> known =
        pods.candidates(owner.uid(), owner.namespace()).stream()
            .filter(pod -> pod.ownedBy(owner.uid()) && selector.matches(pod.labels()))
            .toList();
    return tracked(live).equals(tracked(known));
  }

  private static Map<String, Boolean> tracked(Collection<PodView> pods) {
    return pods.stream().collect(Collectors.toMap(PodView::uid, PodView::tracked));
  }
}
