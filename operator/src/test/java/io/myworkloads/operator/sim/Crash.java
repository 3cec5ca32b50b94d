package io.myworkloads.operator.sim;

/** The operator was killed. Nothing it does after this has any effect. */
public final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("the operator was killed", null, false, false);
  }

  /** Whether a crash is at the root of this. */
  public static boolean causeOf(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof Crash) {
        return true;
      }
    }
    return false;
  }
}
