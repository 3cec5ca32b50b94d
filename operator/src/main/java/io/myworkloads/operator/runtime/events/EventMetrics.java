package io.myworkloads.operator.runtime.events;

/** Counts events. */
@FunctionalInterface
public interface EventMetrics {

  /** What may become of an event. */
  enum Ending {
    /** The API server has it. */
    SENT,
    /** One of many about the same object: left out on purpose, as client-go does. */
    FILTERED,
    /** More of them than could be written. */
    DROPPED,
    /** The API server did not take it. */
    FAILED
  }

  /** An event has come to its end. */
  void event(Ending ending);
}
