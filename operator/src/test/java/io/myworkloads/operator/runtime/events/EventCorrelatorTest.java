package io.myworkloads.operator.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.runtime.events.EventCorrelator.Create;
import io.myworkloads.operator.runtime.events.EventCorrelator.Decision;
import io.myworkloads.operator.runtime.events.EventCorrelator.Patch;
import io.myworkloads.operator.runtime.events.EventCorrelator.Skip;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases are those of client-go's events_cache_test.go, and some of our own. */
class EventCorrelatorTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final ObjectRef SET =
      new ObjectRef("myworkloads.io/v1", "MyReplicaSet", "shop", "web", "uid-1", "7");

  /** Something that happens, so long after the one before it. */
  record Step(Duration later, Occurrence occurrence) {
    Step after(Duration pause) {
      return new Step(pause, occurrence);
    }
  }

  /**
   * @param expected each decision in short: "create", "patch 3", "skip", with "combined" before it
   */
  record Case(String name, List<Step> steps, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("one event", List.of(created("a")), List.of("create")),
        new Case(
            "the same again counts up",
            List.of(failed("quota"), failed("quota"), failed("quota")),
            List.of("create", "patch 2", "patch 3")),
        new Case(
            "a newer version of the object is the same object",
            List.of(failed("quota"), about(failed("quota"), version("8"))),
            List.of("create", "patch 2")),
        new Case(
            "an object of the same name made anew is another",
            List.of(failed("quota"), about(failed("quota"), uid("uid-2"))),
            List.of("create", "create")),
        new Case(
            "another reason is another event",
            List.of(step(EventType.NORMAL, "A", "m"), step(EventType.NORMAL, "B", "m")),
            List.of("create", "create")),
        new Case(
            "the tenth that differs by its message goes on combined, and counts up from there",
            many(12, i -> created("pod-" + i)),
            concat(
                times(9, "create"),
                List.of("combined create"),
                List.of("combined patch 2", "combined patch 3"))),
        new Case(
            "nine messages again and again stay apart",
            many(18, i -> created("pod-" + i % 9)),
            concat(times(9, "create"), times(9, "patch 2"))),
        new Case(
            "after ten minutes of silence they are told apart again",
            concat(
                many(10, i -> created("pod-" + i)),
                List.of(created("pod-10").after(Duration.ofMinutes(11)))),
            concat(times(9, "create"), List.of("combined create"), List.of("create"))),
        new Case(
            "nine minutes are no silence",
            concat(
                many(10, i -> created("pod-" + i)),
                List.of(created("pod-10").after(Duration.ofMinutes(9)))),
            concat(times(9, "create"), List.of("combined create"), List.of("combined patch 2"))),
        new Case(
            "the 26th is not told",
            many(27, i -> failed("quota")),
            concat(List.of("create"), patches(2, 25), List.of("skip", "skip"))),
        new Case(
            "five minutes later one more is, with what was not told counted",
            concat(
                many(27, i -> failed("quota")),
                List.of(failed("quota").after(Duration.ofMinutes(5)), failed("quota"))),
            concat(List.of("create"), patches(2, 25), List.of("skip", "skip", "patch 28", "skip"))),
        new Case(
            "a burst of normal events leaves the warnings their own budget",
            concat(many(30, i -> created("pod-" + i)), List.of(failed("quota"))),
            concat(
                times(9, "create"),
                List.of("combined create"),
                patches(2, 16).stream().map(p -> "combined " + p).toList(),
                times(5, "skip"),
                List.of("create"))),
        new Case(
            "another object has a budget of its own",
            concat(many(26, i -> failed("quota")), List.of(about(failed("quota"), uid("uid-2")))),
            concat(List.of("create"), patches(2, 25), List.of("skip", "create"))),
        new Case(
            "a clock set back neither fills the budget nor empties it",
            concat(
                many(25, i -> failed("quota")),
                List.of(failed("quota").after(Duration.ofHours(-1)))),
            concat(List.of("create"), patches(2, 25), List.of("skip"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decides(Case c) {
    assertThat(run(c.steps()).stream().map(EventCorrelatorTest::inShort)).isEqualTo(c.expected());
  }

  @Test
  void aPatchKeepsNameAndBeginning() {
    List<Decision> decisions = run(List.of(failed("x"), failed("x").after(Duration.ofSeconds(3))));
    EventEntry first = ((Create) decisions.get(0)).entry();
    EventEntry second = ((Patch) decisions.get(1)).entry();
    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.first()).isEqualTo(START);
    assertThat(second.last()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void theCombinedMessageIsTheLatest() {
    List<Decision> decisions = run(many(11, i -> created("pod-" + i)));
    assertThat(((Create) decisions.get(9)).entry().message())
        .isEqualTo("(combined from similar events): Created pod: pod-9");
    assertThat(((Patch) decisions.get(10)).entry().message())
        .isEqualTo("(combined from similar events): Created pod: pod-10");
  }

  @Test
  void namesAreUniqueThoughTheClockStandsStill() {
    List<Decision> decisions = run(List.of(created("a"), created("b")));
    assertThat(decisions.stream().map(d -> ((Create) d).entry().name()))
        .containsExactly("web.1898af4d52654000", "web.1898af4d52654001");
  }

  @Test
  void aLongNameLeavesRoomForTheTime() {
    var longest = new ObjectRef("v1", "Pod", "shop", "n".repeat(253), "u", "1");
    var decision = run(List.of(about(created("a"), longest))).getFirst();
    assertThat(((Create) decision).entry().name()).hasSize(253).endsWith(".1898af4d52654000");
  }

  @Test
  void aLongMessageIsCutBetweenCharacters() {
    var decision = run(List.of(failed("\u20ac".repeat(1000)))).getFirst();
    String message = ((Create) decision).entry().message();
    assertThat(message).endsWith("\u20ac...").doesNotContain("\ufffd");
    assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1020, 1024);
  }

  @Test
  void memoryHasALimit() {
    var correlator = new EventCorrelator();
    Occurrence first = failed("first").occurrence();
    correlator.correlate(first, START);
    IntStream.range(0, EventCorrelator.REMEMBERED)
        .mapToObj(i -> about(failed("x"), uid("other-" + i)).occurrence())
        .forEach(o -> correlator.correlate(o, START));
    assertThat(correlator.correlate(first, START)).isInstanceOf(Create.class);
  }

  private static List<Decision> run(List<Step> steps) {
    var correlator = new EventCorrelator();
    var decisions = new ArrayList<Decision>();
    Instant now = START;
    for (Step step : steps) {
      now = now.plus(step.later());
      decisions.add(correlator.correlate(step.occurrence(), now));
    }
    return decisions;
  }

  private static String inShort(Decision decision) {
    return switch (decision) {
      case Skip() -> "skip";
      case Create(EventEntry entry) -> combined(entry) + "create";
      case Patch(EventEntry entry) -> combined(entry) + "patch " + entry.count();
    };
  }

  private static String combined(EventEntry entry) {
    return entry.message().startsWith(EventCorrelator.COMBINED) ? "combined " : "";
  }

  private static Step created(String pod) {
    return step(EventType.NORMAL, "SuccessfulCreate", "Created pod: " + pod);
  }

  private static Step failed(String why) {
    return step(EventType.WARNING, "FailedCreate", "Error creating: " + why);
  }

  private static Step step(EventType type, String reason, String message) {
    return new Step(
        Duration.ZERO, new Occurrence("myreplicaset-controller", SET, type, reason, message));
  }

  private static Step about(Step step, ObjectRef object) {
    Occurrence o = step.occurrence();
    return new Step(
        step.later(), new Occurrence(o.component(), object, o.type(), o.reason(), o.message()));
  }

  private static ObjectRef version(String resourceVersion) {
    return new ObjectRef(
        "myworkloads.io/v1", "MyReplicaSet", "shop", "web", "uid-1", resourceVersion);
  }

  private static ObjectRef uid(String uid) {
    return new ObjectRef("myworkloads.io/v1", "MyReplicaSet", "shop", "web", uid, "7");
  }

  private static List<Step> many(int count, IntFunction<Step> step) {
    return IntStream.range(0, count).mapToObj(step).toList();
  }

  private static List<String> times(int count, String what) {
    return Collections.nCopies(count, what);
  }

  private static List<String> patches(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "patch " + i).toList();
  }

  @SafeVarargs
  private static <T> List<T> concat(List<T>... lists) {
    var all = new ArrayList<T>();
    for (List<T> list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
