package io.myworkloads.operator.sim.history;

import io.myworkloads.operator.sim.history.History.Failure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tries many histories of a scenario, on all cores, and tells of the first that does not hold: what
 * happened in it, as few steps as will do, and how to see it again.
 *
 * <p>{@code -Dsimulation.histories=N} tries so many in all, {@code -Dsimulation.seed=S} the one of
 * that seed.
 */
public final class Simulation {
  /** Of all scenarios of a kind together, so that the tests stay quick. */
  private static final long USUAL_HISTORIES = 10_000;

  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private Simulation() {}

  /**
   * Tries a scenario.
   *
   * @param shares of the histories that are asked for; the scenario gets one
   */
  public static <W extends World> void run(Scenario<W> scenario, int shares) {
    Long seed = Long.getLong("simulation.seed");
    long all = Long.getLong("simulation.histories", USUAL_HISTORIES);
    failure(scenario, seed == null ? 0 : seed, seed == null ? Math.ceilDiv(all, shares) : 1)
        .ifPresent(
            error -> {
              throw error;
            });
  }

  /** The failure of the first history that does not hold, of so many from a seed on. */
  public static <W extends World> Optional<AssertionError> failure(
      Scenario<W> scenario, long first, long count) {
    return firstFailing(scenario, first, first + count).map(seed -> error(scenario, seed));
  }

  /** The lowest seed below the limit whose history does not hold. */
  private static <W extends World> Optional<Long> firstFailing(
      Scenario<W> scenario, long first, long limit) {
    var next = new AtomicLong(first);
    var found = new AtomicLong(Long.MAX_VALUE);
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        cores.execute(() -> tryAll(scenario, next, limit, found));
      }
      report(scenario, next, limit, cores);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return found.get() == Long.MAX_VALUE ? Optional.empty() : Optional.of(found.get());
  }

  private static <W extends World> void tryAll(
      Scenario<W> scenario, AtomicLong next, long limit, AtomicLong found) {
    for (long seed = next.getAndIncrement();
        seed < Math.min(limit, found.get());
        seed = next.getAndIncrement()) {
      if (History.of(scenario, seed).live(false).isPresent()) {
        found.accumulateAndGet(seed, Math::min);
      }
    }
  }

  private static void report(
      Scenario<?> scenario, AtomicLong next, long limit, ExecutorService cores)
      throws InterruptedException {
    long begin = System.nanoTime();
    cores.shutdown();
    while (!cores.awaitTermination(BETWEEN_REPORTS.toMillis(), TimeUnit.MILLISECONDS)) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%s: %,d of %,d histories, %,.0f a second%n",
          scenario.test(), next.get(), limit, next.get() / seconds);
    }
  }

  private static <W extends World> AssertionError error(Scenario<W> scenario, long seed) {
    History<W> whole = History.of(scenario, seed);
    History<W> shortest = shortened(whole);
    Failure failure = shortest.live(true).orElseThrow();
    return new AssertionError(
        """
        seed %d: %s
        %d of its %d steps are enough:
        %s
        To see it again: make simulate TEST='%s' SEED=%d"""
            .formatted(
                seed,
                Objects.requireNonNullElse(
                    failure.cause().getMessage(), failure.cause().toString()),
                shortest.length(),
                whole.length(),
                String.join("\n", failure.story()),
                scenario.test(),
                seed),
        failure.cause());
  }

  /** Leaves out ever smaller parts, as long as what is left does not hold either. */
  private static <W extends World> History<W> shortened(History<W> failing) {
    History<W> shortest = failing;
    for (int size = failing.length() / 2; size > 0; size /= 2) {
      int from = 0;
      while (from < shortest.length()) {
        History<W> candidate = shortest.without(from, Math.min(from + size, shortest.length()));
        if (candidate.live(false).isPresent()) {
          shortest = candidate;
        } else {
          from += size;
        }
      }
    }
    return shortest;
  }
}
