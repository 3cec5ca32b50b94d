package io.myworkloads.operator.runtime.events;

/** Tells users about one object. Does not block and does not fail. */
@FunctionalInterface
public interface OwnerEvents {

  /**
   * Something happened.
   *
   * @param reason one word in upper camel case, from a small fixed set
   * @param message for people
   */
  void record(EventType type, String reason, String message);
}
