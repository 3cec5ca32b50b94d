package io.myworkloads.operator.core.daemon;

/**
 * A number, or a part of another.
 *
 * <p>upstream: k8s.io/apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent, rounding up
 */
public sealed interface IntOrPercent {

  /** The number that it is of so many, rounded up. */
  int of(int total);

  /** A number, 0 or more. */
  record Count(int count) implements IntOrPercent {
    @Override
    public int of(int total) {
      return count;
    }
  }

  /** So many of a hundred, 0 to 100. */
  record Percent(int percent) implements IntOrPercent {
    @Override
    public int of(int total) {
      return Math.toIntExact(Math.ceilDiv((long) percent * total, 100));
    }
  }
}
