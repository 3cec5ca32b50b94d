package io.myworkloads.e2e.bench;

import java.util.OptionalDouble;

/**
 * A ratio that ought to be reached.
 *
 * @param factor that {@code measured} is of {@code against}
 */
record Goal(String text, Side measured, Side against, Relation relation, double factor) {

  /** One side of the comparison. */
  record Side(String contender, String work, Figure figure) {
    OptionalDouble in(Samples samples) {
      return samples.median(contender, work, figure);
    }
  }

  enum Relation {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** What came out; empty where one side was not measured. */
  OptionalDouble reached(Samples samples) {
    OptionalDouble mine = measured.in(samples);
    OptionalDouble other = against.in(samples);
    return mine.isPresent() && other.isPresent()
        ? OptionalDouble.of(mine.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  boolean met(double ratio) {
    return relation == Relation.AT_LEAST ? ratio >= factor : ratio <= factor;
  }
}
