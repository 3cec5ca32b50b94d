package io.myworkloads.operator.runtime.events;

/** Where Events are kept. One try each: when to try again is decided elsewhere. */
interface EventSink {
  /** What became of a write. */
  enum Outcome {
    WRITTEN,
    /** There is no such Event to patch: it expires after an hour, or somebody deleted it. */
    MISSING,
    /** It will not be taken, however often it is sent. */
    REFUSED,
    /** It may be taken later. */
    UNAVAILABLE
  }

  Outcome create(EventEntry entry);

  Outcome patch(EventEntry entry);
}
