package io.myworkloads.operator.sim.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One history: which steps are taken, and the chance in each. A step's chance does not depend on
 * the steps before it, so that it stays the same where one of those is left out.
 */
final class History<W extends World> {
  private static final int STEPS = 60;

  private record Taken<W extends World>(Step<? super W> step, long seed) {}

  /**
   * Why a history does not hold.
   *
   * @param story what happened, line by line
   */
  record Failure(Throwable cause, List<String> story) {}

  private final Scenario<W> scenario;
  private final long firstSeed;
  private final long lastSeed;
  private final List<Taken<W>> steps;

  private History(Scenario<W> scenario, long firstSeed, long lastSeed, List<Taken<W>> steps) {
    this.scenario = scenario;
    this.firstSeed = firstSeed;
    this.lastSeed = lastSeed;
    this.steps = steps;
  }

  /** The history of a seed. */
  static <W extends World> History<W> of(Scenario<W> scenario, long seed) {
    var random = new SplittableRandom(seed);
    long first = random.nextLong();
    long last = random.nextLong();
    List<Taken<W>> steps = new ArrayList<>(STEPS);
    for (int i = 0; i < STEPS; i++) {
      Step<? super W> step = scenario.steps().get(random.nextInt(scenario.steps().size()));
      steps.add(new Taken<>(step, random.nextLong()));
    }
    return new History<>(scenario, first, last, steps);
  }

  int length() {
    return steps.size();
  }

  /** The same without some of the steps. */
  History<W> without(int from, int to) {
    List<Taken<W>> rest = new ArrayList<>(steps.subList(0, from));
    rest.addAll(steps.subList(to, steps.size()));
    return new History<>(scenario, firstSeed, lastSeed, rest);
  }

  /** Lets it happen; empty where it holds. */
  Optional<Failure> live(boolean told) {
    W world = scenario.world().get();
    if (told) {
      world.tell();
    }
    try {
      world.reseed(firstSeed);
      scenario.begin().accept(world);
      world.afterStep();
      for (Taken<W> taken : steps) {
        world.reseed(taken.seed());
        taken.step().happen().accept(world);
        world.afterStep();
      }
      world.reseed(lastSeed);
      scenario.end().accept(world);
      world.afterStep();
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(new Failure(e, told ? world.story() : List.of()));
    }
  }
}
