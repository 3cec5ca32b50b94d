package io.myworkloads.e2e.bench;

import java.util.OptionalDouble;

/**
 * A ratio that ought to be reached.
 *
 * @param factor that {@code measured} is of {@code against}
 */
record Goal(String text, Side measured, Against against, Relation relation, double factor) {

  /** What is compared with. */
  sealed interface Against {
    OptionalDouble in(Samples samples);
  }

  /** One side of a comparison. */
  record Side(String contender, String work, Figure figure) implements Against {
    @Override
    public OptionalDouble in(Samples samples) {
      return samples.median(contender, work, figure);
    }
  }

  /** A number in the figure's unit. */
  record Fixed(double value) implements Against {
    @Override
    public OptionalDouble in(Samples samples) {
      return OptionalDouble.of(value);
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

  /** A goal of our operator against upstream's controller without limits, at the same work. */
  static Goal ofLifted(String text, String work, Figure figure, Relation relation, double factor) {
    return new Goal(
        text, new Side("ours", work, figure), new Side("lifted", work, figure), relation, factor);
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
