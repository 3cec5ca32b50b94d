package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.job.Backoff;
import io.myworkloads.operator.core.job.FailureStreak;
import io.myworkloads.operator.core.job.Indexes;
import io.myworkloads.operator.core.job.JobSpec;
import io.myworkloads.operator.core.job.JobStatus;
import io.myworkloads.operator.core.job.LastFailure;
import io.myworkloads.operator.core.job.NewPod;
import io.myworkloads.operator.core.job.PodFailurePolicy;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFieldsTest {
  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");

  private static MyJob job(String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: myworkloads.io/v1
        kind: MyJob
        metadata: {name: pi, namespace: shop, uid: me, generation: 3, resourceVersion: "7"}
        spec:
          template:
            metadata: {labels: {app: pi}}
            spec:
              restartPolicy: Never
              containers:
              - {name: main, image: busybox}
              - {name: own, image: busybox, env: [{name: JOB_COMPLETION_INDEX, value: mine}]}
              initContainers: [{name: setup, image: busybox}]
          %s
        """
            .formatted(String.join("\n  ", spec.split("; "))),
        MyJob.class);
  }

  @Test
  void whatIsNotAskedForIsAsUpstreamDefaultsIt() {
    JobSpec spec = JobFields.spec(job("suspend: false"));
    assertThat(spec.parallelism()).isEqualTo(1);
    assertThat(spec.completions()).isEqualTo(1);
    assertThat(spec.backoffLimit()).isEqualTo(6);
    assertThat(spec.indexed()).isFalse();
    assertThat(spec.backoff()).isEqualTo(Backoff.DEFAULT);
    assertThat(spec.selector()).hasToString("batch.kubernetes.io/controller-uid=me");
    assertThat(spec.deadline()).isNull();
  }

  @Test
  void whatIsAskedForIsRead() {
    JobSpec spec =
        JobFields.spec(
            job(
                "completionMode: Indexed; completions: 5; parallelism: 2; backoffLimitPerIndex: 1; activeDeadlineSeconds: 9;"
                    + " ttlSecondsAfterFinished: 7; ttlSecondsAfterFailure: 8; podRetention: {failed: 4};"
                    + " backoff: {initialSeconds: 1, factor: 1.5, maxSeconds: 30, jitter: 0.5};"
                    + " podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: NotIn, values: [3]}}, {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}"));
    assertThat(spec.indexed()).isTrue();
    assertThat(spec.perIndex()).isTrue();
    assertThat(spec.backoffLimit()).isEqualTo(Integer.MAX_VALUE);
    assertThat(spec.deadline()).isEqualTo(Duration.ofSeconds(9));
    assertThat(spec.ttlAfterSuccess()).isEqualTo(Duration.ofSeconds(7));
    assertThat(spec.ttlAfterFailure()).isEqualTo(Duration.ofSeconds(8));
    assertThat(spec.keptFailed()).isEqualTo(4);
    assertThat(spec.keptSucceeded()).isNull();
    assertThat(spec.backoff())
        .isEqualTo(new Backoff(Duration.ofSeconds(1), 1.5, Duration.ofSeconds(30), 0.5));
    assertThat(Objects.requireNonNull(spec.failurePolicy()).rules())
        .containsExactly(
            new PodFailurePolicy.Rule(
                PodFailurePolicy.Action.FAIL_INDEX,
                new PodFailurePolicy.ExitCodes(null, false, Set.of(3))),
            new PodFailurePolicy.Rule(
                PodFailurePolicy.Action.IGNORE,
                new PodFailurePolicy.Conditions(List.of(Map.entry("DisruptionTarget", "True")))));
    assertThat(spec.replaceOnlyFailed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "completionMode: Sorted | spec.completionMode: Unsupported value: \"Sorted\"",
        "podReplacementPolicy: Never | spec.podReplacementPolicy: Unsupported value: \"Never\"",
        "podFailurePolicy: {rules: [{action: Retry, onPodConditions: []}]} | spec.podFailurePolicy.rules.action: Unsupported value: \"Retry\"",
        "podFailurePolicy: {rules: [{action: Count, onExitCodes: {operator: Like, values: [1]}}]} | spec.podFailurePolicy.rules.onExitCodes.operator: Unsupported value: \"Like\"",
      })
  void whatIsNotKnownIsSaidByItsName(String field, String message) {
    MyJob job = job(field);
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> JobFields.spec(job))
        .withMessage(message)
        .satisfies(
            e -> {
              var told = JobStatusFields.invalid(job, e, TIME);
              assertThat(told.getConditions())
                  .singleElement()
                  .satisfies(c -> assertThat(c.getMessage()).isEqualTo(message))
                  .satisfies(c -> assertThat(c.getType()).isEqualTo("InvalidSpec"));
              job.setStatus(told);
              assertThat(JobStatusFields.read(job, JobFields.spec(job("suspend: false"))))
                  .as("once it is known")
                  .isEqualTo(JobStatus.NONE);
            });
  }

  @Test
  void aStatusReadsAsItWasWritten() {
    MyJob job = job("completionMode: Indexed; completions: 9; backoffLimitPerIndex: 2");
    JobSpec spec = JobFields.spec(job);
    var status =
        new JobStatus(
            3,
            2,
            1,
            4,
            5,
            Indexes.parse("0-2,4", 9),
            Indexes.parse("7", 9),
            new JobStatus.Uncounted(Set.of("a"), Set.of("b", "c")),
            TIME,
            null,
            List.of(Condition.of("Suspended", false, "JobResumed", "Job resumed", 0, TIME)),
            9,
            new FailureStreak(2, TIME),
            new LastFailure("pi-1", "n1", new PodRun.Exit("main", 3, "Error", "oh"), TIME),
            3);
    job.setStatus(JobStatusFields.write(job, spec, status));
    assertThat(JobStatusFields.read(job, spec)).isEqualTo(status);
    assertThat(job.getStatus().getPhase()).isEqualTo("Running");
    assertThat(job.getStatus().getCompletions()).isEqualTo("4/9");
    assertThat(job.getStatus().getProgress()).isEqualTo("4/9, 5 failed");
    assertThat(job.getStatus().getSelector()).isEqualTo("batch.kubernetes.io/controller-uid=me");
    assertThat(job.getStatus().getImages()).isEqualTo("busybox,busybox");
  }

  @Test
  void anEmptyStatusReadsAsItWasWritten() {
    for (String mode :
        List.of(
            "completions: 2",
            "completionMode: Indexed; completions: 2",
            "completionMode: Indexed; completions: 2; backoffLimitPerIndex: 0")) {
      MyJob job = job(mode);
      JobSpec spec = JobFields.spec(job);
      JobStatus status = JobStatusFields.read(job, spec);
      job.setStatus(JobStatusFields.write(job, spec, status));
      JobStatus again = JobStatusFields.read(job, spec);
      job.setStatus(JobStatusFields.write(job, spec, again));
      assertThat(JobStatusFields.read(job, spec)).as(mode).isEqualTo(again);
    }
  }

  @Test
  void allPodsAreTrackedAndFoundAndToldTheirIndex() {
    MyJob job = job("completionMode: Indexed; completions: 3");
    PodTemplateSpec template = new JobTemplate(job).complete();
    assertThat(template.getMetadata().getFinalizers()).containsExactly(PodRun.FINALIZER);
    assertThat(template.getMetadata().getLabels())
        .containsEntry("app", "pi")
        .containsEntry("batch.kubernetes.io/controller-uid", "me")
        .containsEntry("batch.kubernetes.io/job-name", "pi")
        .containsEntry("controller-uid", "me")
        .containsEntry("job-name", "pi");
    assertThat(index(template.getSpec().getContainers().get(0)).getValueFrom().getFieldRef())
        .satisfies(
            field ->
                assertThat(field.getFieldPath())
                    .isEqualTo("metadata.labels['batch.kubernetes.io/job-completion-index']"));
    assertThat(index(template.getSpec().getContainers().get(1)).getValue()).isEqualTo("mine");
    assertThat(index(template.getSpec().getInitContainers().get(0)).getValueFrom()).isNotNull();
    assertThat(JobFields.template(job).getMetadata().getFinalizers()).as("as given").isEmpty();

    var order = new JobTemplate(job).order(new NewPod(2, null));
    assertThat(order.place()).isEqualTo("2");
    assertThat(order.namePrefix()).isEqualTo("pi-2-");
    Pod pod =
        order
            .shape()
            .apply(
                new PodBuilder()
                    .withMetadata(template.getMetadata())
                    .withSpec(template.getSpec())
                    .build());
    assertThat(pod.getSpec().getHostname()).isEqualTo("pi-2");
    assertThat(pod.getMetadata().getGenerateName()).isEqualTo("pi-2-");
    assertThat(pod.getMetadata().getLabels()).containsEntry(PodRun.INDEX, "2");
    assertThat(pod.getMetadata().getAnnotations()).containsEntry(PodRun.INDEX, "2");
    assertThat(template.getSpec().getHostname()).as("that of others").isNull();
  }

  @Test
  void aJobWithoutIndexesTellsNone() {
    PodTemplateSpec template = new JobTemplate(job("completions: 3")).complete();
    assertThat(template.getSpec().getContainers().get(0).getEnv()).isEmpty();
  }

  @Test
  void labelsThatAreChosenByHandStayAsTheyAre() {
    MyJob job = job("manualSelector: true; selector: {matchLabels: {app: pi}}");
    assertThat(JobFields.selector(job)).hasToString("app=pi");
    assertThat(new JobTemplate(job).complete().getMetadata().getLabels())
        .isEqualTo(Map.of("app", "pi"));
  }

  private static EnvVar index(Container container) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals("JOB_COMPLETION_INDEX"))
        .findFirst()
        .orElseThrow();
  }
}
