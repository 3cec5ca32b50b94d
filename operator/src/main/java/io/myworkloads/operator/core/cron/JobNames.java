package io.myworkloads.operator.core.cron;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Names of MyJobs. The same run has the same name whoever makes it: a second operator, or one that
 * does not know what it did before it was killed, finds the name taken.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go getJobName. A schedule that can fire
 * twice in a minute has names of seconds, which are longer by two digits than those of minutes, so
 * that a change of schedule brings up no name for the second time.
 */
public final class JobNames {
  private JobNames() {}

  /**
   * The name of a run's MyJob: of a name of at most 52 characters, at most 63.
   *
   * @param subMinute whether the schedule can fire twice in a minute
   */
  public static String of(String cronJob, Run run, boolean subMinute) {
    return switch (run) {
      case Run.Scheduled(var time) ->
          cronJob + "-" + (subMinute ? time.getEpochSecond() : time.getEpochSecond() / 60);
      case Run.Triggered(var token, var after) -> cronJob + "-t" + hash(after + "/" + token);
    };
  }

  /** Whether this is the name of a run, by this or an earlier schedule. */
  static boolean isOf(String name, String cronJob, Run run) {
    return name.equals(of(cronJob, run, false)) || name.equals(of(cronJob, run, true));
  }

  private static String hash(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
