package io.myworkloads.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.controller.ReplicasSync.Outcome;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.replicas.ReplicasSpecs;
import io.myworkloads.operator.core.status.Condition;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.InMemoryPods;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.SimulatedShell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What one look does, and when it asks for the next. */
class ReplicasSyncTest {
  private static final Map<String, String> WEB = Map.of("app", "web");

  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final InMemoryPods server = new InMemoryPods(clock);
  private final SimulatedShell shell = new SimulatedShell(server, clock, new Random(1));
  private final ReplicasSync sync =
      new ReplicasSync(
          shell.observer(), shell.control(), new Failures(clock, new Random(1)), clock);

  private PodOwner owner = SimulatedShell.owner("web", "me");
  private Duration minReady = Duration.ZERO;
  private long generation = 1;
  private boolean ownerIsThere = true;
  private List<Condition> conditions = List.of();
  private List<String> relatives = List.of();

  ReplicasSyncTest() {
    shell.watch().start().deliverAll();
  }

  private Outcome look(int replicas) {
    Outcome outcome =
        sync.look(
            new PodControl.Work(
                owner, SimulatedShell.template(WEB), shell.tell(), () -> ownerIsThere),
            new ReplicasSync.Asked(
                generation,
                ReplicasSpecs.asUpstream(replicas, minReady, WEB),
                conditions,
                null,
                () -> relatives));
    conditions = outcome.status().conditions();
    return outcome;
  }

  /** All that happened is seen. */
  private Outcome lookAtAll(int replicas) {
    shell.watch().deliverAll();
    return look(replicas);
  }

  private static Optional<Condition> failure(Outcome outcome) {
    return outcome.status().conditions().stream()
        .filter(condition -> condition.type().equals("ReplicaFailure"))
        .findFirst();
  }

  private Pod onlyPod() {
    assertThat(server.all()).hasSize(1);
    return server.all().iterator().next();
  }

  @Test
  void tellsOfItsOwnWritesBeforeTheyAreSeen() {
    Outcome made = look(3);
    assertThat(made.status().replicas()).isEqualTo(3);
    Outcome removed = look(1);
    assertThat(removed.status().replicas()).isEqualTo(1);
    assertThat(removed.status().terminating()).isEqualTo(2);
    assertThat(server.all()).hasSize(1);
  }

  @Test
  void looksAgainWhereAWriteIsNotSeenInTime() {
    assertThat(look(3).lookAgain()).contains(Aftermath.PATIENCE);
    assertThat(lookAtAll(3).lookAgain()).isEmpty();
  }

  @Test
  void findsThatAPodCameAndWentUnseen() {
    look(1);
    server.vanish(onlyPod());
    shell.watch().relist();
    shell.watch().deliverAll();

    assertThat(look(1).status().replicas()).isEqualTo(1);
    assertThat(server.all()).hasSize(1);
  }

  @Test
  void goesOnAtOnceWhereMoreThan500PodsLack() {
    assertThat(look(1200).lookAgain()).contains(Duration.ZERO);
    assertThat(server.all()).hasSize(500);
    assertThat(look(1200).lookAgain()).contains(Duration.ZERO);
    assertThat(look(1200).lookAgain()).contains(Aftermath.PATIENCE);
    assertThat(server.all()).hasSize(1200);
  }

  @Test
  void triesAgainAfterAPauseWhatWasRefused() {
    server.quota("shop", 0);
    Outcome refused = look(1);
    assertThat(failure(refused))
        .hasValueSatisfying(
            condition -> assertThat(condition.message()).contains("exceeded quota"));
    Duration pause = refused.lookAgain().orElseThrow();
    assertThat(pause).isBetween(Duration.ofMillis(90), Duration.ofMillis(100));

    look(1);
    assertThat(server.writes()).as("tries before the pause is over").isEqualTo(1);
    clock.advance(pause);
    Duration longer = look(1).lookAgain().orElseThrow();
    assertThat(server.writes()).isEqualTo(2);
    assertThat(longer).isGreaterThan(pause);

    server.quota("shop", 1);
    clock.advance(longer);
    Outcome healed = look(1);
    assertThat(healed.status().replicas()).isEqualTo(1);
    assertThat(failure(healed)).isEmpty();
  }

  @Test
  void triesAtOnceWhatANewSpecAsksFor() {
    server.quota("shop", 0);
    look(1);
    server.quota("shop", 9);
    generation++;

    assertThat(look(2).status().replicas()).isEqualTo(2);
  }

  /** Else a quota that is used up would be tried as often as orphans come. */
  @Test
  void pausesOnThoughAnotherSortOfWriteSucceeds() {
    server.quota("shop", 0);
    look(2);
    server.add("shop", "orphan", WEB);
    Outcome adopted = lookAtAll(2);

    assertThat(adopted.status().replicas()).isEqualTo(1);
    assertThat(failure(adopted)).isPresent();
    assertThat(server.requests()).filteredOn(r -> r.request().verb() == Verb.CREATE).hasSize(1);
  }

  @Test
  void doesTheRestAtOnceWhereAClaimFails() {
    server.fail(request -> request.verb() == Verb.ADOPT ? Fault.FORBIDDEN : Fault.NONE);
    server.add("shop", "orphan", WEB);

    assertThat(lookAtAll(3).lookAgain()).contains(Duration.ZERO);
    Outcome made = look(3);
    assertThat(made.status().replicas()).isEqualTo(2);
    assertThat(made.lookAgain().orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(100));
    look(3);
    assertThat(server.requests()).filteredOn(r -> r.request().verb() == Verb.ADOPT).hasSize(1);
  }

