package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.ManualClock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Each test tells the order in which answers and events came: {@code wrote} is an answer, the
 * arguments of {@code seen} are what the store shows by then.
 */
class ExpectationsTest {
  private static final PodView MINE = pod("a").uid("a").ownedBy("me").unassigned().build();
  private static final PodView ORPHAN = pod("a").uid("a").build();

  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private int expired;
  private final Expectations expectations = new Expectations(clock, () -> expired++);

  private Collection<PodView> seen(long version, StoredPod... stored) {
    return expectations.over("me", version, List.of(stored));
  }

  private static StoredPod at(long version, PodView pod) {
    return new StoredPod(pod, version);
  }

  @Test
  void leavesTheStoreAsItIsWhereNothingIsExpected() {
    assertThat(seen(9, at(5, MINE))).containsExactly(MINE);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void countsACreatedPodBeforeItIsSeen() {
    expectations.wrote("me", at(5, MINE));

    assertThat(seen(4)).containsExactly(MINE);
    assertThat(seen(4)).containsExactly(MINE);
    assertThat(expectations.outstanding()).isEqualTo(1);
  }

  @Test
  void countsACreatedPodOnceWhenItIsSeen() {
    expectations.wrote("me", at(5, MINE));

    assertThat(seen(5, at(5, MINE))).containsExactly(MINE);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void believesTheStoreOnceItIsNewer() {
    expectations.wrote("me", at(5, MINE));
    PodView running = pod("a").uid("a").ownedBy("me").build();

    assertThat(seen(7, at(7, running))).containsExactly(running);
  }

  @Test
  void believesTheStoreWhereTheEventCameBeforeTheAnswer() {
    PodView running = pod("a").uid("a").ownedBy("me").build();
    seen(7, at(7, running));
    expectations.wrote("me", at(5, MINE));

    assertThat(seen(7, at(7, running))).containsExactly(running);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void countsNotAPodThatCameAndWentBeforeTheAnswer() {
    expectations.wrote("me", at(5, MINE));

    assertThat(seen(6)).isEmpty();
    assertThat(expectations.outstanding()).isZero();
  }

  /** A list shows a Pod before it is over, and with it before anything is known to be missing. */
  @Test
  void believesAPodOfAListThatIsNotOver() {
    expectations.wrote("me", at(5, MINE));

    assertThat(seen(2, at(5, MINE))).containsExactly(MINE);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void takesADeletedPodForDeleting() {
    expectations.deleted("me", MINE);

    assertThat(seen(5, at(5, MINE))).containsExactly(MINE.asDeleting());
    assertThat(seen(9, at(5, MINE))).containsExactly(MINE.asDeleting());
    assertThat(expectations.outstanding()).isEqualTo(1);
  }

  @Test
  void believesTheStoreOnceItShowsTheDeletion() {
    expectations.deleted("me", MINE);
    PodView failed = pod("a").uid("a").ownedBy("me").failed().deleting().build();

    assertThat(seen(6, at(6, failed))).containsExactly(failed);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void believesTheStoreOnceThePodIsGone() {
    expectations.deleted("me", MINE);

    assertThat(seen(6)).isEmpty();
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void takesForDeletingAPodThatChangedOtherwiseSince() {
    expectations.deleted("me", MINE);
    PodView running = pod("a").uid("a").ownedBy("me").build();

    assertThat(seen(8, at(8, running))).containsExactly(running.asDeleting());
  }

  @Test
  void takesForDeletingAPodThatWasDeletedBeforeItWasSeen() {
    expectations.wrote("me", at(5, MINE));
    expectations.deleted("me", MINE);

    assertThat(seen(4)).as("neither seen").containsExactly(MINE.asDeleting());
    assertThat(seen(5, at(5, MINE))).as("creation seen").containsExactly(MINE.asDeleting());
    assertThat(seen(6, at(6, MINE.asDeleting()))).containsExactly(MINE.asDeleting());
    assertThat(seen(7)).isEmpty();
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void countsNotAPodThatWasDeletedAndGoneBeforeItWasSeen() {
    expectations.wrote("me", at(5, MINE));
    expectations.deleted("me", MINE);

    assertThat(seen(7)).isEmpty();
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void asksAgainForADeletionThatNobodyAnswered() {
    expectations.deletionUnknown("me", MINE);

    assertThat(seen(5, at(5, MINE))).containsExactly(MINE.asDeleting());
    assertThat(expectations.unknownDeletions("me")).containsExactly(MINE);
    expectations.deleted("me", MINE);
    assertThat(expectations.unknownDeletions("me")).isEmpty();
    assertThat(seen(5, at(5, MINE))).containsExactly(MINE.asDeleting());
  }

  @Test
  void asksNotAgainForADeletionThatIsSeen() {
    expectations.deletionUnknown("me", MINE);

    assertThat(seen(6, at(6, MINE.asDeleting()))).containsExactly(MINE.asDeleting());
    assertThat(expectations.unknownDeletions("me")).isEmpty();
  }

  @Test
  void asksNotAgainForTheDeletionOfAPodThatIsGone() {
    expectations.deletionUnknown("me", MINE);

    assertThat(seen(6)).isEmpty();
    assertThat(expectations.unknownDeletions("me")).isEmpty();
  }

  @Test
  void asksNotAgainForTheDeletionOfAPodThatWasReleasedSince() {
    expectations.deletionUnknown("me", MINE);

    assertThat(seen(6, at(6, ORPHAN))).containsExactly(ORPHAN);
    assertThat(expectations.unknownDeletions("me")).isEmpty();
  }

  @Test
  void asksAgainForTheDeletionOfAnAdoptedPodBeforeTheAdoptionIsSeen() {
    expectations.wrote("me", at(6, MINE));
    expectations.deletionUnknown("me", MINE);

    assertThat(seen(5, at(5, ORPHAN))).containsExactly(MINE.asDeleting());
    assertThat(expectations.unknownDeletions("me")).containsExactly(MINE);
  }

  @Test
  void knowsADeletionThatWasAnsweredFromOneThatWasNot() {
    expectations.deleted("me", MINE);
    expectations.deletionUnknown("me", MINE);

    assertThat(expectations.unknownDeletions("me")).isEmpty();
  }

  @Test
  void countsAnAdoptedPodAsOwnedBeforeTheAdoptionIsSeen() {
    expectations.wrote("me", at(6, MINE));

    assertThat(seen(5, at(5, ORPHAN))).containsExactly(MINE);
    assertThat(seen(6, at(6, MINE))).containsExactly(MINE);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void countsAReleasedPodAsOrphanBeforeTheReleaseIsSeen() {
    expectations.wrote("me", at(6, ORPHAN));

    assertThat(seen(5, at(5, MINE))).containsExactly(ORPHAN);
    assertThat(seen(6)).as("another owner has it").isEmpty();
  }

  private Collection<PodView> seenByAnother(long version, StoredPod... stored) {
    return expectations.ownedBy("me", version, List.of(stored));
  }

  @Test
  void showsAnotherWhatWasWritten() {
    PodView b = pod("b").uid("b").ownedBy("me").build();
    PodView c = pod("c").uid("c").ownedBy("me").build();
    expectations.wrote("me", at(5, MINE));
    expectations.deleted("me", b);
    expectations.wrote("me", at(6, pod("c").uid("c").build()));

    assertThat(seenByAnother(4, at(3, b), at(4, c)))
        .as("one made, one asked to go, one released")
        .containsExactlyInAnyOrder(MINE, b.asDeleting());
    assertThat(seenByAnother(6)).as("all gone since").isEmpty();
  }

  /** Who is at work on the owner may have asked an older store than the other. */
  @Test
  void dropsNothingThatAnotherSees() {
    expectations.wrote("me", at(5, MINE));

    assertThat(seenByAnother(5, at(5, MINE))).containsExactly(MINE);
    assertThat(seen(4)).containsExactly(MINE);
  }

  @Test
  void dropsAfterFiveMinutesWhatIsNotMet() {
    expectations.wrote("me", at(5, MINE));
    clock.advance(Expectations.TIMEOUT);
    assertThat(seen(4)).containsExactly(MINE);
    assertThat(expired).isZero();

    clock.advance(Duration.ofMillis(1));
    assertThat(seen(4)).isEmpty();
    assertThat(seen(4)).isEmpty();
    assertThat(expired).as("told once").isEqualTo(1);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void dropsAfterFiveMinutesADeletionThatIsNotMet() {
    expectations.deleted("me", MINE);
    clock.advance(Expectations.TIMEOUT.plusMillis(1));

    assertThat(seen(9, at(5, MINE))).containsExactly(MINE);
    assertThat(expired).isEqualTo(1);
  }

  /** Else its Pod would be counted once more. */
  @Test
  void keepsAFinalizerOffUntilTheStoreShowsIt() {
    PodView tracked = ended(true);
    PodView counted = ended(false);
    expectations.wrote("me", at(5, counted));
    clock.advance(Duration.ofHours(1));

    assertThat(seen(4, at(4, tracked))).containsExactly(counted);
    assertThat(expired).isZero();
    assertThat(seen(5, at(5, counted))).containsExactly(counted);
    assertThat(expectations.outstanding()).isZero();
  }

  @Test
  void dropsAFinalizerThatWasTakenOffAPodThatTheStoreDoesNotHave() {
    expectations.wrote("me", at(5, ended(false)));
    clock.advance(Expectations.TIMEOUT.plusMillis(1));

    assertThat(seen(4)).isEmpty();
    assertThat(expired).isEqualTo(1);
  }

  private static PodView ended(boolean tracked) {
    PodRun run =
        new PodRun(tracked, PodRun.NO_INDEX, 0, 0, PodViewBuilder.NOW, 0, List.of(), Map.of());
    return pod("a").uid("a").ownedBy("me").phase(PodPhase.SUCCEEDED).run(run).build();
  }

  /** What the server does not have does not come back. */
  @Test
  void keepsAPodGoneUntilTheStoreShowsIt() {
    expectations.gone("me", MINE);
    clock.advance(Duration.ofHours(1));

    assertThat(seen(4, at(4, MINE))).isEmpty();
    assertThat(expired).isZero();
    assertThat(seen(5)).isEmpty();
    assertThat(expectations.outstanding()).isZero();
  }

  /** Else a deletion that is refused for good would hold up all that the owner needs. */
  @Test
  void asksForADeletionForFiveMinutesAtMost() {
    expectations.deletionUnknown("me", MINE);
    clock.advance(Duration.ofMinutes(3));
    expectations.deletionUnknown("me", MINE);
    clock.advance(Duration.ofMinutes(3));

    assertThat(seen(9, at(5, MINE))).containsExactly(MINE);
    assertThat(expectations.unknownDeletions("me")).isEmpty();
    assertThat(expired).isEqualTo(1);
  }

  @Test
  void tellsNotOfWhatIsMetLate() {
    expectations.wrote("me", at(5, MINE));
    clock.advance(Duration.ofMinutes(6));

    assertThat(seen(5, at(5, MINE))).containsExactly(MINE);
    assertThat(expired).isZero();
  }

  @Test
  void keepsNamesInTheirOrder() {
    expectations.keepName("me", "", "web-b");
    expectations.keepName("me", "", "web-a");
    expectations.keepName("me", "", "web-c");
    expectations.keepName("me", "", "web-b");

    assertThat(expectations.keptNames("me", "", 2)).containsExactly("web-b", "web-a");
    assertThat(expectations.keptNames("me", "", 9)).containsExactly("web-b", "web-a", "web-c");
    assertThat(expectations.keptNames("you", "", 9)).isEmpty();
  }

  @Test
  void keepsANameUntilThePodIsMade() {
    expectations.keepName("me", "", "a");
    expectations.wrote("me", at(5, MINE));

    assertThat(expectations.keptNames("me", "", 1)).isEmpty();
  }

  @Test
  void keepsANameUntilThePodIsSeen() {
    expectations.keepName("me", "", "a");
    expectations.keepName("me", "", "b");
    seen(5, at(5, MINE));

    assertThat(expectations.keptNames("me", "", 9)).containsExactly("b");
  }

  @Test
  void keepsANameThatAnOrphanHas() {
    expectations.keepName("me", "", "a");
    seen(5, at(5, ORPHAN));

    assertThat(expectations.keptNames("me", "", 9)).containsExactly("a");
  }

  @Test
  void dropsANameThatIsSomebodyElses() {
    expectations.keepName("me", "", "a");
    expectations.dropName("me", "a");

    assertThat(expectations.keptNames("me", "", 9)).isEmpty();
  }

  @Test
  void keepsTheExpectationsOfOwnersApart() {
    expectations.wrote("you", at(5, MINE));
    expectations.deletionUnknown("you", MINE);

    assertThat(seen(4)).isEmpty();
    assertThat(expectations.unknownDeletions("me")).isEmpty();
  }

  @Test
  void forgetsWithTheOwner() {
    expectations.wrote("me", at(5, MINE));
    expectations.keepName("me", "", "b");
    expectations.deletionUnknown("me", MINE);
    expectations.forget("me");

    assertThat(seen(4)).isEmpty();
    assertThat(expectations.keptNames("me", "", 9)).isEmpty();
    assertThat(expectations.unknownDeletions("me")).isEmpty();
    assertThat(expectations.outstanding()).isZero();
  }
}
