package io.myworkloads.operator.core.revisions;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.pods.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The current template has the content {@code now}; a revision is called by its hash. */
class RevisionHistoryTest {
  private static final String ME = "me";

  /** The owner's revision of a template. */
  private static RevisionView revision(String hash, long number, String content) {
    return revision(
        hash, number, content, ME, Map.of("app", "web", "controller-revision-hash", hash));
  }

  private static RevisionView revision(
      String hash,
      long number,
      String content,
      @Nullable String owner,
      Map<String, String> labels) {
    ControllerRef controller =
        owner == null ? null : new ControllerRef("myworkloads.io/v1", "MyDaemonSet", "web", owner);
    return new RevisionView(
        "uid-of-" + hash,
        PodViewBuilder.NAMESPACE,
        hash,
        labels,
        controller,
        false,
        number,
        content);
  }

  private static RevisionView deleting(RevisionView of) {
    return new RevisionView(
        of.uid(),
        of.namespace(),
        of.name(),
        of.labels(),
        of.controller(),
        true,
        of.revision(),
        of.content());
  }

  private static PodView podOf(String name, String hash) {
    return pod(name).ownedBy(ME).label("controller-revision-hash", hash).build();
  }

  /**
   * Revisions and what is done about them.
   *
   * @param actions such as {@code create 2, renumber a 3, delete b}
   */
  record Case(String name, List<RevisionView> revisions, List<PodView> pods, String actions) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, String actions, RevisionView... revisions) {
    return new Case(name, Arrays.asList(revisions), List.of(), actions);
  }

  static Stream<Case> histories() {
    Map<String, String> web = Map.of("app", "web");
    Map<String, String> db = Map.of("app", "db");
    return Stream.of(
        of("the first template", "create 1"),
        of("nothing changed", "", revision("a", 1, "now")),
        of("the second template", "create 2", revision("a", 1, "before")),
        of(
            "the number is one more than the highest",
            "create 10",
            revision("a", 3, "x"),
            revision("b", 9, "y")),
        of(
            "back to an old one: it is the latest now",
            "renumber a 3",
            revision("a", 1, "now"),
            revision("b", 2, "before")),
        of("the current is the latest", "", revision("a", 1, "before"), revision("b", 2, "now")),
        of(
            "two of the current template: the later stays",
            "delete a",
            revision("a", 1, "now"),
            revision("b", 2, "now")),
        of(
            "two of the current template and a later one of another",
            "delete a, renumber b 4",
            revision("a", 1, "now"),
            revision("b", 2, "now"),
            revision("c", 3, "before")),
        new Case(
            "their Pods go with them, and others' do not",
            List.of(revision("a", 2, "now"), revision("b", 3, "now"), revision("c", 1, "before")),
            List.of(podOf("pa", "a"), podOf("pb", "b"), podOf("pc", "c")),
            "relabel pa to b, delete a"),
        of(
            "an orphan is adopted",
            "adopt a",
            revision("a", 1, "now", null, Map.of("app", "web", "controller-revision-hash", "a"))),
        of("another's is left alone", "create 1", revision("a", 1, "now", "you", web)),
        of(
            "an orphan with other labels is left alone",
            "create 1",
            revision("a", 1, "now", null, db)),
        of(
            "its own with other labels is let go",
            "release a, create 1",
            revision("a", 1, "now", ME, db)),
        of(
            "an orphan that is deleted is left alone",
            "create 1",
            deleting(revision("a", 1, "now", null, web))),
        of("one without a hash is called by its name", "label a", revision("a", 1, "now", ME, web)),
        of(
            "one that is deleted already",
            "",
            deleting(revision("a", 1, "now")),
            revision("b", 2, "now")));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void settles(Case c) {
    assertThat(
            history(c.revisions()).settle(c.pods()).stream()
                .map(RevisionHistoryTest::text)
                .collect(Collectors.joining(", ")))
        .isEqualTo(c.actions());
  }

  /**
   * Old revisions beside the current one, and which of them are too many.
   *
   * @param pods the hashes of Pods
   */
  record Surplus(String name, int limit, List<RevisionView> old, String pods, String surplus) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Surplus> surpluses() {
    List<RevisionView> three =
        List.of(revision("c", 3, "z"), revision("a", 1, "x"), revision("b", 2, "y"));
    return Stream.of(
        new Surplus("as many as are kept", 3, three, "", ""),
        new Surplus("fewer", 10, three, "", ""),
        new Surplus("the oldest goes", 2, three, "", "a"),
        new Surplus("none are kept", 0, three, "", "a b c"),
        new Surplus("one with Pods stays, and counts", 2, three, "a", "b"),
        new Surplus("all with Pods stay", 0, three, "a b c", ""),
        new Surplus("Pods of the current one do not matter", 2, three, "now", "a"),
        new Surplus(
            "one that is deleted already",
            2,
            List.of(deleting(three.get(1)), three.get(0), three.get(2)),
            "",
            ""));
  }

  @ParameterizedTest
  @MethodSource("surpluses")
  void findsTheSurplus(Surplus c) {
    List<PodView> pods =
        Stream.of(c.pods().split(" ")).map(hash -> podOf("pod-of-" + hash, hash)).toList();
    List<RevisionView> all =
        Stream.concat(Stream.of(revision("now", 9, "now")), c.old().stream()).toList();

    assertThat(
            history(all).surplus(pods, c.limit()).stream()
                .map(RevisionView::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(c.surplus());
  }

  /** A wish and what becomes of it; the history is a 1, b 2, c 3, of which c is current. */
  record Wish(String name, long revision, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Wish> wishes() {
    return Stream.of(
        new Wish("an old one", 1, "to a"),
        new Wish("the one before", 0, "to b"),
        new Wish("the current one", 3, "unchanged c"),
        new Wish(
            "one that is not there",
            7,
            "Unable to find the revision to rollback to: there is no revision 7."));
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void rollsBack(Wish c) {
    List<RevisionView> all =
        List.of(revision("a", 1, "x"), revision("b", 2, "y"), revision("c", 3, "now"));

    assertThat(text(Rollback.of(history(all), c.revision()))).isEqualTo(c.answer());
  }

  static Stream<Wish> wishesWithoutHistory() {
    return Stream.of(
        new Wish(
            "the one before",
            0,
            "Unable to find the revision to rollback to: there is no earlier one."),
        new Wish("the current one", 1, "unchanged a"));
  }

  @ParameterizedTest
  @MethodSource("wishesWithoutHistory")
  void doesNotRollBackToNothing(Wish c) {
    assertThat(text(Rollback.of(history(List.of(revision("a", 1, "now"))), c.revision())))
        .isEqualTo(c.answer());
  }

  @Test
  void doesNotRollBackToARevisionThatIsOnItsWayOut() {
    RevisionHistory history =
        history(
            List.of(
                revision("a", 1, "x"), deleting(revision("b", 2, "y")), revision("c", 3, "now")));

    assertThat(text(Rollback.of(history, 0))).isEqualTo("to " + revision("a", 1, "x").name());
    assertThat(text(Rollback.of(history, 2)))
        .isEqualTo("Unable to find the revision to rollback to: there is no revision 2.");
  }

  @Test
  void aRevisionWithoutALabelIsCalledAsItsOwnerNamedIt() {
    RevisionView lost = revision("web-7x", 1, "now", ME, Map.of("app", "web"));
    assertThat(lost.hash()).isEqualTo("7x");
  }

  private static RevisionHistory history(List<RevisionView> revisions) {
    return RevisionHistory.of(
        new Owner(ME, PodViewBuilder.NAMESPACE, false),
        Selector.of(Map.of("app", "web"), List.of()),
        "now",
        revisions);
  }

  private static String text(Rollback rollback) {
    return switch (rollback) {
      case Rollback.To to -> "to " + to.revision().name();
      case Rollback.Unchanged unchanged -> "unchanged " + unchanged.revision().name();
      case Rollback.NotFound notFound -> notFound.message();
    };
  }

  private static String text(RevisionAction action) {
    return switch (action) {
      case RevisionAction.Adopt adopt -> "adopt " + adopt.revision().name();
      case RevisionAction.Release release -> "release " + release.revision().name();
      case RevisionAction.Label label -> "label " + label.revision().name();
      case RevisionAction.Create create -> "create " + create.revision();
      case RevisionAction.Renumber renumber ->
          "renumber " + renumber.revision().name() + " " + renumber.number();
      case RevisionAction.Relabel relabel ->
          "relabel "
              + relabel.pods().stream().map(PodView::name).collect(Collectors.joining(" "))
              + " to "
              + relabel.hash();
      case RevisionAction.Delete delete ->
          "delete "
              + delete.revisions().stream()
                  .map(RevisionView::name)
                  .collect(Collectors.joining(" "));
    };
  }
}
