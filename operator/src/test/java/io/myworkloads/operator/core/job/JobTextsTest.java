package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.JobBuilder.indexed;
import static io.myworkloads.operator.core.job.JobBuilder.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestPrintJob and TestHumanDuration. */
class JobTextsTest {
  record Case(
      String name,
      JobBuilder job,
      String phase,
      String completions,
      @Nullable String duration,
      String progress) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("just begun", job(2, 1), "Running", "0/2", null, "0/2"),
        new Case("not begun", job(2, 1).began(null), "Running", "0/2", null, "0/2"),
        new Case(
            "in its midst",
            job(100, 9).counted(37, 2),
            "Running",
            "37/100",
            null,
            "37/100, 2 failed"),
        new Case("indexes", indexed(5, 5).completed("0-2"), "Running", "3/5", null, "3/5"),
        new Case(
            "a work queue",
            job(null, 1).counted(0, 1),
            "Running",
            "0/1",
            null,
            "0 succeeded, 1 failed"),
        new Case("a wide work queue", job(null, 3), "Running", "0/1 of 3", null, "0 succeeded"),
        new Case(
            "complete",
            job(2, 1)
                .counted(2, 0)
                .condition("SuccessCriteriaMet", "x")
                .condition("Complete", "x", "90s"),
            "Complete",
            "2/2",
            "8m30s",
            "2/2"),
        new Case(
            "failed",
            job(2, 1).counted(1, 7).condition("FailureTarget", "x").condition("Failed", "x"),
            "Failed",
            "1/2",
            "10m",
            "1/2, 7 failed"),
        new Case(
            "about to be complete",
            job(2, 1).condition("SuccessCriteriaMet", "x"),
            "SuccessCriteriaMet",
            "0/2",
            null,
            "0/2"),
        new Case(
            "about to fail",
            job(2, 1).condition("FailureTarget", "x"),
            "FailureTarget",
            "0/2",
            null,
            "0/2"),
        new Case(
            "suspended before all else but the end",
            job(2, 1).condition("FailureTarget", "x").condition("Suspended", "x"),
            "Suspended",
            "0/2",
            null,
            "0/2"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void columns(Case c) {
    JobStatus status = c.job().status();
    assertThat(JobTexts.phase(status, false)).isEqualTo(c.phase());
    assertThat(JobTexts.completions(c.job().spec(), status)).isEqualTo(c.completions());
    assertThat(JobTexts.duration(status)).isEqualTo(c.duration());
    assertThat(JobTexts.progress(c.job().spec(), status)).isEqualTo(c.progress());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"'', Terminating", "Suspended, Terminating", "Complete, Complete", "Failed, Failed"})
  void whatIsDeletedIsTerminatingUnlessItHasEnded(String condition, String phase) {
    JobBuilder job = job(1, 1);
    if (!condition.isEmpty()) {
      job.condition(condition, "x");
    }
    assertThat(JobTexts.phase(job.status(), true)).isEqualTo(phase);
  }

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({
    "-2, 0s",
    "0, 0s",
    "1, 1s",
    "119, 119s",
    "120, 2m",
    "121, 2m1s",
    "599, 9m59s",
    "600, 10m",
    "10799, 179m",
    "10800, 3h",
    "10860, 3h1m",
    "28799, 7h59m",
    "28800, 8h",
    "172799, 47h",
    "172800, 2d",
    "176400, 2d1h",
    "691200, 8d",
    "63071999, 729d",
    "63072000, 2y",
    "63158400, 2y1d",
    "252288000, 8y"
  })
  void durations(long seconds, String text) {
    assertThat(JobTexts.human(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
