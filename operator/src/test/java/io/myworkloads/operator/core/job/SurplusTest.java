package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.PodOfJob.pending;
import static io.myworkloads.operator.core.job.PodOfJob.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestSortingActivePods and TestAppendDuplicatedIndexPodsForRemoval. */
class SurplusTest {
  /**
   * @param pods in the order in which they go
   */
  record Order(String name, List<PodOfJob> pods) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Order order(String name, PodOfJob... pods) {
    return new Order(name, List.of(pods));
  }

  static Stream<Order> orders() {
    return Stream.of(
        order(
            "on no node before on one",
            running("b").with(PodViewBuilder::unassigned),
            pending("a")),
        order("pending before running", pending("b"), running("a").with(PodViewBuilder::notReady)),
        order(
            "unknown before running",
            running("b").with(p -> p.phase(PodPhase.UNKNOWN)),
            running("a").with(PodViewBuilder::notReady)),
        order("not ready before ready", running("b").with(PodViewBuilder::notReady), running("a")),
        order(
            "ready for a shorter time, to the second",
            running("b").with(p -> p.readyFor("99s")),
            running("a").with(p -> p.readyFor("100s"))),
        order(
            "ready nobody knows since when",
            running("b").with(p -> p.readySince(null)),
            running("a").with(p -> p.readyFor("1s"))),
        order(
            "more restarts",
            running("b").with(p -> p.restarts(2)),
            running("a").with(p -> p.restarts(1))),
        order(
            "more restarts of sidecars",
            running("b").with(p -> p.sidecarRestarts(2)),
            running("a")),
        order(
            "younger, to the second",
            running("b").with(p -> p.aged("99s")),
            running("a").with(p -> p.aged("100s"))),
        order(
            "nobody's word counts",
            running("a").with(p -> p.cost(100)),
            running("b").with(p -> p.cost(-100))));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void goes(Order c) {
    List<PodView> pods = c.pods().stream().map(PodOfJob::build).toList();
    assertThat(Surplus.all(pods.reversed())).containsExactlyElementsOf(pods);
  }

  /**
   * @param pods as {@code a0 b0}: name and index, {@code -} for none
   * @param go the names of those that go
   */
  record Case(String name, int completions, int atLeast, String pods, String go) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("none", 3, 0, "a0 b1 c2", ""),
        new Case("none there", 3, 0, "", ""),
        new Case("all the same", 3, 0, "a1 b1 c1", "a b"),
        new Case("two of each", 3, 0, "a0 b1 c0 d1", "a b"),
        new Case("without an index", 3, 0, "a- b1 c-", "a c"),
        new Case("beyond the last", 2, 0, "a0 b2 c3 d1", "b c"),
        new Case("as many as must go", 3, 2, "a0 b1 c2", "a b"),
        new Case("the superfluous ones are among them", 3, 2, "a0 b1 c1 d2", "a b"),
        new Case("more are superfluous than must go", 3, 1, "a1 b1 c1", "a b"),
        new Case("no more than there are", 3, 9, "a0 b1", "a b"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void choosesOfIndexes(Case c) {
    List<PodView> pods =
        c.pods().isEmpty()
            ? List.of()
            : Arrays.stream(c.pods().split(" ")).map(SurplusTest::pod).toList();
    JobSpec spec = JobBuilder.indexed(c.completions(), 9).spec();
    assertThat(Surplus.of(spec, pods, c.atLeast()))
        .extracting(PodView::name)
        .containsExactlyInAnyOrder(c.go().isEmpty() ? new String[0] : c.go().split(" "));
  }

  private static PodView pod(String text) {
    PodOfJob pod = running(text.substring(0, 1));
    return (text.endsWith("-") ? pod : pod.index(Integer.parseInt(text.substring(1)))).build();
  }
}
