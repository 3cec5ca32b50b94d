package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.operator.core.job.JobSpec;
import io.myworkloads.operator.core.job.JobStatus;
import io.myworkloads.operator.core.job.TimeToLive;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.runtime.Pace;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.jobs.EndedPods;
import io.myworkloads.operator.runtime.jobs.JobShell;
import io.myworkloads.operator.runtime.pods.PodControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reconciles MyJobs: puts each through {@link JobSync}. */
@ControllerConfiguration(
    name = "myjob-controller",
    // a relist may show a new object of an old name as an update, whose generation is then the same
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
public final class MyJobController extends PodOwnerController<MyJob, MyJobStatus> {
  private final Shell shell;
  private final JobShell jobs;
  private final JobSync sync;

  /** UIDs of those that were counted, each once; dropped with the object. */
  private final Set<String> managedElsewhere = ConcurrentHashMap.newKeySet();

  private @Nullable UnownedPods unowned;

  public MyJobController(Shell shell, JobShell jobs) {
    super(MyJob.class, shell);
    this.shell = shell;
    this.jobs = jobs;
    this.sync =
        new JobSync(
            shell.podObserver(),
            shell.podControl(),
            shell.failures(),
            new JobConfirmation(shell.podApi(), shell.podObserver(), shell.clock()),
            shell.clock());
    shell.podStore().addListener(new EndedPods(jobs.metrics()));
  }

  @Override
  List<EventSource<?, MyJob>> moreSources(EventSourceContext<MyJob> context) {
    unowned = new UnownedPods(context.getPrimaryCache(), shell, jobs);
    return List.of(unowned);
  }

  @Override
  Pace pace() {
    return Pace.GATHERED;
  }

  @Override
  Selector selector(MyJob job) {
    return JobFields.selector(job);
  }

  @Override
  PodTemplateSpec template(MyJob job) {
    return new JobTemplate(job).complete();
  }

  @Override
  Look<MyJobStatus> look(MyJob job, PodControl.Work work) {
    JobSpec spec = spec(job);
    if (spec.managedElsewhere() && managedElsewhere.add(job.getMetadata().getUid())) {
      jobs.metrics().managedElsewhere(Objects.requireNonNull(job.getSpec().getManagedBy()));
    }
    Instant began = shell.clock().instant();
    var metrics = new JobLookMetrics(jobs.metrics());
    boolean succeeded = false;
    try {
      var asked =
          new JobSync.Asked(
              job.getMetadata().getGeneration(),
              spec,
              new Seen(job, spec),
              new JobTemplate(job)::order,
              metrics);
      Optional<Duration> lookAgain = sync.look(work, asked);
      succeeded = true;
      return new Look<>(Optional.empty(), lookAgain);
    } finally {
      metrics.ended(spec, succeeded, Duration.between(began, shell.clock().instant()));
    }
  }

  /** What is asked for; that it is not understood is told before anything is done. */
  private JobSpec spec(MyJob job) {
    try {
      return JobFields.spec(job);
    } catch (InvalidSpecException e) {
      MyJobStatus told = JobStatusFields.invalid(job, e, shell.clock().instant());
      if (!told.equals(job.getStatus())) {
        writeOverSeen(job, told);
      }
      throw e;
    }
  }

  @Override
  void forgetMore(String uid) {
    sync.forget(uid);
    managedElsewhere.remove(uid);
    Objects.requireNonNull(unowned, "event sources are prepared before the first look").ownerGone();
  }

  /** The object of one look. */
  private final class Seen implements JobSync.Target {
    private final MyJob job;
    private final JobSpec spec;

    Seen(MyJob job, JobSpec spec) {
      this.job = job;
      this.spec = spec;
    }

    @Override
    public JobStatus status() {
      return JobStatusFields.read(job, spec);
    }

    @Override
    public boolean write(JobStatus status) {
      return writeOverSeen(job, JobStatusFields.write(job, spec, status));
    }

    @Override
    public boolean isNewest() {
      return live()
          .map(live -> live.getMetadata().getResourceVersion())
          .filter(job.getMetadata().getResourceVersion()::equals)
          .isPresent();
    }

    /** What a cache shows may have been given more time since. */
    @Override
    public void delete() {
      live()
          .filter(
              live -> {
                JobSpec now = JobFields.spec(live);
                return TimeToLive.over(
                    now, JobStatusFields.read(live, now), shell.clock().instant());
              })
          .ifPresent(shell.ownerApi()::delete);
    }

    private Optional<MyJob> live() {
      return shell
          .ownerApi()
          .get(MyJob.class, job.getMetadata().getNamespace(), job.getMetadata().getName())
          .filter(live -> live.getMetadata().getUid().equals(job.getMetadata().getUid()));
    }
  }
}
