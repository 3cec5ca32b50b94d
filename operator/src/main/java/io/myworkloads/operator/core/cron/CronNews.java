package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.cron.ConcurrencyPolicy.Verdict;
import io.myworkloads.operator.core.cron.CronStatus.Counters;
import io.myworkloads.operator.core.cron.CronStep.Tell;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What users are told of a look.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob; the events are its own
 *
 * @param counters as they are after it
 * @param name of the MyJob of a run
 */
record CronNews(
    CronObservation seen,
    ActiveJobs active,
    Due due,
    Verdict verdict,
    boolean failedTooOften,
    Counters counters,
    Function<Run, String> name) {
  /** upstream: time.RFC1123Z. */
  private static final DateTimeFormatter RFC_1123_Z =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What is to be told of a status once it is written. */
  List<CronStep> ofStatus() {
    List<CronStep> news = new ArrayList<>();
    active
        .ended()
        .forEach(
            job ->
                news.add(
                    new Tell(
                        false,
                        "SawCompletedJob",
                        "Saw completed job: %s, condition: %s"
                            .formatted(job.name(), job.end().condition()))));
    active
        .missing()
        .forEach(
            job ->
                news.add(new Tell(false, "MissingJob", "Active job went missing: " + job.name())));
    if (due.tooLate() && due.lastMissed() != null) {
      news.add(
          new Tell(
              true,
              "MissSchedule",
              "Missed scheduled time to start a job: " + RFC_1123_Z.format(due.lastMissed())));
    }
    if (due.tooMany()) {
      news.add(
          new Tell(
              true,
              "TooManyMissedTimes",
              "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew"));
    }
    if (failedTooOften && !seen.spec().failureLimit().reached(seen.status().counters())) {
      news.add(
          new Tell(
              true,
              CronConditions.TOO_MANY_FAILURES,
              seen.spec().failureLimit().message(counters)));
    }
    return news;
  }

  /** What is so now, by what it is about. */
  Map<String, Tell> standing() {
    Map<String, Tell> standing = new HashMap<>();
    if (seen.spec().timetable() instanceof Timetable.Unusable(String reason, String message)) {
      standing.put(reason + " " + seen.generation(), new Tell(true, reason, message));
    }
    active
        .unexpected()
        .forEach(
            job ->
                standing.put(
                    job.uid(),
                    new Tell(
                        true,
                        "UnexpectedJob",
                        "Saw a job that the controller did not create or forgot: " + job.name())));
    verdict
        .held()
        .ifPresent(
            held ->
                standing.put(
                    name.apply(held.run()), new Tell(false, "JobAlreadyActive", held.why())));
    return standing;
  }
}
