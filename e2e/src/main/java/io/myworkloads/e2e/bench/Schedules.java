package io.myworkloads.e2e.bench;

import java.util.List;
import java.util.Map;

/** Objects that make jobs at scheduled times. */
final class Schedules {
  static final String NOT_FOR_MONTHS = "0 0 29 2 *";

  private Schedules() {}

  /** A spec whose jobs are suspended, so that what they would do is no part of the measurement. */
  static Map<String, Object> spec(String schedule) {
    return Map.of(
        "schedule",
        schedule,
        "timeZone",
        "Etc/UTC",
        "jobTemplate",
        Map.of(
            "spec",
            Map.of(
                "suspend",
                true,
                "template",
                Map.of(
                    "spec",
                    Map.of(
                        "restartPolicy",
                        "Never",
                        "containers",
                        List.of(Map.of("name", "main", "image", "busybox:1.35")))))));
  }
}
