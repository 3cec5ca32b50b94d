package io.myworkloads.operator.runtime.events;

import java.time.Instant;

/**
 * An Event as it is to stand in the API.
 *
 * @param name of the Event object itself
 * @param message with the prefix of combined events, where it is one
 * @param count how often it happened from {@code first} to {@code last}
 */
record EventEntry(
    String name, Occurrence occurrence, String message, int count, Instant first, Instant last) {

  String namespace() {
    return occurrence.about().namespace();
  }
}
