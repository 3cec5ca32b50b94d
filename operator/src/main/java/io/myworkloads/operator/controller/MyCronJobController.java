package io.myworkloads.operator.controller;

import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.operator.core.cron.CronSpec;
import io.myworkloads.operator.core.cron.CronStatus;
import io.myworkloads.operator.core.cron.Timetable;
import io.myworkloads.operator.runtime.OwnerQueue;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.cron.CronShell;
import io.myworkloads.operator.runtime.cron.JobControl;
import io.myworkloads.operator.runtime.cron.JobEventSource;
import io.myworkloads.operator.runtime.cron.JobFactory;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Instant;
import java.util.Optional;

/** Reconciles MyCronJobs: puts each through {@link CronSync}. */
@ControllerConfiguration(
    name = "mycronjob-controller",
    // a relist may show a new object of an old name as an update, whose generation is then the same
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
public final class MyCronJobController extends WorkloadController<MyCronJob, MyCronJobStatus> {
  private final Shell shell;
  private final CronShell cron;
  private final CronSync sync;

  public MyCronJobController(Shell shell, CronShell cron) {
    super(MyCronJob.class, shell);
    this.shell = shell;
    this.cron = cron;
    this.sync = new CronSync(cron.jobs(), cron.control(), shell.failures(), shell.clock());
  }

  @Override
  OwnerQueue<?, MyCronJob> queue(EventSourceContext<MyCronJob> context) {
    return new JobEventSource(
        cron.jobs(), context.getPrimaryCache(), shell.timer(), cron.working());
  }

  @Override
  Look<MyCronJobStatus> look(MyCronJob cronJob, PodOwner owner, OwnerEvents told) {
    CronSpec spec = CronFields.spec(cronJob, cron.zone());
    var jobs =
        new JobFactory(
            CronFields.template(cronJob),
            spec.timetable() instanceof Timetable.Usable usable ? usable.zone() : cron.zone());
    var asked =
        new CronSync.Asked(
            Instant.parse(cronJob.getMetadata().getCreationTimestamp()),
            cronJob.getMetadata().getGeneration(),
            spec,
            new Seen(cronJob),
            CronFields.trigger(cronJob));
    return new Look<>(Optional.empty(), sync.look(new JobControl.Work(owner, jobs, told), asked));
  }

  @Override
  void forgetMore(String uid) {
    sync.forget(uid);
  }

  /** The object of one look. */
  private final class Seen implements CronSync.Target {
    private final MyCronJob cronJob;

    Seen(MyCronJob cronJob) {
      this.cronJob = cronJob;
    }

    @Override
    public CronStatus status() {
      return CronStatusFields.read(cronJob);
    }

    @Override
    public boolean write(CronStatus status) {
      return writeOverSeen(cronJob, CronStatusFields.write(cronJob, status));
    }

    @Override
    public boolean isNewest() {
      return shell
          .ownerApi()
          .get(
              MyCronJob.class,
              cronJob.getMetadata().getNamespace(),
              cronJob.getMetadata().getName())
          .filter(live -> live.getMetadata().getUid().equals(cronJob.getMetadata().getUid()))
          .map(live -> live.getMetadata().getResourceVersion())
          .filter(cronJob.getMetadata().getResourceVersion()::equals)
          .isPresent();
    }
  }
}
