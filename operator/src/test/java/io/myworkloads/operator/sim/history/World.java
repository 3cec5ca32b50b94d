package io.myworkloads.operator.sim.history;

import java.util.List;

/** That in which a history takes place. */
public interface World {

  /** All chance from now on follows from this. */
  void reseed(long seed);

  /** Comes after each step; throws {@link AssertionError} where it violated a property. */
  void afterStep();

  /** From now on, what happens is told by {@link #story}. */
  void tell();

  /** What happened, line by line. */
  List<String> story();
}
