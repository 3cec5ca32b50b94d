package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.JobFailure;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When work has failed, and when it has succeeded though not all of it has. */
@WithOperator
class JobPolicyIT {
  private static final String AT_ONCE = "backoff: {initialSeconds: 0}";

  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void makesAnotherPodForEachThatFailsUntilThereWereTooMany() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "never",
            "backoffLimit: 2; " + AT_ONCE,
            TestJob.running("echo no luck > /dev/termination-log; exit 3"));
    MyJobStatus status = job.awaitFailed("BackoffLimitExceeded");
    assertThat(status.getFailed()).isEqualTo(3);
    assertThat(job.pods("Failed")).hasSize(3);
    JobFailure last = Objects.requireNonNull(status.getLastFailure());
    assertThat(last.getExitCode()).isEqualTo(3);
    assertThat(last.getContainer()).isEqualTo("main");
    assertThat(last.getMessage()).contains("no luck");
    job.await(
        "the event",
        j ->
            assertThat(Pods.events(kubectl, j.uid(), "BackoffLimitExceeded"))
                .extracting(event -> event.getType())
                .containsExactly("Warning"));
  }

  @Test
  void restartsTheSamePodWhereItIsToldTo() {
    String secondTime = "[ -f /work/been ] || { touch /work/been; exit 1; }";
    TestJob job =
        TestJob.apply(
            kubectl,
            "again",
            "",
            """
            {restartPolicy: OnFailure, volumes: [{name: work, emptyDir: {}}], containers: [{name: main, image: 'busybox:1.35', volumeMounts: [{name: work, mountPath: /work}], command: [sh, -c, "%s"]}]}"""
                .formatted(secondTime));
    MyJobStatus status = job.awaitComplete();
    assertThat(status.getFailed()).isZero();
    assertThat(job.pods())
        .singleElement()
        .satisfies(pod -> assertThat(Pods.container(pod).getRestartCount()).isEqualTo(1));
  }

  @Test
  void endsWhereRestartsAreTooMany() {
    TestJob job =
        TestJob.apply(
            kubectl, "restarts", "backoffLimit: 1", TestJob.running("OnFailure", "exit 1"));
    job.awaitFailed("BackoffLimitExceeded");
  }

  @Test
  void endsAtItsDeadline() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "late",
            "activeDeadlineSeconds: 3; parallelism: 2; completions: 2",
            TestJob.running("sleep 1000"));
    MyJobStatus status = job.awaitFailed("DeadlineExceeded");
    assertThat(status.getFailed()).isEqualTo(2);
  }

  @Test
  void givesEachPodAnIndexOfItsOwn() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "indexed",
            "completionMode: Indexed; completions: 3; parallelism: 3",
            TestJob.running("echo I am $JOB_COMPLETION_INDEX on $(hostname)"));
    MyJobStatus status = job.awaitComplete();
    assertThat(status.getCompletedIndexes()).isEqualTo("0-2");
    List<Pod> pods = job.pods("Succeeded");
    assertThat(pods)
        .extracting(pod -> kubectl.run("logs", pod.getMetadata().getName()).strip())
        .containsExactlyInAnyOrder(
            "I am 0 on indexed-0", "I am 1 on indexed-1", "I am 2 on indexed-2");
    assertThat(pods)
        .allMatch(pod -> pod.getMetadata().getName().matches("indexed-[012]-[a-z0-9]{5}"));
  }

  @Test
  void endsAsSoonAsAPodFailsInAWayThatNoRetryHelps() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "hopeless",
            "completions: 2; parallelism: 2; completionMode: Indexed; "
                + onExit(42, "FailJob")
                + "; "
                + AT_ONCE,
            TestJob.running("[ $JOB_COMPLETION_INDEX = 0 ] && sleep 1000; exit 42"));
    MyJobStatus status = job.awaitFailed("PodFailurePolicy");
    assertThat(job.holding("Failed").orElseThrow().getMessage())
        .matches(
            "Container main for pod .* failed with exit code 42 matching FailJob rule at index 0");
    assertThat(status.getFailed()).isEqualTo(2);
  }

  @Test
  void doesNotCountWhatItIsToIgnore() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "ignoring",
            "backoffLimit: 0; " + onExit(43, "Ignore") + "; " + AT_ONCE,
            TestJob.running("exit 43"));
    job.await("a third Pod", j -> assertThat(j.pods()).hasSizeGreaterThanOrEqualTo(3));
    assertThat(job.status().getFailed()).isZero();
    assertThat(job.holding("Failed")).isEmpty();
    kubectl.run("delete", "myjob", job.name());
    job.await("its Pods to be gone", j -> assertThat(kubectl.pods()).isEmpty());
  }

  @Test
  void countsWhatItIsToCount() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "counting",
            "backoffLimit: 0; " + onExit(44, "Count") + "; " + AT_ONCE,
            TestJob.running("exit 44"));
    assertThat(job.awaitFailed("BackoffLimitExceeded").getFailed()).isEqualTo(1);
  }

  @Test
  void letsIndexesFailOneByOne() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "one-by-one",
            "completionMode: Indexed; completions: 4; parallelism: 4; backoffLimitPerIndex: 1; "
                + onExit(45, "FailIndex")
                + "; "
                + AT_ONCE,
            TestJob.running("case $JOB_COMPLETION_INDEX in 1) exit 1;; 2) exit 45;; esac"));
    MyJobStatus status = job.awaitFailed("FailedIndexes");
    assertThat(status.getCompletedIndexes()).isEqualTo("0,3");
    assertThat(status.getFailedIndexes()).isEqualTo("1,2");
    assertThat(status.getFailed()).as("two of index 1, one of index 2").isEqualTo(3);
  }

  @Test
  void endsWhereTooManyIndexesHaveFailed() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "too-many",
            "completionMode: Indexed; completions: 4; parallelism: 4; backoffLimitPerIndex: 0; maxFailedIndexes: 1",
            TestJob.running("[ $JOB_COMPLETION_INDEX -lt 2 ] || sleep 1000; exit 1"));
    MyJobStatus status = job.awaitFailed("MaxFailedIndexesExceeded");
    assertThat(status.getFailedIndexes()).isEqualTo("0,1");
  }

  @Test
  void hasSucceededAsSoonAsItsPolicySays() {
    TestJob job =
        TestJob.apply(
            kubectl,
            "led",
            "completionMode: Indexed; completions: 3; parallelism: 3; successPolicy: {rules: [{succeededIndexes: '0'}]}",
            TestJob.running("[ $JOB_COMPLETION_INDEX = 0 ] || sleep 1000"));
    MyJobStatus status = job.awaitEnd("Complete", "SuccessPolicy");
    assertThat(status.getCompletedIndexes()).isEqualTo("0");
    assertThat(status.getFailed()).isZero();
  }

  private static String onExit(int code, String action) {
    return "podFailurePolicy: {rules: [{action: %s, onExitCodes: {containerName: main, operator: In, values: [%d]}}]}"
        .formatted(action, code);
  }
}
