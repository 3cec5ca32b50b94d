package io.myworkloads.operator.core.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a MyJob is made for. Its name comes of it, so that it cannot be made twice. */
public sealed interface Run {

  /** A scheduled time. */
  record Scheduled(Instant time) implements Run {}

  /**
   * The wish of a user to have a run now.
   *
   * @param after the token before this one, so that a token may come again; null for the first
   */
  record Triggered(String token, @Nullable String after) implements Run {}
}
