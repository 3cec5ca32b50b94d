package io.myworkloads.operator.runtime.events;

/**
 * Something that happened to an object, before it is known whether users need to hear of it.
 *
 * @param component who says so: myreplicaset-controller
 */
record Occurrence(
    String component, ObjectRef about, EventType type, String reason, String message) {

  /** client-go's getSpamKey: one budget for a source, an object and a type. */
  Occurrence budgetKey() {
    return new Occurrence(component, about.anyVersion(), type, "", "");
  }

  /** client-go's EventAggregatorByReasonFunc: all that differs is the message. */
  Occurrence similarityKey() {
    return new Occurrence(component, about.anyVersion(), type, reason, "");
  }

  /** client-go's getEventKey: the same thing again. */
  Occurrence identityKey() {
    return new Occurrence(component, about.anyVersion(), type, reason, message);
  }
}
