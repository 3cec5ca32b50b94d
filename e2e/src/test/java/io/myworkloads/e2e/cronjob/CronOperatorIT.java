package io.myworkloads.e2e.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.TestOperator;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator is away, or dies, when a time has come. */
@WithOperator
@Isolated("stops and kills the operator that all tests share")
class CronOperatorIT {
  private static final int OBJECTS = 40;

  /** A kill may come when all MyJobs are made already, and does not count then. */
  private static final int MOST_TRIES = 8;

  /**
   * Kills a process of the same node as soon as the first of the namespace's MyJobs is there, by
   * one script on the node, because a kill from outside takes longer than to make them all. Prints
   * how many there were then.
   */
  private static final String KILL_AT_THE_FIRST =
      """
      namespace=$1 process=$2 some=$3
      pipe=$(mktemp -u) && mkfifo $pipe && exec 3<>$pipe && rm $pipe
      kubectl get myjobs -n $namespace --watch-only -o name >&3 & watch=$!
      timeout 90 head -n $some <&3 >/dev/null && kill -KILL $process || exit 2
      kubectl get myjobs -n $namespace -o name | wc -l
      kill $watch
      """;

  private Kubectl kubectl;

  @BeforeEach
  void connect(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
  }

  @Test
  void whatIsMissedWhileItIsAwayRunsOnceOrNotAtAll(TestOperator operator) {
    Instant due = Instant.now().plusSeconds(25).truncatedTo(ChronoUnit.SECONDS);
    TestCronJob inTime = once("in-time", due, "startingDeadlineSeconds: 300");
    TestCronJob late = once("late", due, "startingDeadlineSeconds: 3");
    inTime.await("its time", c -> assertThat(c.status().getNextScheduleTime()).isNotNull());
    late.await("its time", c -> assertThat(c.status().getNextScheduleTime()).isNotNull());
    operator.scaleTo(0);
    assertThat(Instant.now()).as("too slow a machine for this test").isBefore(due);
    Waiting.until(
        "the time to pass", Duration.ofMinutes(1), () -> Instant.now().isAfter(due.plusSeconds(4)));
    operator.scaleTo(1);

    inTime.await("its run", c -> assertThat(c.jobs()).hasSize(1));
    assertThat(inTime.jobs()).extracting(TestCronJob::scheduled).containsExactly(due);
    late.awaitEvent("MissSchedule", "Missed scheduled time to start a job: ");
    assertThat(late.status().getMissed()).isEqualTo(1);
    assertThat(late.jobs()).isEmpty();
    inTime.await(
        "the time to be noted",
        c -> assertThat(c.status().getLastScheduleTime()).isEqualTo(due.toString()));
    assertThat(inTime.status().getMissed()).isZero();
    assertThat(inTime.jobs()).hasSize(1);
  }

  @Test
  void killedAtTheFullMinuteItStartsEachRunOnce(TestCluster cluster, TestOperator operator) {
    for (int attempt = 1, kills = 0; kills < 2; attempt++) {
      assertThat(attempt).as("tries, with %d kills in the middle", kills).isLessThan(MOST_TRIES);
      Pod leader = operator.awaitLeader();
      Instant due = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
      String prefix = "at-" + attempt + "-";
      kubectl.apply(
          IntStream.range(0, OBJECTS)
              .mapToObj(
                  i ->
                      TestCronJob.manifest(
                          prefix + i,
                          TestCronJob.at(due),
                          "timeZone: Etc/UTC; startingDeadlineSeconds: 600",
                          Pods.GATED_ONCE))
              .reduce("", String::concat));
      List<TestCronJob> all =
          IntStream.range(0, OBJECTS)
              .mapToObj(i -> TestCronJob.named(kubectl, prefix + i))
              .toList();
      assertThat(Instant.now()).as("too slow a machine for this test").isBefore(due);
      int made = killAtTheFirst(cluster, leader, operator.processId(leader));
      if (made < OBJECTS) {
        kills++;
      }
      // the kubelet would pause before it starts the same container again
      operator.remove(leader);
      for (TestCronJob cron : all) {
        cron.await(
            "its run to be noted",
            c -> {
              assertThat(c.status().getLastScheduleTime()).isEqualTo(due.toString());
              assertThat(c.status().getActiveCount()).isEqualTo(1);
            });
        List<MyJob> jobs = cron.jobs();
        assertThat(jobs).hasSize(1);
        assertThat(cron.status().getMissed()).isZero();
      }
      kubectl.run("delete", "mycj,myjobs", "--all", "--wait=true");
    }
  }

  private TestCronJob once(String name, Instant due, String spec) {
    return TestCronJob.apply(
        kubectl, name, TestCronJob.at(due), "timeZone: Etc/UTC; " + spec, Pods.GATED_ONCE);
  }

  private int killAtTheFirst(TestCluster cluster, Pod operator, String process) {
    String printed =
        cluster
            .execOnNode(
                operator.getSpec().getNodeName(),
                "sh",
                "-c",
                KILL_AT_THE_FIRST,
                "sh",
                kubectl.namespace(),
                process,
                "3")
            .orFail();
    return Integer.parseInt(printed.strip());
  }
}
