package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PodCreationTest extends PodControlFixture {
  @Test
  void makesPodsThatAreTheOwners() {
    assertThat(create(3)).isEmpty();

    assertThat(server.views())
        .hasSize(3)
        .allSatisfy(
            pod -> {
              assertThat(pod.ownedBy("me")).isTrue();
              assertThat(pod.name()).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
              assertThat(pod.labels()).isEqualTo(WEB);
            });
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(server.views());
    assertThat(shell.metrics()).hasSize(3).containsOnly("CREATE succeeded");
    assertThat(shell.events())
        .containsExactlyInAnyOrderElementsOf(
            server.views().stream()
                .map(pod -> "Normal SuccessfulCreate Created pod: " + pod.name())
                .toList());
  }

  @Test
  void makesPodsThatMayRunOnTheirNodeAlone() {
    assertThat(carryOut(new PodAction.CreateOn(List.of("n1", "n2", "n3")))).isEmpty();

    assertThat(server.views())
        .extracting(PodView::targetNode)
        .containsExactlyInAnyOrder("n1", "n2", "n3");
    assertThat(server.views()).allMatch(pod -> pod.nodeName() == null && pod.ownedBy("me"));
  }

  /** The name is kept for its node: else another node's Pod would be taken for this one's. */
  @Test
  void makesOnePodANodeAlthoughAnAnswerIsLost() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    assertThat(carryOut(new PodAction.CreateOn(List.of("n2")))).isPresent();

    assertThat(carryOut(new PodAction.CreateOn(List.of("n1", "n2")))).isEmpty();

    assertThat(server.views())
        .extracting(PodView::targetNode)
        .containsExactlyInAnyOrder("n1", "n2");
    assertThat(seen()).extracting(PodView::targetNode).containsExactlyInAnyOrder("n1", "n2");
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "SERVER_ERROR_AFTERWARDS"})
  void makesOnePodAlthoughTheAnswerIsLost(Fault lost) {
    server.fail(Faults.script(Verb.CREATE, lost));
    assertThat(create(1)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    String name = onlyName();
    assertThat(seen()).as("nobody knows").isEmpty();

    assertThat(create(1)).isEmpty();
    assertThat(onlyName()).isEqualTo(name);
    assertThat(seen()).extracting(PodView::name).containsExactly(name);
    assertThat(shell.events()).endsWith("Normal SuccessfulCreate Created pod: " + name).hasSize(2);
  }

  @Test
  void makesThePodUnderTheSameNameWhereTheRequestWasLost() {
    server.fail(Faults.script(Verb.CREATE, Fault.REQUEST_LOST));
    create(1);
    String name = server.requests().getFirst().request().name();
    create(1);

    assertThat(onlyName()).isEqualTo(name);
  }

  @Test
  void makesNoPodInPlaceOfOneWhoseAnswerWasLostAndWhichIsSeen() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    create(1);
    shell.watch().deliverAll();
    assertThat(seen()).hasSize(1);

    create(1);
    assertThat(seen()).hasSize(2);
    assertThat(requests()).containsExactly("CREATE", "CREATE");
  }

  @Test
  void makesAnotherWhereTheOneWhoseAnswerWasLostIsOnItsWayOut() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    create(1);
    Pod first = server.named("shop", onlyName());
    server.bind(first, "n1");
    server.remove(first);

    assertThat(create(1)).isEmpty();
    assertThat(server.views()).hasSize(2).filteredOn(PodView::active).hasSize(1);
  }

  /** Else the name that comes first is used, which is not the one that was made. */
  @Test
  void findsOutWhichPodsWereMadeWhereFewerLackThanMayHaveBeen() {
    server.fail(
        Faults.script(Verb.CREATE, Fault.NONE, Fault.SERVER_ERROR, Fault.SERVER_ERROR_AFTERWARDS));
    create(3);
    assertThat(server.all()).hasSize(2);

    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(2);
    assertThat(seen()).as("with the one that nobody had heard of").hasSize(2);
    assertThat(shell.expectations().keptNames("me", "", 9)).isEmpty();
  }

  /** Of those that were not made, as many names are kept as Pods still lack. */
  @Test
  void keepsTheNamesOfThoseThatStillLack() {
    server.fail(Faults.script(Verb.CREATE, Fault.NONE, Fault.REQUEST_LOST, Fault.REQUEST_LOST));
    create(3);
    List<String> kept = shell.expectations().keptNames("me", "", 9);
    assertThat(kept).hasSize(2);

    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(1);
    assertThat(shell.expectations().keptNames("me", "", 9)).hasSize(1).isSubsetOf(kept);
    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(2);
  }

  @Test
  void makesNoneBeforeItKnowsWhichWereMade() {
    server.fail(Faults.script(Verb.CREATE, Fault.NONE, Fault.ANSWER_LOST, Fault.ANSWER_LOST));
    create(3);
    server.fail(Faults.script(Verb.GET, Fault.SERVER_ERROR));

    assertThat(create(1)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    assertThat(server.all()).hasSize(3);
    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(3);
    assertThat(seen()).hasSize(3);
  }

  @Test
  void takesAnotherNameWhereSomebodyElsesPodHasIt() {
    server.fail(Faults.script(Verb.CREATE, Fault.REQUEST_LOST));
    create(1);
    String name = server.requests().getFirst().request().name();
    server.add("shop", name, WEB);

    assertThat(create(1)).isEmpty();
    assertThat(server.views()).hasSize(2).filteredOn(pod -> pod.ownedBy("me")).hasSize(1);
    assertThat(shell.expectations().keptNames("me", "", 9)).isEmpty();
  }

  @Test
  void givesUpWhereEveryNameIsTaken() {
    server.fail(
        request -> {
          if (request.verb() == Verb.CREATE) {
            server.add("shop", request.name(), WEB);
          }
          return Fault.NONE;
        });

    assertThat(create(1))
        .get()
        .satisfies(
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.FAILED_CREATE);
              assertThat(failed.message()).endsWith("already exists");
            });
    assertThat(server.views()).noneMatch(pod -> pod.ownedBy("me"));
  }

  /** Else the next try takes a name of its own, and makes a second Pod. */
  @Test
  void keepsTheNameWhereItCannotFindOutWhosePodItIs() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    create(1);
    String name = onlyName();
    server.fail(Faults.script(Verb.GET, Fault.SERVER_ERROR));

    assertThat(create(1)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    assertThat(create(1)).isEmpty();
    assertThat(onlyName()).isEqualTo(name);
  }

  /** Else those of a batch that is not reached are forgotten, and their Pods are made twice. */
  @Test
  void keepsTheNamesThatItDidNotComeTo() {
    server.fail(Faults.script(Verb.CREATE, Fault.NONE, Fault.ANSWER_LOST, Fault.ANSWER_LOST));
    create(3);
    assertThat(server.all()).hasSize(3);
    server.fail(Faults.script(Verb.CREATE, Fault.THROTTLED));
    create(2);
    create(2);

    assertThat(server.all()).hasSize(3);
    assertThat(seen()).hasSize(3);
  }

  @Test
  void startsSlowlyAndBeginsNoMoreOnceOneFails() {
    server.quota("shop", 5);

    assertThat(create(20)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    // one, and two for each of the five that were within the quota
    assertThat(requests()).hasSizeBetween(6, 11);
    assertThat(server.all()).hasSize(5);
    assertThat(seen()).hasSize(5);
  }

  @Test
  void refusedPodsAreOneEventWithTheSameWordsEachTime() {
    server.quota("shop", 0);
    create(20);
    create(20);

    assertThat(requests()).containsExactly("CREATE", "CREATE");
    assertThat(shell.events()).hasSize(2);
    assertThat(shell.events().getFirst())
        .isEqualTo(shell.events().getLast())
        .matches(
            "Warning FailedCreate Error creating: pods \"web-.....\" is forbidden: exceeded quota: .*");
    assertThat(shell.metrics()).containsOnly("CREATE failed");
  }

  @Test
  void saysInTheServersWordsWhyNoPodCanBeMade() {
    server.fail(Faults.script(Verb.CREATE, Fault.FORBIDDEN));

    assertThat(create(1))
        .get()
        .extracting(FailedWrite::message)
        .asString()
        .endsWith("is forbidden: a policy says no");
  }

  @Test
  void saysNothingWhereTheNamespaceIsOnItsWayOut() {
    server.terminateNamespace("shop");

    assertThat(create(5))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.NAMESPACE_TERMINATING);
    assertThat(requests()).hasSize(1);
    assertThat(shell.events()).isEmpty();
  }
}
