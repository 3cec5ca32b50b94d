package io.myworkloads.operator.sim.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobSpec;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.JobNames;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.GarbageCollector;
import io.myworkloads.operator.sim.ObjectWatch;
import io.myworkloads.operator.sim.SimulatedOperator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the controller does with an hourly MyCronJob that is made at twelve o'clock. */
class CronStoriesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CronCluster cluster = new CronCluster();

  private void begin(Consumer<MyCronJobSpec> options) {
    CronSimulationTest.watch(cluster);
    cluster.create(options);
    cluster.startOperator();
    cluster.goOnFor(MINUTE);
  }

  @AfterEach
  void noneWasViolated() {
    cluster.afterStep();
  }

  private MyCronJob report() {
    return cluster.report().orElseThrow();
  }

  private MyCronJobStatus status() {
    return Objects.requireNonNull(report().getStatus());
  }

  private List<String> names() {
    return cluster.jobs(report()).stream().map(job -> job.getMetadata().getName()).toList();
  }

  private List<String> unfinished() {
    return cluster.unfinished(report()).stream().map(job -> job.getMetadata().getName()).toList();
  }

  private void endAll(End end) {
    cluster.allJobs().stream()
        .filter(job -> !JobViews.of(job).finished())
        .forEach(job -> cluster.end(job, end));
  }

  private static String name(String time) {
    return JobNames.of(
        CronCluster.NAME, new Run.Scheduled(Instant.parse("2026-01-01T" + time + ":00Z")), false);
  }

  private Condition condition(String type) {
    return status().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<String> events(String reason) {
    return cluster.operator().shell().events().stream()
        .filter(event -> event.contains(" " + reason + " "))
        .toList();
  }

  @Test
  void aNameThatIsAnothersIsToldOfAndTheNextTimeTriedAllTheSame() {
    MyJob others = cluster.addJob(name("13:00"), List.of());
    begin(spec -> {});
    cluster.goOnFor(HOUR);
    assertThat(names()).isEmpty();
    assertThat(status().getMissed()).isEqualTo(1);
    assertThat(events("FailedCreate"))
        .singleElement()
        .asString()
        .contains(name("13:00"), "is not of this object: this run is left out");

    cluster.goOnFor(HOUR);
    assertThat(names()).containsExactly(name("14:00"));
    assertThat(events("FailedCreate")).hasSize(1);
    assertThat(cluster.allJobs()).contains(others);
  }

  @Test
  void cleansUpUnderAFullQuota() {
    begin(spec -> spec.setSuccessfulJobsHistoryLimit(2));
    cluster.goOnFor(HOUR);
    cluster.goOnFor(HOUR);
    endAll(End.COMPLETE);
    cluster.goOnFor(MINUTE);
    assertThat(names()).containsExactly(name("13:00"), name("14:00"));

    cluster.jobs().quota(CronCluster.NAMESPACE, 2);
    cluster.change(report(), spec -> spec.setSuccessfulJobsHistoryLimit(1));
    cluster.goOnFor(HOUR);
    assertThat(names()).containsExactly(name("14:00"), name("15:00"));
    endAll(End.COMPLETE);
    cluster.jobs().quota(CronCluster.NAMESPACE, 1);
    cluster.goOnFor(MINUTE);
    assertThat(names()).containsExactly(name("15:00"));
  }

  @Test
  void aQuotaIsToldOfAndOnceItIsRaisedTheRunStarts() {
    begin(spec -> {});
    cluster.jobs().quota(CronCluster.NAMESPACE, 0);
    cluster.goOnFor(HOUR);
    assertThat(condition("CreateFailure").getMessage()).contains("exceeded quota");
    assertThat(events("FailedCreate")).isNotEmpty();

    cluster.jobs().quota(CronCluster.NAMESPACE, 1);
    cluster.goOnFor(MINUTE.multipliedBy(2));
    assertThat(names()).containsExactly(name("13:00"));
    assertThat(status().getConditions())
        .extracting(Condition::getType)
        .doesNotContain("CreateFailure");
  }

  @Test
  void whatIsTooLateIsMissedAndToldOfOnce() {
    begin(spec -> spec.setStartingDeadlineSeconds(60L));
    cluster.pass(HOUR.plusMinutes(30));
    cluster.goOnFor(MINUTE);
    cluster.goOnFor(Duration.ofMinutes(20));
    assertThat(names()).isEmpty();
    assertThat(status().getMissed()).isEqualTo(1);
    assertThat(events("MissSchedule"))
        .containsExactly(
            "Warning MissSchedule Missed scheduled time to start a job: Thu, 01 Jan 2026 13:00:00 +0000");

    cluster.goOnFor(HOUR);
    assertThat(names()).containsExactly(name("14:00"));
  }

  @Test
  void manyThatWereMissedAreToldOfOnceAndTheLatestIsRun() {
    begin(spec -> {});
    cluster.pass(HOUR.multipliedBy(123));
    cluster.goOnFor(MINUTE);
    cluster.goOnFor(Duration.ofMinutes(20));
    assertThat(names()).hasSize(1);
    assertThat(status().getMissed()).isEqualTo(122);
    assertThat(events("TooManyMissedTimes")).hasSize(1);
  }

  @Test
  void aScheduleThatCannotBeReadIsToldOfAndOnceItIsMendedItGoesOn() {
    begin(spec -> spec.setSchedule("61 * * * *"));
    cluster.goOnFor(HOUR);
    assertThat(names()).isEmpty();
    assertThat(condition("Scheduled").getReason()).isEqualTo("UnparseableSchedule");
    assertThat(events("UnparseableSchedule")).hasSize(1);

    cluster.change(report(), spec -> spec.setTimeZone("Nowhere/Atlantis"));
    cluster.goOnFor(MINUTE);
    assertThat(condition("Scheduled").getReason()).isEqualTo("UnknownTimeZone");
    assertThat(events("UnknownTimeZone"))
        .containsExactly(
            "Warning UnknownTimeZone invalid timeZone: \"Nowhere/Atlantis\": unknown time zone Nowhere/Atlantis");

    cluster.change(
        report(),
        spec -> {
          spec.setSchedule("0 * * * *");
          spec.setTimeZone("Europe/Berlin");
        });
    cluster.goOnFor(HOUR);
    assertThat(condition("Scheduled").getStatus()).isEqualTo("True");
    assertThat(unfinished()).contains(name("14:00"));
  }

  @Test
  void aWishIsMetOnceForEachTokenAlsoWhileTheScheduleIsSuspended() {
    begin(spec -> spec.setSuspend(true));
    cluster.trigger(report(), "a");
    cluster.goOnFor(HOUR);
    assertThat(names()).hasSize(1);
    assertThat(status().getLastTrigger()).isEqualTo("a");
    cluster.trigger(report(), "a");
    cluster.startOperator();
    cluster.goOnFor(HOUR);
    assertThat(names()).hasSize(1);

    cluster.trigger(report(), "b");
    cluster.goOnFor(MINUTE);
    cluster.trigger(report(), "a");
    cluster.goOnFor(MINUTE);
    assertThat(names()).hasSize(3);
  }

  @Test
  void aWishWaitsAsThePolicySays() {
    begin(spec -> spec.setConcurrencyPolicy("Forbid"));
    cluster.goOnFor(HOUR);
    cluster.trigger(report(), "a");
    cluster.goOnFor(MINUTE);
    assertThat(names()).containsExactly(name("13:00"));
    assertThat(events("JobAlreadyActive")).hasSize(1);

    endAll(End.COMPLETE);
    cluster.goOnFor(MINUTE);
    assertThat(unfinished()).hasSize(1).doesNotContain(name("13:00"));
    assertThat(status().getLastTrigger()).isEqualTo("a");
  }

  @Test
  void inANamespaceOnItsWayOutNothingIsToldOrTriedOften() {
    begin(spec -> {});
    cluster.jobs().terminateNamespace(CronCluster.NAMESPACE);
    cluster.goOnFor(HOUR);
    assertThat(names()).isEmpty();
    assertThat(events("FailedCreate")).isEmpty();
    long writes = cluster.requests().writes();
    cluster.goOnFor(Duration.ofMinutes(10));
    assertThat(cluster.requests().writes() - writes).isLessThanOrEqualTo(12);
  }

  @Test
  void whatWasDueWhileTheServerWasAwayIsRunOnceItIsBack() {
    begin(spec -> {});
    cluster.requests().fail(request -> Fault.REQUEST_LOST);
    cluster.goOnFor(HOUR.multipliedBy(3));
    cluster.requests().fail(Faults.NONE);
    cluster.goOnFor(MINUTE.multipliedBy(2));
    assertThat(names()).containsExactly(name("15:00"));
    assertThat(status().getMissed()).isEqualTo(2);
  }

  @Test
  void aForbiddenNeighbourIsKnownToTheNextOperatorAlsoWhereItsCacheIsOld() {
    begin(
        spec -> {
          spec.setSuspend(true);
          spec.setConcurrencyPolicy("Forbid");
        });
    SimulatedOperator next = cluster.standBy();
    next.watches().forEach(ObjectWatch::deliverAll);
    next.cron().watch().stop();
    cluster.requests().fail(Faults.script(Verb.CREATE, Fault.CRASH_AFTER));
    cluster.trigger(report(), "a");
    cluster.workOff();
    assertThat(cluster.operator()).as("who took over").isSameAs(next);
    cluster.trigger(report(), "b");
    cluster.goOnFor(MINUTE);
    assertThat(unfinished()).as("none but the one that is not noted").hasSize(1);
    assertThat(status().getActive()).isEmpty();

    next.cron().watch().start();
    cluster.goOnFor(MINUTE.multipliedBy(2));
    assertThat(status().getLastTrigger()).isEqualTo("a");
    assertThat(status().getActive()).hasSize(1);
    endAll(End.COMPLETE);
    cluster.goOnFor(MINUTE);
    assertThat(status().getLastTrigger()).as("the wish that waited").isEqualTo("b");
    assertThat(unfinished()).hasSize(1);
  }

  @Test
  void whatLostItsAnswerIsLookedForBeforeTheNextIsStarted() {
    begin(spec -> spec.setConcurrencyPolicy("Forbid"));
    cluster.operator().cron().watch().stop();
    cluster.requests().fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    cluster.pass(HOUR);
    cluster.workOff();
    assertThat(unfinished()).containsExactly(name("13:00"));
    cluster.pass(HOUR);
    cluster.workOff();
    assertThat(unfinished()).containsExactly(name("13:00"));
    assertThat(status().getMissed()).isZero();
  }

  @Test
  void orphansKeepTheirNamesFromTheNextObjectOfTheSameName() {
    begin(spec -> {});
    cluster.goOnFor(HOUR);
    MyJob orphan = cluster.jobs(report()).getFirst();
    cluster.owners().delete(report(), GarbageCollector.ORPHAN);
    cluster.goOnFor(MINUTE);
    assertThat(cluster.report()).isEmpty();
    cluster.setClock(Duration.ofMinutes(-10));
    cluster.create(spec -> {});
    cluster.goOnFor(Duration.ofMinutes(20));
    assertThat(names()).isEmpty();
    assertThat(events("FailedCreate")).hasSize(1);
    assertThat(cluster.allJobs())
        .extracting(job -> job.getMetadata().getUid())
        .containsExactly(orphan.getMetadata().getUid());
  }
}
