package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PodDeletionTest extends PodControlFixture {
  @Test
  void deletesPods() {
    Pod a = running("a");
    Pod b = running("b");
    shell.watch().deliverAll();

    assertThat(delete(a, b)).isEmpty();
    assertThat(server.views()).hasSize(2).allMatch(PodView::deleting);
    assertThat(seen()).hasSize(2).allMatch(PodView::deleting);
    assertThat(shell.metrics()).containsExactly("DELETE succeeded", "DELETE succeeded");
    assertThat(shell.events())
        .containsExactlyInAnyOrder(
            "Normal SuccessfulDelete Deleted pod: a", "Normal SuccessfulDelete Deleted pod: b");
  }

  @Test
  void takesAPodThatIsGoneForDeletedAndSaysNothing() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.vanish(a);

    assertThat(delete(a)).isEmpty();
    assertThat(seen()).allMatch(PodView::deleting);
    assertThat(shell.events()).isEmpty();
  }

  @Test
  void leavesThePodAloneThatHasTheNameByNow() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.vanish(a);
    running("a");

    assertThat(delete(a)).isEmpty();
    assertThat(server.views()).singleElement().matches(PodView::active);
    assertThat(seen()).allMatch(PodView::deleting);
    shell.watch().deliverAll();
    assertThat(seen()).singleElement().matches(PodView::active);
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUEST_LOST", "ANSWER_LOST", "SERVER_ERROR", "SERVER_ERROR_AFTERWARDS"})
  void asksAgainForTheSamePodWhereNobodyAnswered(Fault fault) {
    Pod a = running("a");
    running("b");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, fault));

    assertThat(delete(a)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_DELETE);
    assertThat(seen()).filteredOn(PodView::active).extracting(PodView::name).containsExactly("b");

    assertThat(unanswered()).extracting(PodView::name).containsExactly("a");
    assertThat(delete(a)).isEmpty();
    assertThat(server.views())
        .filteredOn(PodView::active)
        .extracting(PodView::name)
        .containsExactly("b");
    assertThat(unanswered()).isEmpty();
  }

  @Test
  void asksNotAgainWhereTheDeletionIsSeen() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, Fault.ANSWER_LOST));
    delete(a);
    shell.watch().deliverAll();
    seen();

    assertThat(unanswered()).isEmpty();
  }

  @Test
  void countsAPodWhoseDeletionWasRefused() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, Fault.THROTTLED));

    assertThat(delete(a)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_DELETE);
    assertThat(seen()).singleElement().matches(PodView::active);
    assertThat(shell.events())
        .containsExactly("Warning FailedDelete Error deleting: too many requests");
  }

  /** Else it would be made a second time. */
  @Test
  void countsAPodWhoseDeletionWasRefusedBeforeItWasSeen() {
    create(1);
    Pod made = server.named("shop", onlyName());
    server.fail(Faults.script(Verb.DELETE, Fault.THROTTLED));
    delete(made);

    assertThat(seen()).singleElement().matches(PodView::active);
  }

  /** The first request may have been heard; to choose another Pod could then cost two. */
  @Test
  void asksAgainForTheSamePodWhereTheSecondRequestWasRefused() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, Fault.ANSWER_LOST, Fault.THROTTLED));
    delete(a);
    delete(a);

    assertThat(seen()).noneMatch(PodView::active);
    assertThat(unanswered()).extracting(PodView::name).containsExactly("a");
  }

  @Test
  void saysWhyAPodIsReplaced() {
    server.add("shop", "web-a", WEB, ME);
    PodView worn =
        PodViewBuilder.pod("web-a")
            .uid(server.views().iterator().next().uid())
            .ownedBy("me")
            .on("n7")
            .restarts(5)
            .build();

    assertThat(carryOut(new PodAction.Replace(worn))).isEmpty();
    assertThat(server.views()).noneMatch(PodView::active);
    assertThat(shell.events())
        .containsExactly(
            "Normal SuccessfulDelete Deleted pod: web-a",
            "Warning ReplacedAfterRestarts Replacing pod web-a: container main was restarted 5 times on node n7");
  }

  @Test
  void saysNothingOfAReplacementThatFailed() {
    Pod pod = running("web-a");
    server.fail(Faults.script(Verb.DELETE, Fault.FORBIDDEN));

    assertThat(carryOut(new PodAction.Replace(PodViews.of(pod))))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.FAILED_DELETE);
    assertThat(shell.events()).noneMatch(event -> event.contains("ReplacedAfterRestarts"));
  }
}
