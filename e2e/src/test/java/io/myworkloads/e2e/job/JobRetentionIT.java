package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long what has ended stays: the job by its time to live, its Pods by their number. */
@WithOperator
class JobRetentionIT {
  private static final String SUCCEEDING = TestJob.running("exit 0");
  private static final String FAILING = TestJob.running("exit 1");

  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  /** Each has an hour by the field that is not its own. */
  @Test
  void isDeletedWhenItsTimeIsOver() {
    TestJob finished = TestJob.apply(kubectl, "finished", "ttlSecondsAfterFinished: 3", SUCCEEDING);
    TestJob succeeded =
        TestJob.apply(
            kubectl,
            "succeeded",
            "ttlSecondsAfterSuccess: 1; ttlSecondsAfterFinished: 3600; ttlSecondsAfterFailure: 3600",
            SUCCEEDING);
    TestJob failed =
        TestJob.apply(
            kubectl,
            "failed",
            "backoffLimit: 0; ttlSecondsAfterFailure: 1; ttlSecondsAfterFinished: 3600; ttlSecondsAfterSuccess: 3600",
            FAILING);
    TestJob kept =
        TestJob.apply(
            kubectl,
            "kept",
            "backoffLimit: 0; ttlSecondsAfterFailure: 3600; ttlSecondsAfterFinished: 1; ttlSecondsAfterSuccess: 1",
            FAILING);
    kept.awaitFailed("BackoffLimitExceeded");
    finished.awaitGone();
    succeeded.awaitGone();
    failed.awaitGone();
    assertThat(kept.isThere()).isTrue();
    assertThat(kept.pods("Failed")).hasSize(1);
  }

  @Test
  void keepsAsManyFinishedPodsAsItIsTold() {
    TestJob succeeding =
        TestJob.apply(
            kubectl,
            "succeeding",
            "completions: 4; parallelism: 2; podRetention: {succeeded: 1}",
            SUCCEEDING);
    TestJob failing =
        TestJob.apply(
            kubectl,
            "failing",
            "backoffLimit: 2; backoff: {initialSeconds: 0}; podRetention: {failed: 0}",
            FAILING);
    assertThat(succeeding.awaitComplete().getSucceeded()).isEqualTo(4);
    succeeding.await("one Pod", job -> assertThat(job.pods()).hasSize(1));
    assertThat(failing.awaitFailed("BackoffLimitExceeded").getFailed()).isEqualTo(3);
    failing.await("no Pod", job -> assertThat(job.pods()).isEmpty());
  }
}
