package io.myworkloads.operator.runtime.cron;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.runtime.client.ApiError;
import io.myworkloads.operator.runtime.cron.CronMetrics.Write;
import io.myworkloads.operator.runtime.events.EventType;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries out what was decided about MyJobs, and notes in the {@link JobStore} what the informer
 * does not show yet.
 *
 * <p>upstream: pkg/controller/cronjob/injection.go; the events are its controller's
 */
public final class JobControl {
  private final JobApi api;
  private final JobStore store;
  private final CronMetrics metrics;

  /** By namespace: up to here earlier processes may have made MyJobs. */
  private final Map<String, Long> madeBefore = new ConcurrentHashMap<>();

  public JobControl(JobApi api, JobStore store, CronMetrics metrics) {
    this.api = api;
    this.store = store;
    this.metrics = metrics;
  }

  /**
   * On whose behalf and by which means a plan is carried out.
   *
   * @param jobs makes the MyJob of a run, by name
   */
  public record Work(PodOwner owner, JobFactory jobs, OwnerEvents events) {}

  /** How the creation of a MyJob ended. */
  public sealed interface Creation {
    /** It is there. */
    record Made() implements Creation {}

    /** Its name is another's. */
    record NameTaken() implements Creation {}

    record Failed(FailedWrite write) implements Creation {}
  }

  /** Makes the MyJob of a run. What an earlier try made, the answer to which was lost, is found. */
  public Creation create(Work work, Run run, String name) {
    MyJob wanted = work.jobs().job(work.owner(), run, name);
    try {
      ObjectMeta given = api.create(wanted);
      var made = new MyJob();
      made.setMetadata(given);
      created(work, run, made);
      return new Creation.Made();
    } catch (KubernetesClientException e) {
      return ApiError.of(e) == ApiError.ALREADY_EXISTS
          ? findTaken(work, run, name, e)
          : failed(work, e);
    }
  }

  private Creation findTaken(Work work, Run run, String name, KubernetesClientException taken) {
    Optional<MyJob> there;
    try {
      there = api.get(work.owner().namespace(), name);
    } catch (KubernetesClientException e) {
      return failed(work, e);
    }
    if (there.isEmpty()) {
      return failed(work, taken); // it went in between
    }
    if (JobViews.of(there.get()).ownedBy(work.owner().uid())) {
      created(work, run, there.get());
      return new Creation.Made();
    }
    metrics.wrote(work.owner().kind(), Write.CREATE, false);
    work.events()
        .record(
            EventType.WARNING,
            "FailedCreate",
            "Error creating job: %s, and is not of this object: this run is left out"
                .formatted(ApiError.message(taken)));
    return new Creation.NameTaken();
  }

  private void created(Work work, Run run, MyJob job) {
    ObjectMeta meta = job.getMetadata();
    store.found(work.owner().uid(), JobViews.of(job), PodViews.version(meta));
    metrics.wrote(work.owner().kind(), Write.CREATE, true);
    if (run instanceof Run.Scheduled(Instant time)) {
      metrics.started(Duration.between(time, Instant.parse(meta.getCreationTimestamp())));
    }
    work.events().record(EventType.NORMAL, "SuccessfulCreate", "Created job " + meta.getName());
  }

  private Creation failed(Work work, KubernetesClientException e) {
    metrics.wrote(work.owner().kind(), Write.CREATE, false);
    String message = ApiError.message(e);
    if (ApiError.of(e) == ApiError.NAMESPACE_TERMINATING) {
      return new Creation.Failed(new FailedWrite(Reason.NAMESPACE_TERMINATING, message));
    }
    work.events().record(EventType.WARNING, "FailedCreate", "Error creating job: " + message);
    return new Creation.Failed(new FailedWrite(Reason.FAILED_CREATE, message));
  }

  /** Whether the cache shows all MyJobs of a namespace that earlier processes made. */
  public boolean knowsAll(String namespace) {
    Long before = madeBefore.get(namespace);
    return before != null && store.shows(before);
  }

  /**
   * As {@link #knowsAll}; asks the server once in the life of this process. Only who works may ask:
   * then no other makes any more.
   *
   * @throws KubernetesClientException where the server does not say
   */
  public boolean learnsAll(String namespace) {
    return store.shows(madeBefore.computeIfAbsent(namespace, api::newestVersion));
  }

  /**
   * Deletes MyJobs in this order.
   *
   * @return the first failure, which ended it; empty where all went well
   */
  public Optional<FailedWrite> delete(Work work, List<ActiveJob> jobs) {
    for (ActiveJob job : jobs) {
      Optional<FailedWrite> failed = delete(work, job);
      if (failed.isPresent()) {
        return failed;
      }
    }
    return Optional.empty();
  }

  private Optional<FailedWrite> delete(Work work, ActiveJob job) {
    try {
      api.delete(job);
      metrics.wrote(work.owner().kind(), Write.DELETE, true);
      work.events().record(EventType.NORMAL, "SuccessfulDelete", "Deleted job " + job.name());
    } catch (KubernetesClientException e) {
      ApiError error = ApiError.of(e);
      if (error != ApiError.NOT_FOUND && !(error == ApiError.CONFLICT && isReplaced(job))) {
        metrics.wrote(work.owner().kind(), Write.DELETE, false);
        String message = ApiError.message(e);
        work.events().record(EventType.WARNING, "FailedDelete", "Error deleting job: " + message);
        return Optional.of(new FailedWrite(Reason.FAILED_DELETE, message));
      }
    }
    store.dropped(work.owner().uid(), job);
    return Optional.empty();
  }

  /** Whether a MyJob is gone because another has its name; false where nobody knows. */
  private boolean isReplaced(ActiveJob job) {
    try {
      return there(job).isEmpty();
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private Optional<MyJob> there(ActiveJob job) {
    return api.get(job.namespace(), job.name())
        .filter(found -> found.getMetadata().getUid().equals(job.uid()));
  }

  /**
   * Asks the server for MyJobs that no cache shows.
   *
   * @return why that is not known; empty where it is
   */
  public Optional<FailedWrite> find(PodOwner owner, List<ActiveJob> jobs) {
    try {
      for (ActiveJob job : jobs) {
        Optional<MyJob> there = there(job);
        if (there.isPresent()) {
          JobView view = JobViews.of(there.get());
          store.found(owner.uid(), view, PodViews.version(there.get().getMetadata()));
        } else {
          store.missing(owner.uid(), job);
        }
      }
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(new FailedWrite(Reason.OWNER_UNCONFIRMED, ApiError.message(e)));
    }
  }

  /**
   * Asks the server for a MyJob that may have been made though its maker was told otherwise.
   *
   * @return why that is not known; empty where it is
   */
  public Optional<FailedWrite> findTried(PodOwner owner, String name) {
    try {
      api.get(owner.namespace(), name)
          .filter(there -> JobViews.of(there).ownedBy(owner.uid()))
          .ifPresent(
              there ->
                  store.found(
                      owner.uid(), JobViews.of(there), PodViews.version(there.getMetadata())));
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(new FailedWrite(Reason.OWNER_UNCONFIRMED, ApiError.message(e)));
    }
  }
}
