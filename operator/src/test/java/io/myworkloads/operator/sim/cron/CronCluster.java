package io.myworkloads.operator.sim.cron;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobSpec;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobSpec;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.api.v1.MyJobTemplateSpec;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.controller.MyCronJobController;
import io.myworkloads.operator.core.cron.CronSchedule;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.Timetable;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.cron.CronShell;
import io.myworkloads.operator.runtime.cron.JobApi;
import io.myworkloads.operator.runtime.cron.JobStore;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.sim.SimulatedCluster;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import io.myworkloads.operator.sim.SimulatedShell;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A cluster with a MyCronJob {@code report}; its MyJobs begin and end as users of them like. */
final class CronCluster extends SimulatedCluster {
  static final String NAME = "report";

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Informed informed;
  private final CronLog log;

  CronCluster() {
    this(UnaryOperator.identity());
  }

  /** With an operator whose requests are not as they should be. */
  CronCluster(UnaryOperator<JobApi> asked) {
    this(asked, new Informed());
  }

  private CronCluster(UnaryOperator<JobApi> asked, Informed informed) {
    super(
        shells -> {
          CronShell cron = shells.cron(asked);
          informed.watch(cron.jobs());
          return controllers(shells.common(), cron);
        });
    this.informed = informed;
    owners().install(MyCronJob.class, MyCronJob::new);
    owners().install(MyJob.class, MyJob::new);
    log = new CronLog(this);
    alsoMeanwhile(this::deliverOneJob);
  }

  /** Which MyJobs the watches have shown to each process. */
  static final class Informed {
    private final IdentityHashMap<JobStore, Set<String>> uids = new IdentityHashMap<>();

    private void watch(JobStore store) {
      Set<String> shown = new HashSet<>();
      uids.put(store, shown);
      store.addListener(
          (before, after) ->
              Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                  .flatMap(Optional::stream)
                  .forEach(job -> shown.add(job.uid())));
    }

    boolean of(JobStore store, String uid) {
      return uids.getOrDefault(store, Set.of()).contains(uid);
    }
  }

  /** The server's own, of all that happened to MyJobs. */
  CronLog log() {
    return log;
  }

  Informed informed() {
    return informed;
  }

  private static List<Registration<?>> controllers(Shell shell, CronShell cron) {
    var cronJobs = new MyCronJobController(shell, cron);
    return List.of(new Registration<>(MyCronJob.class, cronJobs, cronJobs.updates()));
  }

  // what there is

  Optional<MyCronJob> report() {
    return owners().objects(MyCronJob.class).get(NAMESPACE, NAME);
  }

  /** The same where it may be asked for something. */
  Optional<MyCronJob> livingReport() {
    return report().filter(report -> !report.isMarkedForDeletion());
  }

  List<MyJob> allJobs() {
    return List.copyOf(jobs().objects().all());
  }

  /** Those that the object controls. */
  List<MyJob> jobs(MyCronJob report) {
    return allJobs().stream()
        .filter(job -> JobViews.of(job).ownedBy(report.getMetadata().getUid()))
        .toList();
  }

  List<MyJob> unfinished(MyCronJob report) {
    return jobs(report).stream().filter(job -> !JobViews.of(job).finished()).toList();
  }

  /** Its schedule where that can be understood. */
  static Optional<CronSchedule> schedule(MyCronJob report) {
    MyCronJobSpec spec = report.getSpec();
    return Timetable.of(
                Objects.requireNonNull(spec.getSchedule()), spec.getTimeZone(), ZoneOffset.UTC)
            instanceof Timetable.Usable(CronSchedule schedule, _)
        ? Optional.of(schedule)
        : Optional.empty();
  }

  Optional<MyJob> anyJob() {
    List<MyJob> all = allJobs();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random().nextInt(all.size())));
  }

  // what users do

  void create(Consumer<MyCronJobSpec> options) {
    var pods = new MyJobSpec();
    pods.setTemplate(SimulatedShell.template(Map.of("app", NAME)));
    var template = new MyJobTemplateSpec();
    template.setSpec(pods);
    var spec = new MyCronJobSpec();
    spec.setSchedule("0 * * * *");
    spec.setJobTemplate(template);
    spec.setSuccessfulJobsHistoryLimit(MyWorkloads.DEFAULT_SUCCESSFUL_JOBS_HISTORY_LIMIT);
    spec.setFailedJobsHistoryLimit(MyWorkloads.DEFAULT_FAILED_JOBS_HISTORY_LIMIT);
    options.accept(spec);
    owners().create(MyCronJob.class, NAMESPACE, NAME, spec);
    note(() -> "at %s user makes report: %s".formatted(now(), line(spec)));
  }

  /** Asks for something else. */
  void change(MyCronJob report, Consumer<MyCronJobSpec> change) {
    MyCronJobSpec spec = JSON.clone(report.getSpec());
    change.accept(spec);
    owners().replace(report, spec);
    note(() -> "at %s user asks of report: %s".formatted(now(), line(spec)));
  }

  void trigger(MyCronJob report, String token) {
    owners().annotate(report, Map.of(MyWorkloads.TRIGGER_ANNOTATION, token));
    note(() -> "user wishes a run, token " + token);
  }

  /** A MyJob of a user's making. */
  MyJob addJob(String name, List<OwnerReference> owners) {
    var job = new MyJob();
    job.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(NAMESPACE)
            .withName(name)
            .withOwnerReferences(owners)
            .build());
    job.setSpec(new MyJobSpec());
    note(() -> "user makes MyJob " + name);
    return owners().add(job);
  }

  /** As {@code kubectl create job --from} does it. */
  MyJob addManualJob(MyCronJob report, String name) {
    return addJob(name, List.of(PodOwner.of(report).controllerReference()));
  }

  /** The MyJob has come to its end. */
  void end(MyJob job, JobView.End end) {
    var status = new MyJobStatus();
    String now = now().truncatedTo(ChronoUnit.SECONDS).toString();
    status.setStartTime(job.getMetadata().getCreationTimestamp());
    Condition condition =
        new ConditionBuilder()
            .withType(end == JobView.End.COMPLETE ? "Complete" : "Failed")
            .withStatus("True")
            .withLastTransitionTime(now)
            .build();
    status.setConditions(List.of(condition));
    if (end == JobView.End.COMPLETE) {
      status.setCompletionTime(now);
    }
    owners().tell(job, status);
    note(() -> "at %s MyJob %s ends: %s".formatted(now, job.getMetadata().getName(), end));
  }

  // what reaches the operator

  private void deliverOneJob() {
    if (random().nextInt(8) == 0) {
      deliverOne(operator().cron().watch());
    }
  }

  private static String line(MyCronJobSpec spec) {
    return "%s %s, %s, at most %s, deadline %s, suspend %s, history %s/%s, missed %s, stops after %s"
        .formatted(
            spec.getSchedule(),
            spec.getTimeZone(),
            spec.getConcurrencyPolicy(),
            spec.getMaxConcurrentJobs(),
            spec.getStartingDeadlineSeconds(),
            spec.getSuspend(),
            spec.getSuccessfulJobsHistoryLimit(),
            spec.getFailedJobsHistoryLimit(),
            spec.getMissedRuns() == null ? null : spec.getMissedRuns().getPolicy(),
            spec.getSuspendAfterFailures());
  }
}
