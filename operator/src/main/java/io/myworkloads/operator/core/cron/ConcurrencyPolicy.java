package io.myworkloads.operator.core.cron;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a run while earlier ones have not ended.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob
 *
 * @param kind {@code spec.concurrencyPolicy}
 * @param most {@code spec.maxConcurrentJobs}; null for any number
 */
public record ConcurrencyPolicy(Kind kind, @Nullable Integer most) {

  /** The values of {@code spec.concurrencyPolicy}. */
  public enum Kind {
    ALLOW,
    FORBID,
    REPLACE
  }

  /**
   * What may be done of what is due.
   *
   * @param replace active MyJobs to be deleted first
   * @param start runs to start, in this order
   * @param held the first that waits for the end of others; empty where none does
   */
  record Verdict(List<ActiveJob> replace, List<Run> start, Optional<Held> held) {
    private static final Verdict NOTHING = new Verdict(List.of(), List.of(), Optional.empty());
  }

  /** A run that waits, and why. */
  record Held(Run run, String why) {}

  /**
   * Judges.
   *
   * @param active those whose end is not accounted for
   * @param due what is to be started, the most urgent first
   */
  Verdict judge(List<ActiveJob> active, List<Run> due) {
    if (due.isEmpty()) {
      return Verdict.NOTHING;
    }
    return switch (kind) {
      case ALLOW -> limited(active.size(), due, most == null ? Integer.MAX_VALUE : most);
      case FORBID -> limited(active.size(), due, 1);
      // each would replace the one before it, at once
      case REPLACE -> new Verdict(active, List.of(due.getLast()), Optional.empty());
    };
  }

  private Verdict limited(int active, List<Run> due, int most) {
    int free = Math.clamp((long) most - active, 0, due.size());
    return new Verdict(
        List.of(),
        due.subList(0, free),
        due.stream().skip(free).findFirst().map(run -> new Held(run, why())));
  }

  private String why() {
    return kind == Kind.FORBID
        ? "Not starting job because prior execution is running and concurrency policy is Forbid"
        : "Not starting job because prior executions are running, and spec.maxConcurrentJobs is "
            + most;
  }
}
