package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.sim.MockApiServer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * MyCronJobs under the framework, against a server in memory that keeps objects and tells of them,
 * and neither runs Pods nor collects garbage. Each test has an object of its own.
 */
class MyCronJobControllerIT {
  private static final String EVERY_SECOND = "* * * * * *";
  private static final String ONCE_A_YEAR = "0 0 1 1 *";

  @RegisterExtension private static final MockApiServer server = new MockApiServer();

  /** What fires every second would keep the operator from the next test. */
  @AfterEach
  void stopSchedules() {
    server.client().resources(MyCronJob.class).inAnyNamespace().delete();
    server.client().resources(MyJob.class).inAnyNamespace().delete();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  private static Resource<MyCronJob> create(String name, String schedule, String spec) {
    return create("shop", name, schedule, spec);
  }

  /** A MyCronJob whose MyJobs run until their Pod is ended; {@code spec} is a line of its spec. */
  private static Resource<MyCronJob> create(
      String namespace, String name, String schedule, String spec) {
    MyCronJob cronJob =
        Serialization.unmarshal(
            """
            apiVersion: myworkloads.io/v1
            kind: MyCronJob
            metadata: {name: %s, namespace: %s}
            spec:
              schedule: "%s"
              %s
              jobTemplate:
                metadata:
                  labels: {app: report, tier: batch}
                  annotations: {team: blue}
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: main, image: 'report:1'}]
            """
                .formatted(name, namespace, schedule, spec),
            MyCronJob.class);
    server.client().resource(cronJob).create();
    return server.client().resources(MyCronJob.class).inNamespace(namespace).withName(name);
  }

  private static void patch(Resource<MyCronJob> cronJob, String merge) {
    cronJob.patch(PatchContext.of(PatchType.JSON_MERGE), merge);
  }

  private static void trigger(Resource<MyCronJob> cronJob, String token) {
    patch(
        cronJob,
        "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
            .formatted(MyWorkloads.TRIGGER_ANNOTATION, token));
  }

  private static MyCronJobStatus status(Resource<MyCronJob> cronJob) {
    return Objects.requireNonNull(cronJob.require().getStatus(), "no status yet");
  }

  /** Type, status and reason of each condition. */
  private static List<Tuple> conditions(Resource<MyCronJob> cronJob) {
    return status(cronJob).getConditions().stream()
        .map(c -> tuple(c.getType(), c.getStatus(), c.getReason()))
        .toList();
  }

  /** Those that it controls, in the order of their names, which is that of their times. */
  private static List<MyJob> jobs(MyCronJob cronJob) {
    return server
        .client()
        .resources(MyJob.class)
        .inNamespace(cronJob.getMetadata().getNamespace())
        .list()
        .getItems()
        .stream()
        .filter(
            job ->
                job.getMetadata().getOwnerReferences().stream()
                    .anyMatch(ref -> ref.getUid().equals(cronJob.getMetadata().getUid())))
        .sorted(Comparator.comparing(job -> job.getMetadata().getName()))
        .toList();
  }

  private static List<String> names(MyCronJob cronJob) {
    return jobs(cronJob).stream().map(job -> job.getMetadata().getName()).toList();
  }

  private static Instant scheduled(MyJob job) {
    return OffsetDateTime.parse(job.getMetadata().getAnnotations().get(JobView.SCHEDULED))
        .toInstant();
  }

  /** Type, reason and message of the events about an object. */
  private static List<Tuple> events(String cronJob) {
    return server.client().v1().events().inAnyNamespace().list().getItems().stream()
        .filter(event -> cronJob.equals(event.getInvolvedObject().getName()))
        .map(event -> tuple(event.getType(), event.getReason(), event.getMessage()))
        .toList();
  }

  private static List<Pod> pods(MyJob job) {
    return server
        .client()
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
        .list()
        .getItems();
  }

  /** Its only Pod ends so. */
  private static void end(MyJob job, String phase) {
    eventually(() -> assertThat(pods(job)).hasSize(1));
    server
        .client()
        .resource(pods(job).getFirst())
        .editStatus(
            pod -> new PodBuilder(pod).withNewStatus().withPhase(phase).endStatus().build());
  }

  @Test
  void aDueRunMakesAMyJobOfTheTemplateAndItsEndIsNoted() {
    Resource<MyCronJob> report = create("report", EVERY_SECOND, "concurrencyPolicy: Forbid");
    MyCronJob owner = report.require();
    eventually(() -> assertThat(jobs(owner)).hasSize(1));
    MyJob job = jobs(owner).getFirst();
    Instant time = scheduled(job);

    assertThat(job.getMetadata())
        .satisfies(
            meta -> {
              assertThat(meta.getName()).isEqualTo("report-" + time.getEpochSecond());
              assertThat(meta.getLabels()).isEqualTo(Map.of("app", "report", "tier", "batch"));
              assertThat(meta.getAnnotations())
                  .isEqualTo(Map.of("team", "blue", JobView.SCHEDULED, time.toString()));
              assertThat(meta.getOwnerReferences())
                  .containsExactly(
                      new OwnerReferenceBuilder()
                          .withApiVersion("myworkloads.io/v1")
                          .withKind("MyCronJob")
                          .withName("report")
                          .withUid(owner.getMetadata().getUid())
                          .withController(true)
                          .withBlockOwnerDeletion(true)
                          .build());
            });
    assertThat(Serialization.asJson(job.getSpec()))
        .isEqualTo(
            Serialization.asJson(
                Objects.requireNonNull(owner.getSpec().getJobTemplate()).getSpec()));
    eventually(
        () -> {
          MyCronJobStatus status = status(report);
          assertThat(status.getActive())
              .extracting(
                  ObjectReference::getKind, ObjectReference::getName, ObjectReference::getUid)
              .containsExactly(
                  tuple("MyJob", job.getMetadata().getName(), job.getMetadata().getUid()));
          assertThat(status.getActiveCount()).isEqualTo(1);
          assertThat(status.getLastScheduleTime()).isEqualTo(time.toString());
          assertThat(Instant.parse(Objects.requireNonNull(status.getNextScheduleTime())))
              .isAfter(time);
          assertThat(status.getObservedGeneration()).isEqualTo(owner.getMetadata().getGeneration());
        });
    assertThat(conditions(report)).containsExactly(tuple("Scheduled", "True", "Scheduled"));

    end(job, "Succeeded");
    String name = job.getMetadata().getName();
    eventually(
        () -> {
          assertThat(status(report).getSucceeded()).isEqualTo(1);
          assertThat(status(report).getLastSuccessfulTime()).isNotNull();
        });
    eventually(
        () ->
            assertThat(events("report"))
                .contains(
                    tuple("Normal", "SuccessfulCreate", "Created job " + name),
                    tuple(
                        "Normal",
                        "SawCompletedJob",
                        "Saw completed job: %s, condition: Complete".formatted(name))));
    eventually(() -> assertThat(jobs(owner)).hasSize(2));
    assertThat(scheduled(jobs(owner).getLast())).as("the next is free to start").isAfter(time);
  }

  @Test
  void eachTimeComesByItself() {
    Resource<MyCronJob> tick = create("tick", "*/2 * * * * *", "concurrencyPolicy: Allow");
    eventually(() -> assertThat(jobs(tick.require())).hasSizeGreaterThanOrEqualTo(3));

    assertThat(jobs(tick.require()))
        .allSatisfy(
            job -> {
              Instant time = scheduled(job);
              assertThat(time.getEpochSecond()).isEven();
              assertThat(job.getMetadata().getName()).isEqualTo("tick-" + time.getEpochSecond());
              assertThat(Instant.parse(job.getMetadata().getCreationTimestamp()))
                  .isAfterOrEqualTo(time);
            });
  }

  @Test
  void oldMyJobsAreDeleted() {
    Resource<MyCronJob> brief =
        create("brief", EVERY_SECOND, "concurrencyPolicy: Forbid\n  successfulJobsHistoryLimit: 1");
    MyCronJob owner = brief.require();
    eventually(() -> assertThat(jobs(owner)).hasSize(1));
    MyJob first = jobs(owner).getFirst();
    end(first, "Succeeded");
    eventually(() -> assertThat(jobs(owner)).hasSize(2));
    end(jobs(owner).getLast(), "Succeeded");

    eventually(() -> assertThat(names(owner)).doesNotContain(first.getMetadata().getName()));
    eventually(
        () ->
            assertThat(events("brief"))
                .contains(
                    tuple(
                        "Normal",
                        "SuccessfulDelete",
                        "Deleted job " + first.getMetadata().getName())));
    assertThat(status(brief).getSucceeded()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anActiveMyJobThatSomebodyDeletesIsMissedAndNotMadeAgain() {
    Resource<MyCronJob> robbed = create("robbed", EVERY_SECOND, "concurrencyPolicy: Forbid");
    MyCronJob owner = robbed.require();
    eventually(() -> assertThat(status(robbed).getActive()).hasSize(1));
    MyJob job = jobs(owner).getFirst();
    server.client().resource(job).delete();

    eventually(
        () ->
            assertThat(events("robbed"))
                .contains(
                    tuple(
                        "Normal",
                        "MissingJob",
                        "Active job went missing: " + job.getMetadata().getName())));
    eventually(() -> assertThat(jobs(owner)).hasSize(1));
    assertThat(scheduled(jobs(owner).getFirst())).isAfter(scheduled(job));
  }

  @Test
  void eachNewTriggerMakesOneRun() {
    Resource<MyCronJob> wish = create("wish", ONCE_A_YEAR, "concurrencyPolicy: Allow");
    MyCronJob owner = wish.require();
    trigger(wish, "now");
    eventually(() -> assertThat(status(wish).getLastTrigger()).isEqualTo("now"));
    assertThat(jobs(owner))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.getMetadata().getName()).matches("wish-t[0-9a-f]{8}");
              assertThat(job.getMetadata().getAnnotations())
                  .isEqualTo(
                      Map.of(
                          "team",
                          "blue",
                          "cronjob.kubernetes.io/instantiate",
                          "manual",
                          MyWorkloads.TRIGGER_ANNOTATION,
                          "now"));
            });

    trigger(wish, "again");
    eventually(() -> assertThat(status(wish).getLastTrigger()).isEqualTo("again"));
    assertThat(jobs(owner)).hasSize(2);
    patch(wish, "{\"spec\": {\"failedJobsHistoryLimit\": 2}}");
    eventually(
        () ->
            assertThat(status(wish).getObservedGeneration())
                .isEqualTo(wish.require().getMetadata().getGeneration()));
    assertThat(jobs(owner)).hasSize(2);
    assertThat(status(wish).getLastScheduleTime()).isNull();
  }

