package io.myworkloads.e2e.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MyJobs that have not ended when the next time has come. */
@WithOperator
class CronConcurrencyIT {
  private static final String EVERY_OTHER_SECOND = "*/2 * * * * *";

  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  private TestCronJob slow(String name, String spec) {
    return TestCronJob.apply(kubectl, name, EVERY_OTHER_SECOND, spec, Pods.GATED_ONCE);
  }

  private static Set<String> uids(TestCronJob cron) {
    return cron.jobs().stream()
        .map(HasMetadata::getMetadata)
        .map(meta -> meta.getUid())
        .collect(Collectors.toSet());
  }

  @Test
  void allowLetsThemOverlap() {
    TestCronJob cron = slow("allow", "concurrencyPolicy: Allow");
    cron.await("three at a time", c -> assertThat(c.status().getActiveCount()).isEqualTo(3));
    assertThat(cron.unfinished()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void allowEndsAtALimitWhereThereIsOne() {
    TestCronJob cron = slow("limited", "maxConcurrentJobs: 2");
    cron.awaitEvent("JobAlreadyActive", "spec.maxConcurrentJobs is 2");
    assertThat(cron.unfinished()).hasSize(2);
    end(cron.unfinished().getFirst());
    cron.await("another", c -> assertThat(c.jobs()).hasSize(3));
    assertThat(cron.unfinished()).hasSize(2);
  }

  @Test
  void forbidStartsNoneBesideAnother() {
    TestCronJob cron = slow("forbid", "concurrencyPolicy: Forbid");
    cron.awaitEvent(
        "JobAlreadyActive",
        "Not starting job because prior execution is running and concurrency policy is Forbid");
    MyJob first = cron.jobs().getFirst();
    assertThat(cron.jobs()).hasSize(1);
    end(first);
    cron.await("the next", c -> assertThat(c.jobs()).hasSize(2));
    assertThat(cron.unfinished()).hasSize(1);
    assertThat(TestCronJob.scheduled(cron.unfinished().getFirst()))
        .isAfter(TestCronJob.scheduled(first));
  }

  @Test
  void replaceEndsTheOneBefore() {
    TestCronJob cron = slow("replace", "concurrencyPolicy: Replace");
    cron.await("its MyJob", c -> assertThat(c.jobs()).isNotEmpty());
    Set<String> first = uids(cron);
    cron.await("another in its place", c -> assertThat(uids(c)).doesNotContainAnyElementsOf(first));
    cron.awaitEvent("SuccessfulDelete", "Deleted job replace-");
    cron.patch("\"suspend\": true");
    cron.await("one to be left", c -> assertThat(c.unfinished()).hasSize(1));
    cron.await(
        "the Pods of one to be left",
        c ->
            assertThat(kubectl.pods())
                .singleElement()
                .matches(
                    pod -> Pods.isControlledBy(pod, c.jobs().getFirst().getMetadata().getUid())));
  }

  @Test
  void failuresInARowStopIt() {
    TestCronJob cron =
        TestCronJob.apply(
            kubectl,
            "failing",
            EVERY_OTHER_SECOND,
            "suspendAfterFailures: 2; concurrencyPolicy: Forbid; failedJobsHistoryLimit: 5",
            "{restartPolicy: Never, containers: [{name: main, image: 'busybox:1.35', command: ['false']}]}");
    cron.awaitEvent(
        "TooManyFailures", "2 MyJobs in a row failed, and spec.suspendAfterFailures is 2");
    assertThat(cron.condition("Scheduled").getReason()).isEqualTo("TooManyFailures");
    assertThat(cron.status().getConsecutiveFailures()).isEqualTo(2);
    int made = cron.jobs().size();

    cron.patch(
        "\"jobTemplate\": {\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"main\", \"image\": \"busybox:1.35\", \"command\": [\"true\"]}]}}}}");
    cron.awaitSucceeded(1);
    assertThat(cron.jobs()).hasSizeGreaterThan(made);
    assertThat(cron.status().getConsecutiveFailures()).isZero();
  }

  /** As if its one Pod had succeeded. */
  private void end(MyJob job) {
    kubectl.run(
        "patch",
        "pod",
        kubectl.pods().stream()
            .filter(pod -> Pods.isControlledBy(pod, job.getMetadata().getUid()))
            .findFirst()
            .orElseThrow()
            .getMetadata()
            .getName(),
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": {\"phase\": \"Succeeded\"}}");
  }
}
