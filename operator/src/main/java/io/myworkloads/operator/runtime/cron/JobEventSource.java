package io.myworkloads.operator.runtime.cron;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.runtime.OwnerQueue;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings MyCronJobs into the reconcile queue: when a MyJob of theirs begins, ends or goes, and when
 * a scheduled time has come.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go addJob, updateJob, deleteJob. Other
 * than there, an owner is known by its UID.
 */
public final class JobEventSource extends OwnerQueue<MyJob, MyCronJob> implements JobListener {
  private final JobStore jobs;
  private final BooleanSupplier working;

  /**
   * A source for one controller.
   *
   * @param working whether this process is the one that may write
   */
  public JobEventSource(
      JobStore jobs,
      IndexerResourceCache<MyCronJob> owners,
      ScheduledExecutorService timer,
      BooleanSupplier working) {
    super(
        MyJob.class,
        HasMetadata.getApiVersion(MyCronJob.class),
        HasMetadata.getKind(MyCronJob.class),
        owners,
        timer);
    this.jobs = jobs;
    this.working = working;
  }

  @Override
  public void start() {
    super.start();
    jobs.addListener(this);
  }

  @Override
  public void stop() {
    super.stop();
    jobs.removeListener(this);
  }

  @Override
  public void jobChanged(@Nullable JobView before, @Nullable JobView after) {
    if (before != null && after == null && isOursToDo(before)) {
      jobs.went(Objects.requireNonNull(before.controller()).uid(), before);
    }
    if (before != null) {
      enqueueOwner(before);
    }
    if (after != null
        && (before == null || !Objects.equals(after.controller(), before.controller()))) {
      enqueueOwner(after);
    }
  }

  @Override
  public void jobLost(JobView before) {
    if (isOursToDo(before)) {
      jobs.lost(Objects.requireNonNull(before.controller()).uid(), before);
    }
    enqueueOwner(before);
  }

  /**
   * Whether what is noted of a MyJob will be looked at. By a process that stands by nobody is: it
   * would remember for ever.
   */
  private boolean isOursToDo(JobView job) {
    ControllerRef owner = job.controller();
    return owner != null && working.getAsBoolean() && isOurs(job.namespace(), owner);
  }

  private void enqueueOwner(JobView job) {
    ControllerRef owner = job.controller();
    if (owner != null && isOurs(job.namespace(), owner)) {
      enqueue(new ResourceID(owner.name(), job.namespace()));
    }
  }

  private boolean isOurs(String namespace, ControllerRef owner) {
    return ours(owner)
        && owners()
            .get(new ResourceID(owner.name(), namespace))
            .filter(there -> there.getMetadata().getUid().equals(owner.uid()))
            .isPresent();
  }
}
