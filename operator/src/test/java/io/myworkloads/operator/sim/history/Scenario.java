package io.myworkloads.operator.sim.history;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One sort of histories: how they begin, what may happen, and how they end.
 *
 * @param test by which the histories are tried, as {@code Class#method}
 * @param world makes one that nothing has happened in
 * @param begin puts into it what is there at first, and says what must hold at every moment
 * @param steps what may happen, the more often the more often it is in the list
 * @param end checks what must hold at the end; throws {@link AssertionError} where it does not
 */
public record Scenario<W extends World>(
    String test,
    Supplier<W> world,
    Consumer<W> begin,
    List<Step<? super W>> steps,
    Consumer<W> end) {

  public Scenario {
    steps = List.copyOf(steps);
  }
}
