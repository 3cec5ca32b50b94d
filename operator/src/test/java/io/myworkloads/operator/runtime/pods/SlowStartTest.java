package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.myworkloads.operator.sim.DirectExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlowStartTest {
  private final Waiting waiting = new Waiting();
  private final SlowStart slowStart = new SlowStart(waiting);

  /** Begins a task when its result is asked for, and notes how many were there then. */
  private static final class Waiting extends DirectExecutor {
    final List<Integer> sizes = new ArrayList<>();
    int there;

    Waiting() {
      super(new Random(1));
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
      there++;
      return new FutureTask<>(task) {
        @Override
        public T get() throws InterruptedException, ExecutionException {
          sizes.add(there);
          run();
          there--;
          return super.get();
        }
      };
    }
  }

  /**
   * The rows of upstream's TestSlowStartBatch, and more.
   *
   * @param onTheirWay how many there were as each was answered
   */
  record Case(String name, int items, int first, int failsFrom, List<Integer> onTheirWay) {
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
        new Case("two more for each, and the rest", 7, 1, never, List.of(1, 2, 3, 4, 3, 2, 1)),
        new Case("begins with more", 6, 3, never, List.of(3, 4, 4, 3, 2, 1)),
        new Case("the first fails", 10, 1, 0, List.of(1)),
        new Case("the last of the second step fails", 10, 1, 2, List.of(1, 2, 3, 2, 1)),
        new Case("all from the fourth on fail", 10, 1, 3, List.of(1, 2, 3, 4, 3, 2, 1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void beginsTwoMoreForEachThatWentWell(Case c) {
    List<Integer> tried = new ArrayList<>();
    List<Integer> failures =
        slowStart.run(
            IntStream.range(0, c.items()).boxed().toList(),
            c.first(),
            item -> {
              tried.add(item);
              return item >= c.failsFrom() ? Optional.of(item) : Optional.empty();
            });

    int reached = c.onTheirWay().size();
    assertThat(waiting.sizes).isEqualTo(c.onTheirWay());
    assertThat(tried).isEqualTo(IntStream.range(0, reached).boxed().toList());
    assertThat(failures)
        .isEqualTo(IntStream.range(0, reached).filter(i -> i >= c.failsFrom()).boxed().toList());
  }

  @Test
  void doesAllAtOnceWhereTold() {
    assertThat(slowStart.atOnce(List.of(1, 2, 3), item -> Optional.of(item * 10)))
        .containsExactly(10, 20, 30);
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
