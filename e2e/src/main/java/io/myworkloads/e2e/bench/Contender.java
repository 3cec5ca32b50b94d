package io.myworkloads.e2e.bench;

/** Who competes: a controller that runs as a process of its own, in a container. */
interface Contender {

  /** A word for tables and files. */
  String name();

  /** What it is, for people. */
  String description();

  /** Its version of a kind. */
  Kind kind(Kind builtIn);

  /** How its metrics of reconciles spell its version of a kind. */
  String metricsName(Kind kind);

  /** Whether it gets one round with less work, because all of it would take minutes. */
  boolean slow();

  /**
   * Starts it.
   *
   * @param controller upstream's name of the controller that is asked for
   */
  ContenderProcess start(String controller);

  /** A kind of the API. */
  record Kind(String apiVersion, String kind) {}
}