  @Test
  void claimsAPodAtOnceThatChangedSinceItFailed() {
    server.fail(Faults.script(Verb.ADOPT, Fault.FORBIDDEN));
    Pod orphan = server.add("shop", "orphan", WEB);
    lookAtAll(1);
    assertThat(look(1).status().replicas()).isZero();
    server.bind(orphan, "n1");

    assertThat(lookAtAll(1).status().replicas()).isEqualTo(1);
    assertThat(server.all()).hasSize(1);
  }

  @Test
  void pausesEverLongerBeforeItAsksAgainForADeletionThatNobodyAnswered() {
    look(2);
    shell.watch().deliverAll();
    server.fail(
        Faults.script(Verb.DELETE, Fault.REQUEST_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST));
    Duration pause = look(1).lookAgain().orElseThrow();
    for (int i = 0; i < 2; i++) {
      long writes = server.writes();
      look(1);
      assertThat(server.writes()).as("tries before the pause is over").isEqualTo(writes);
      clock.advance(pause);
      Duration longer = look(1).lookAgain().orElseThrow();
      assertThat(longer).isGreaterThan(pause);
      pause = longer;
    }
    clock.advance(pause);
    look(1);

    assertThat(server.all()).hasSize(1);
    assertThat(server.requests())
        .filteredOn(r -> r.request().verb() == Verb.DELETE)
        .extracting(r -> r.request().name())
        .as("one victim")
        .hasSize(4)
        .containsOnly(server.requests().getLast().request().name());
  }

  @Test
  void doesNothingMoreForAnOwnerThatIsNotThere() {
    shell.watch().deliverAll();
    server.add("shop", "orphan", WEB);
    ownerIsThere = false;
    assertThat(lookAtAll(3).status().replicas()).isZero();
    look(3);

    assertThat(server.writes()).isZero();
  }

  @Test
  void forgetsAFailureThatThereIsNoMoreCauseFor() {
    server.fail(Faults.script(Verb.CREATE, Fault.FORBIDDEN));
    Duration pause = look(1).lookAgain().orElseThrow();
    server.add("shop", "orphan", WEB);
    assertThat(failure(lookAtAll(1))).isEmpty();
    clock.advance(pause);

    assertThat(lookAtAll(1).lookAgain()).isEmpty();
  }

  @Test
  void looksAgainWhenAPodBecomesAvailable() {
    minReady = Duration.ofSeconds(30);
    look(1);
    server.bind(onlyPod(), "n1");
    server.ready(onlyPod());
    clock.advance(Duration.ofSeconds(12));
    Outcome ready = lookAtAll(1);
    assertThat(ready.status().available()).isZero();
    assertThat(ready.lookAgain()).contains(Duration.ofSeconds(18));
    clock.advance(Duration.ofSeconds(18));

    assertThat(lookAtAll(1).status().available()).isEqualTo(1);
  }

  /** Upstream's TestOverlappingRSs: whose a Pod is, its controller says. */
  @Test
  void leavesThePodsOfAnotherWithTheSameSelectorAlone() {
    look(3);
    shell.watch().deliverAll();
    PodOwner me = owner;
    owner = SimulatedShell.owner("web2", "you");
    look(2);
    assertThat(lookAtAll(1).status().replicas()).isEqualTo(1);
    owner = me;

    assertThat(lookAtAll(3).status().replicas()).isEqualTo(3);
    assertThat(server.all()).hasSize(4);
  }

  /** A relative's Pod, on a node and running. */
  private Pod relatives(String name, String node) {
    Pod pod = server.add("shop", name, Map.of("app", "db"), SimulatedShell.owner("db", "it"));
    return server.ready(server.bind(pod, node));
  }

  @Test
  void relievesNodesOfRelatedOwnersPods() {
    relatives = List.of("it");
    relatives("crowd-1", "n1");
    server.bind(server.add("shop", "a", WEB, owner), "n1");
    server.bind(server.add("shop", "b", WEB, owner), "n2");
    lookAtAll(1);

    assertThat(server.views())
        .filteredOn(PodView::active)
        .extracting(PodView::name)
        .containsExactly("b", "crowd-1");
  }

  @Test
  void countsRelatedOwnersPodsAsTheirOwnWritesLeftThem() {
    relatives = List.of("it");
    Pod leaving = relatives("crowd-1", "n1");
    relatives("crowd-2", "n2");
    server.bind(server.add("shop", "a", WEB, owner), "n1");
    server.bind(server.add("shop", "b", WEB, owner), "n2");
    shell.watch().deliverAll();
    var db =
        new PodControl.Work(
            SimulatedShell.owner("db", "it"),
            SimulatedShell.template(Map.of("app", "db")),
            shell.tell(),
            () -> true);
    shell.control().carryOut(db, List.of(new PodAction.Delete(List.of(PodViews.of(leaving)))));
    look(1);

    assertThat(server.views())
        .filteredOn(PodView::active)
        .extracting(PodView::name)
        .containsExactly("a", "crowd-2");
  }

  @Test
  void tellsOfAnOwnerThatIsDeletedAndDoesNothingForIt() {
    look(2);
    shell.watch().deliverAll();
    owner = new PodOwner("myworkloads.io/v1", "MyReplicaSet", "shop", "web", "me", true);
    server.vanish(server.all().iterator().next());
    long writes = server.writes();

    assertThat(lookAtAll(2).status().replicas()).isEqualTo(1);
    assertThat(server.writes()).isEqualTo(writes);
  }
}
