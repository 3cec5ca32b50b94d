package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.myworkloads.operator.sim.DirectExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlowStartTest {
  private final List<Integer> batches = new ArrayList<>();
  private final SlowStart slowStart = new SlowStart(new Counting(batches));

  /** Notes how many tasks may run at the same time. */
  private static final class Counting extends DirectExecutor {
    private final List<Integer> batches;

    Counting(List<Integer> batches) {
      super(new Random(1));
      this.batches = batches;
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
        throws InterruptedException {
      batches.add(tasks.size());
      return super.invokeAll(tasks);
    }
  }

  /** The rows of upstream's TestSlowStartBatch, and more. */
  record Case(String name, int items, int first, int failsFrom, List<Integer> batches) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    int never = Integer.MAX_VALUE;
    return Stream.of(
        new Case("nothing to do", 0, 1, never, List.of()),
        new Case("one", 1, 1, never, List.of(1)),
        new Case("doubles, and the rest", 10, 1, never, List.of(1, 2, 4, 3)),
        new Case("just as many as batches hold", 7, 1, never, List.of(1, 2, 4)),
        new Case("begins with more", 12, 3, never, List.of(3, 6, 3)),
        new Case("the first fails", 10, 1, 0, List.of(1)),
        new Case("the last of a batch fails", 10, 1, 2, List.of(1, 2)),
        new Case("the first of a batch fails", 10, 1, 3, List.of(1, 2, 4)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batches(Case c) {
    List<Integer> tried = new ArrayList<>();
    List<Integer> failures =
        slowStart.run(
            IntStream.range(0, c.items()).boxed().toList(),
            c.first(),
            item -> {
              tried.add(item);
              return item >= c.failsFrom() ? Optional.of(item) : Optional.empty();
            });

    int reached = c.batches().stream().mapToInt(Integer::intValue).sum();
    assertThat(batches).isEqualTo(c.batches());
    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, reached).boxed().toList());
    assertThat(failures)
        .isEqualTo(IntStream.range(0, reached).filter(i -> i >= c.failsFrom()).boxed().toList());
  }

  @Test
  void doesAllAtOnceWhereTold() {
    assertThat(slowStart.atOnce(List.of(1, 2, 3), item -> Optional.of(item * 10)))
        .containsExactly(10, 20, 30);
    assertThat(batches).containsExactly(3);
  }

  @Test
  void throwsWhatIsNoFailureOfTheServer() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                slowStart.run(
                    List.of(1),
                    1,
                    item -> {
                      throw new IllegalArgumentException("a mistake in the program");
                    }))
        .withCauseInstanceOf(IllegalArgumentException.class);
  }
}
