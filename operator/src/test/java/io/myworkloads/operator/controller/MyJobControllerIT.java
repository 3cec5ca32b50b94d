package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.sim.MockApiServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MyJobs under the framework, against a server in memory that keeps objects and tells of them, and
 * neither runs Pods nor collects garbage. Each test has an object of its own.
 */
class MyJobControllerIT {
  @RegisterExtension private static final MockApiServer server = new MockApiServer();

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  private static Resource<MyJob> create(String name, String spec) {
    return create("shop", name, spec);
  }

  /** A MyJob; {@code spec} is a line of its spec. */
  private static Resource<MyJob> create(String namespace, String name, String spec) {
    MyJob job =
        Serialization.unmarshal(
            """
            apiVersion: myworkloads.io/v1
            kind: MyJob
            metadata: {name: %s, namespace: %s}
            spec:
              %s
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: 'sum:1'}]
            """
                .formatted(name, namespace, spec),
            MyJob.class);
    server.client().resource(job).create();
    return server.client().resources(MyJob.class).inNamespace(namespace).withName(name);
  }

  private static void patch(Resource<MyJob> job, String spec) {
    job.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": %s}".formatted(spec));
  }

  private static MyJobStatus status(Resource<MyJob> job) {
    return Objects.requireNonNull(job.require().getStatus(), "no status yet");
  }

  /** The types of the conditions that are true. */
  private static List<String> holding(Resource<MyJob> job) {
    return status(job).getConditions().stream()
        .filter(condition -> "True".equals(condition.getStatus()))
        .map(Condition::getType)
        .toList();
  }

  /** The reasons of the events about a MyJob. */
  private static List<String> events(String job) {
    return server.client().v1().events().inAnyNamespace().list().getItems().stream()
        .filter(event -> job.equals(event.getInvolvedObject().getName()))
        .map(Event::getReason)
        .toList();
  }

  private static List<Pod> pods(String job) {
    return server
        .client()
        .pods()
        .inAnyNamespace()
        .withLabel("batch.kubernetes.io/job-name", job)
        .list()
        .getItems();
  }

  private static List<Pod> running(String job) {
    return pods(job).stream()
        .filter(pod -> pod.getStatus() == null && !pod.isMarkedForDeletion())
        .toList();
  }

  private static void end(Pod pod, String phase) {
    server
        .client()
        .resource(pod)
        .editStatus(
            running ->
                new PodBuilder(running).withNewStatus().withPhase(phase).endStatus().build());
  }

  private static boolean tracked(Pod pod) {
    return pod.getMetadata().getFinalizers().contains(PodRun.FINALIZER);
  }

  @Test
  void countsItsPodsAndEnds() {
    Resource<MyJob> job = create("sum", "completions: 2");
    for (int ended = 0; ended < 2; ended++) {
      eventually(() -> assertThat(running("sum")).hasSize(1));
      Pod pod = running("sum").getFirst();
      assertThat(tracked(pod)).isTrue();
      end(pod, "Succeeded");
    }

    eventually(() -> assertThat(holding(job)).contains("SuccessCriteriaMet", "Complete"));
    assertThat(status(job))
        .satisfies(
            status -> {
              assertThat(status.getSucceeded()).isEqualTo(2);
              assertThat(status.getActive()).isZero();
              assertThat(status.getStartTime()).isNotNull();
              assertThat(status.getCompletionTime()).isNotNull();
              assertThat(status.getPhase()).isEqualTo("Complete");
            });
    assertThat(pods("sum")).hasSize(2).noneMatch(MyJobControllerIT::tracked);
    eventually(
        () ->
            assertThat(events("sum"))
                .containsExactlyInAnyOrder("SuccessfulCreate", "SuccessfulCreate", "Completed"));

    String version = job.require().getMetadata().getResourceVersion();
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> job.require().getMetadata().getResourceVersion().equals(version));
  }

  @Test
  void followsWhatIsAskedForWhileItRuns() {
    Resource<MyJob> job = create("scaled", "completions: 9");
    eventually(() -> assertThat(running("scaled")).hasSize(1));
    patch(job, "{\"parallelism\": 3}");
    eventually(() -> assertThat(running("scaled")).hasSize(3));
    patch(job, "{\"suspend\": true}");
    eventually(() -> assertThat(holding(job)).containsExactly("Suspended"));
    eventually(() -> assertThat(pods("scaled")).noneMatch(MyJobControllerIT::tracked));
    assertThat(running("scaled")).isEmpty();
    patch(job, "{\"suspend\": false}");
    eventually(() -> assertThat(running("scaled")).hasSize(3));

    eventually(
        () ->
            assertThat(status(job).getObservedGeneration())
                .isEqualTo(job.require().getMetadata().getGeneration()));
    assertThat(holding(job)).isEmpty();
  }

  @Test
  void failsAtItsDeadlineThoughNothingHappens() {
    Resource<MyJob> job = create("late", "activeDeadlineSeconds: 2");

    eventually(() -> assertThat(holding(job)).contains("FailureTarget", "Failed"));
    assertThat(status(job).getConditions())
        .filteredOn(condition -> condition.getType().equals("Failed"))
        .extracting(Condition::getReason)
        .containsExactly("DeadlineExceeded");
    eventually(() -> assertThat(events("late")).contains("DeadlineExceeded"));
    assertThat(pods("late")).noneMatch(MyJobControllerIT::tracked);
  }

  @Test
  void replacesAPodThatFailedAfterAPauseThoughNothingHappens() {
    Resource<MyJob> job = create("again", "backoff: {initialSeconds: 1}");
    eventually(() -> assertThat(running("again")).hasSize(1));
    end(running("again").getFirst(), "Failed");

    eventually(() -> assertThat(running("again")).hasSize(1));
    eventually(() -> assertThat(status(job).getFailed()).isEqualTo(1));
  }

  @Test
  void isDeletedWhenItsTimeIsOverThoughNothingHappens() {
    Resource<MyJob> job = create("brief", "ttlSecondsAfterFinished: 1");
    eventually(() -> assertThat(running("brief")).hasSize(1));
    end(running("brief").getFirst(), "Succeeded");

    eventually(() -> assertThat(job.get()).isNull());
  }

  @Test
  void leavesNoFinalizerWhenItIsDeleted() {
    Resource<MyJob> job = create("gone", "parallelism: 2");
    eventually(() -> assertThat(running("gone")).hasSize(2));
    job.delete();

    eventually(() -> assertThat(pods("gone")).noneMatch(MyJobControllerIT::tracked));
    assertThat(pods("gone")).as("for the garbage collector").hasSize(2);
  }

  @Test
  void takesANewObjectOfAnOldNameForAnother() {
    Resource<MyJob> job = create("twice", "completions: 1");
    eventually(() -> assertThat(running("twice")).hasSize(1));
    Pod first = running("twice").getFirst();
    job.delete();
    create("twice", "completions: 1");
    end(first, "Succeeded");

    eventually(() -> assertThat(running("twice")).hasSize(1));
    Pod second = running("twice").getFirst();
    assertThat(second.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> assertThat(owner.getUid()).isEqualTo(job.require().getMetadata().getUid()));
    end(second, "Succeeded");
    eventually(() -> assertThat(holding(job)).contains("Complete"));
    assertThat(status(job).getSucceeded()).isEqualTo(1);
    eventually(() -> assertThat(pods("twice")).noneMatch(MyJobControllerIT::tracked));
  }

  @Test
  void countsAfterARestartWhatEndedWhileNoOperatorRan() throws Exception {
    Resource<MyJob> job = create("restarted", "completions: 3\n  parallelism: 2");
    eventually(() -> assertThat(running("restarted")).hasSize(2));
    server.stopOperator();
    running("restarted").forEach(pod -> end(pod, "Succeeded"));
    server.startOperator();

    eventually(() -> assertThat(running("restarted")).hasSize(1));
    end(running("restarted").getFirst(), "Succeeded");
    eventually(() -> assertThat(holding(job)).contains("Complete"));
    assertThat(status(job).getSucceeded()).isEqualTo(3);
    assertThat(pods("restarted")).hasSize(3).noneMatch(MyJobControllerIT::tracked);
  }

  @Test
  void saysInTheServersWordsWhyNoPodCanBeMadeUntilOneCan() {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/full/pods")
        .andReturn(
            403,
            new StatusBuilder()
                .withCode(403)
                .withReason("Forbidden")
                .withMessage("pods \"x\" is forbidden: exceeded quota")
                .build())
        .times(3);
    create("full", "refused", "completions: 1");

    eventually(
        () ->
            assertThat(server.client().v1().events().inNamespace("full").list().getItems())
                .filteredOn(event -> event.getReason().equals("FailedCreate"))
                .extracting(Event::getMessage)
                .containsOnly("Error creating: pods \"x\" is forbidden: exceeded quota"));
    eventually(() -> assertThat(running("refused")).hasSize(1));
  }

  /** What the schema refuses may be stored all the same, as after a downgrade. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode        | completionMode: Sideways",
        "replacement | podReplacementPolicy: Never",
        "action      | 'podFailurePolicy: {rules: [{action: Explode, onExitCodes: {operator: In, values: [1]}}]}'"
      })
  void doesNothingForOneThatItDoesNotUnderstandAndSaysSo(String name, String spec) {
    Resource<MyJob> job = create(name, spec);
    eventually(() -> assertThat(holding(job)).containsExactly("InvalidSpec"));
    eventually(() -> assertThat(events(name)).contains("InvalidSpec"));
    String version = job.require().getMetadata().getResourceVersion();

    // others are served meanwhile
    create("beside-" + name, "completions: 1");
    eventually(() -> assertThat(running("beside-" + name)).hasSize(1));
    assertThat(pods(name)).isEmpty();
    assertThat(job.require().getMetadata().getResourceVersion())
        .as("written once")
        .isEqualTo(version);
  }
}