  @Test
  void nothingStartsWhileItIsSuspended() {
    Resource<MyCronJob> held = create("held", EVERY_SECOND, "suspend: true");
    MyCronJob owner = held.require();
    eventually(
        () ->
            assertThat(conditions(held)).containsExactly(tuple("Scheduled", "False", "Suspended")));
    await()
        .during(Duration.ofMillis(2500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> jobs(owner).isEmpty());
    assertThat(status(held).getNextScheduleTime()).isNull();

    patch(held, "{\"spec\": {\"suspend\": false}}");
    eventually(() -> assertThat(jobs(owner)).isNotEmpty());
    eventually(
        () ->
            assertThat(conditions(held)).containsExactly(tuple("Scheduled", "True", "Scheduled")));
  }

  @Test
  void aScheduleThatCannotBeReadIsToldOfUntilItIsMended() {
    Resource<MyCronJob> broken = create("broken", "61 * * * *", "suspend: false");
    String message =
        "unparseable schedule: \"61 * * * *\" : end of range (61) above maximum (59): 61";
    eventually(
        () ->
            assertThat(conditions(broken))
                .containsExactly(tuple("Scheduled", "False", "UnparseableSchedule")));
    assertThat(status(broken).getConditions())
        .singleElement()
        .satisfies(condition -> assertThat(condition.getMessage()).isEqualTo(message));
    eventually(
        () ->
            assertThat(events("broken"))
                .containsExactly(tuple("Warning", "UnparseableSchedule", message)));
    MyCronJob owner = broken.require();
    assertThat(jobs(owner)).isEmpty();

    patch(broken, "{\"spec\": {\"schedule\": \"%s\"}}".formatted(EVERY_SECOND));
    eventually(() -> assertThat(jobs(owner)).isNotEmpty());
    eventually(
        () ->
            assertThat(conditions(broken))
                .containsExactly(tuple("Scheduled", "True", "Scheduled")));
  }

  /** The mock does not hold objects to the schema, as a server with older CRDs would not. */
  @Test
  void aSpecThatWasLetPassIsToldOfByName() {
    Resource<MyCronJob> wrong = create("wrong", EVERY_SECOND, "concurrencyPolicy: Sometimes");

    eventually(
        () ->
            assertThat(events("wrong"))
                .contains(
                    tuple(
                        "Warning",
                        "InvalidSpec",
                        "spec.concurrencyPolicy: Unsupported value: \"Sometimes\"")));
    assertThat(jobs(wrong.require())).isEmpty();
  }

  @Test
  void saysInTheServersWordsWhyNoMyJobCanBeMadeUntilOneCan() {
    server
        .expect()
        .post()
        .withPath("/apis/myworkloads.io/v1/namespaces/full/myjobs")
        .andReturn(
            403,
            new StatusBuilder()
                .withCode(403)
                .withReason("Forbidden")
                .withMessage("myjobs \"x\" is forbidden: exceeded quota")
                .build())
        .times(4);
    Resource<MyCronJob> refused =
        create("full", "refused", EVERY_SECOND, "concurrencyPolicy: Forbid");

    eventually(
        () ->
            assertThat(events("refused"))
                .contains(
                    tuple(
                        "Warning",
                        "FailedCreate",
                        "Error creating job: myjobs \"x\" is forbidden: exceeded quota")));
    eventually(() -> assertThat(jobs(refused.require())).hasSize(1));
    eventually(
        () ->
            assertThat(conditions(refused))
                .containsExactly(tuple("Scheduled", "True", "Scheduled")));
  }

  @Test
  void anOperatorThatStartsMakesNoRunAgain() throws Exception {
    Resource<MyCronJob> kept = create("kept", EVERY_SECOND, "concurrencyPolicy: Forbid");
    MyCronJob owner = kept.require();
    eventually(() -> assertThat(status(kept).getActive()).hasSize(1));
    server.stopOperator();
    MyJob first = jobs(owner).getFirst();
    assertThat(jobs(owner)).hasSize(1);
    server.client().resource(first).delete();
    server.startOperator();

    eventually(() -> assertThat(jobs(owner)).hasSize(1));
    MyJob second = jobs(owner).getFirst();
    assertThat(scheduled(second)).isAfter(scheduled(first));
    eventually(() -> assertThat(status(kept).getActive()).hasSize(1));
    server.stopOperator();
    server.startOperator();
    end(second, "Succeeded");
    eventually(() -> assertThat(jobs(owner)).hasSizeGreaterThan(1));
    // the next MyJob is made before the status tells of it and of the end of the one before
    eventually(() -> assertThat(status(kept).getSucceeded()).isEqualTo(1));
    assertThat(jobs(owner)).extracting(MyCronJobControllerIT::scheduled).doesNotHaveDuplicates();
  }

  @Test
  void takesANewObjectOfAnOldNameForAnother() {
    Resource<MyCronJob> cronJob = create("twice", EVERY_SECOND, "concurrencyPolicy: Forbid");
    MyCronJob before = cronJob.require();
    eventually(() -> assertThat(status(cronJob).getActive()).hasSize(1));
    cronJob.delete();
    create("twice", EVERY_SECOND, "concurrencyPolicy: Forbid");
    MyCronJob after = cronJob.require();

    eventually(() -> assertThat(jobs(after)).hasSize(1));
    eventually(() -> assertThat(status(cronJob).getActive()).hasSize(1));
    assertThat(jobs(before)).as("for the garbage collector").hasSize(1);
  }

  @Test
  void oneThatIsDeletedStartsNothingMore() {
    Resource<MyCronJob> cronJob = create("ended", EVERY_SECOND, "concurrencyPolicy: Allow");
    MyCronJob owner = cronJob.require();
    eventually(() -> assertThat(jobs(owner)).isNotEmpty());
    cronJob.delete();
    MyCronJob later = create("later", EVERY_SECOND, "concurrencyPolicy: Allow").require();
    // whoever has started a run of the second has seen the end of the first
    eventually(() -> assertThat(jobs(later)).hasSizeGreaterThanOrEqualTo(3));
    Instant seen = Instant.parse(jobs(later).getFirst().getMetadata().getCreationTimestamp());

    assertThat(jobs(owner)).allSatisfy(job -> assertThat(scheduled(job)).isBeforeOrEqualTo(seen));
  }
}
