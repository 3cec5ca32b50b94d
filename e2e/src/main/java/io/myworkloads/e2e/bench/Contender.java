package io.myworkloads.e2e.bench;

import java.util.List;

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
   * @param controllers upstream's names of those that are asked for
   */
  ContenderProcess start(List<String> controllers);

  /** A kind of the API. */
  record Kind(String apiVersion, String kind) {}
}
