package io.myworkloads.operator.controller;

import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What follows from the writes of a look, whatever the kind. */
final class Aftermath {
  private static final Logger log = LoggerFactory.getLogger(Aftermath.class);

  /**
   * A write that the watch does not show in this time may have come and gone in a gap of it, and
   * then no event will ever tell.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Failures failures;

  Aftermath(Failures failures) {
    this.failures = failures;
  }

  /**
   * Notes how a plan ended.
   *
   * @param seenAt when it was decided
   * @param actions all of it
   */
  void account(
      PodOwner owner,
      long generation,
      Instant seenAt,
      List<?> actions,
      Optional<FailedWrite> failed) {
    if (failed.isPresent()) {
      FailedWrite write = failed.get();
      failures.failed(owner.uid(), generation, write);
      about(log.atWarn(), owner)
          .addKeyValue("reason", write.reason())
          .addKeyValue("error", write.message())
          .log("Write failed");
      return;
    }
    failures.succeeded(owner.uid(), generation, seenAt);
    if (!actions.isEmpty()) {
      about(log.atDebug(), owner).addKeyValue("actions", actions).log("Plan carried out");
    }
  }

  /**
   * When to look again.
   *
   * @param awaited whether the watch is still to show a write
   * @param decided by the kind's own rules
   */
  static Optional<Duration> lookAgain(boolean awaited, Optional<Duration> decided) {
    return awaited && decided.filter(d -> d.compareTo(PATIENCE) < 0).isEmpty()
        ? Optional.of(PATIENCE)
        : decided;
  }

  /** A log line that says which object it is about. */
  static LoggingEventBuilder about(LoggingEventBuilder line, PodOwner owner) {
    return line.addKeyValue("kind", owner.kind())
        .addKeyValue("namespace", owner.namespace())
        .addKeyValue("name", owner.name())
        .addKeyValue("uid", owner.uid());
  }
}
