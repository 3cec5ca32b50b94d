package io.myworkloads.operator.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.jobs.FinalizerSweeper;
import io.myworkloads.operator.runtime.jobs.JobShell;
import io.myworkloads.operator.runtime.pods.PodListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has the {@link FinalizerSweeper} sweep when Pods lose their MyJob. No object is looked at because
 * of it: theirs is gone.
 */
final class UnownedPods extends AbstractEventSource<Pod, MyJob> implements PodListener {
  /** The Pods of an object that was deleted lose it one after the other. */
  static final Duration GATHERING = Duration.ofSeconds(1);

  /** Before what could not be done is tried again. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final IndexerResourceCache<MyJob> jobs;
  private final Shell shell;
  private final JobShell background;
  private final FinalizerSweeper sweeper;
  private final AtomicBoolean due = new AtomicBoolean();

  UnownedPods(IndexerResourceCache<MyJob> jobs, Shell shell, JobShell background) {
    super(Pod.class, "Pods without a MyJob");
    this.jobs = jobs;
    this.shell = shell;
    this.background = background;
    this.sweeper =
        new FinalizerSweeper(shell.podStore(), shell.podApi(), shell.ownerApi(), this::known);
  }

  /** What happened while no operator ran is found by the first sweep. */
  @Override
  public void start() {
    super.start();
    shell.podStore().addListener(this);
    sweepIn(PAUSE);
  }

  @Override
  public void stop() {
    super.stop();
    shell.podStore().removeListener(this);
  }

  @Override
  public Set<Pod> getSecondaryResources(MyJob primary) {
    return Set.of();
  }

  @Override
  public void podChanged(@Nullable PodView before, @Nullable PodView after) {
    if (after != null && sweeper.concerns(after)) {
      sweepIn(GATHERING);
    }
  }

  /** An object is gone. */
  void ownerGone() {
    sweepIn(Duration.ZERO);
  }

  private void sweepIn(Duration pause) {
    if (isRunning() && due.compareAndSet(false, true)) {
      var _ =
          shell
              .timer()
              .schedule(
                  () -> background.background().execute(this::sweep),
                  pause.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private void sweep() {
    due.set(false);
    if (!background.working().getAsBoolean() || sweeper.sweep()) {
      sweepIn(PAUSE);
    }
  }

  private boolean known(PodView pod) {
    ControllerRef owner = pod.controller();
    return owner != null
        && jobs.get(new ResourceID(owner.name(), pod.namespace()))
            .filter(job -> job.getMetadata().getUid().equals(owner.uid()))
            .isPresent();
  }
}
