package io.myworkloads.operator.sim.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobSpec;
import io.myworkloads.operator.controller.MyJobController;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.jobs.JobShell;
import io.myworkloads.operator.runtime.metrics.JobControllerMetrics;
import io.myworkloads.operator.sim.Crash;
import io.myworkloads.operator.sim.SimulatedCluster;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A cluster with a MyJob {@code sum}. */
final class JobsCluster extends SimulatedCluster {
  static final String NAME = "sum";

  JobsCluster() {
    this(JobsCluster::controllers);
  }

  /** With controllers that are not ours, or not as they should be. */
  JobsCluster(Function<Shell, List<Registration<?>>> controllers) {
    super(shells -> controllers.apply(shells.common()));
    owners().install(MyJob.class, MyJob::new);
  }

  static List<Registration<?>> controllers(Shell shell) {
    return controllers(shell, new SimpleMeterRegistry());
  }

  /** With what is counted of them for all to see. */
  static List<Registration<?>> controllers(Shell shell, MeterRegistry registry) {
    var jobs =
        new MyJobController(
            shell,
            new JobShell(new JobControllerMetrics(registry), JobsCluster::untilKilled, () -> true));
    return List.of(new Registration<>(MyJob.class, jobs, jobs.updates()));
  }

  /** What goes on in the background ends with the operator. */
  private static void untilKilled(Runnable task) {
    try {
      task.run();
    } catch (Crash e) {
      // the next step starts another one
    }
  }

  Optional<MyJob> job() {
    return owners().objects(MyJob.class).get(NAMESPACE, NAME);
  }

  /** Those that may be asked for something. */
  Optional<MyJob> livingJob() {
    return job().filter(job -> !job.isMarkedForDeletion());
  }

  List<PodView> pods(MyJob job) {
    return pods().views().stream().filter(pod -> pod.ownedBy(job.getMetadata().getUid())).toList();
  }

  List<PodView> active(MyJob job) {
    return pods(job).stream().filter(PodView::active).toList();
  }

  /** Pods whose end somebody seems to wait for. */
  List<PodView> tracked() {
    return pods().views().stream().filter(PodView::tracked).toList();
  }

  static boolean finished(MyJob job) {
    return holds(job, "Complete") || holds(job, "Failed");
  }

  static boolean holds(MyJob job, String type) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }

  // what users do

  void create(Consumer<MyJobSpec> options) {
    var spec = new MyJobSpec();
    spec.setTemplate(SimulatedShell.template(Map.of("app", "batch")));
    options.accept(spec);
    owners().create(MyJob.class, NAMESPACE, NAME, spec);
    note(() -> "user makes " + line(spec));
  }

  /** Asks for something else of the MyJob. */
  void change(MyJob job, Consumer<MyJobSpec> change) {
    MyJobSpec before = job.getSpec();
    var spec = new MyJobSpec();
    spec.setParallelism(before.getParallelism());
    spec.setCompletions(before.getCompletions());
    spec.setCompletionMode(before.getCompletionMode());
    spec.setBackoffLimit(before.getBackoffLimit());
    spec.setBackoffLimitPerIndex(before.getBackoffLimitPerIndex());
    spec.setPodReplacementPolicy(before.getPodReplacementPolicy());
    spec.setPodRetention(before.getPodRetention());
    spec.setSuspend(before.getSuspend());
    spec.setManagedBy(before.getManagedBy());
    spec.setTemplate(before.getTemplate());
    change.accept(spec);
    owners().replace(job, spec);
    note(() -> "user asks for " + line(spec));
  }

  private static String line(MyJobSpec spec) {
    return "completions %s, parallelism %s, %s, per index %s, replaced %s, suspend %s"
        .formatted(
            spec.getCompletions(),
            spec.getParallelism(),
            Objects.requireNonNullElse(spec.getCompletionMode(), "NonIndexed"),
            spec.getBackoffLimitPerIndex(),
            spec.getPodReplacementPolicy(),
            spec.getSuspend());
  }
}
