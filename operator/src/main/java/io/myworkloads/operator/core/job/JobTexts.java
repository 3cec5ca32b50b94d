package io.myworkloads.operator.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kubectl get} shows: the columns of a custom resource are fields of it.
 *
 * <p>upstream: pkg/printers/internalversion/printers.go printJob; apimachinery,
 * pkg/util/duration/duration.go HumanDuration
 */
public final class JobTexts {
  private static final List<String> BEFORE_RUNNING =
      List.of(
          JobConditions.SUSPENDED,
          JobConditions.FAILURE_TARGET,
          JobConditions.SUCCESS_CRITERIA_MET);

  private JobTexts() {}

  /** The condition that matters most, or how it is where none does. */
  public static String phase(JobStatus status, boolean deleting) {
    for (String end : List.of(JobConditions.COMPLETE, JobConditions.FAILED)) {
      if (JobConditions.holds(status.conditions(), end)) {
        return end;
      }
    }
    return deleting
        ? "Terminating"
        : BEFORE_RUNNING.stream()
            .filter(type -> JobConditions.holds(status.conditions(), type))
            .findFirst()
            .orElse("Running");
  }

  /** As {@code 3/5}, or {@code 0/1 of 3} where one of several is enough. */
  public static String completions(JobSpec spec, JobStatus status) {
    if (spec.completions() != null) {
      return status.succeeded() + "/" + spec.completions();
    }
    return status.succeeded() + (spec.parallelism() > 1 ? "/1 of " + spec.parallelism() : "/1");
  }

  /**
   * How long it took; null before its end: a text would be wrong a second after it was written, and
   * the API server reckons with ages only.
   */
  public static @Nullable String duration(JobStatus status) {
    Instant start = status.startTime();
    if (start == null) {
      return null;
    }
    return JobConditions.holding(status.conditions(), JobConditions.COMPLETE)
        .or(() -> JobConditions.holding(status.conditions(), JobConditions.FAILED))
        .map(end -> human(Duration.between(start, end.lastTransition())))
        .orElse(null);
  }

  /** As {@code 37/100, 2 failed}. */
  public static String progress(JobSpec spec, JobStatus status) {
    String succeeded =
        spec.completions() == null
            ? status.succeeded() + " succeeded"
            : status.succeeded() + "/" + spec.completions();
    return status.failed() == 0 ? succeeded : succeeded + ", " + status.failed() + " failed";
  }

  /** In two or three digits of each of at most two units. */
  static String human(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    long years = days / 365;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return two(days, "d", hours % 24, "h");
    }
    if (years < 2) {
      return days + "d";
    }
    return years < 8 ? two(years, "y", days % 365, "d") : years + "y";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }
}
