package io.myworkloads.operator.core.cron;

import static io.myworkloads.operator.core.cron.CronBuilder.cron;
import static io.myworkloads.operator.core.cron.CronBuilder.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.cron.JobView.End;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which finished MyJobs go; upstream's TestControllerV2CleanupFinishedJobs. */
class JobHistoryTest {
  record Case(String name, JobHistory history, CronBuilder seen, List<String> gone) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static CronBuilder three(End end) {
    return cron().ended("09:00", end).ended("07:00", end).ended("08:00", end);
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "the oldest beyond the limit",
            new JobHistory(1, 1),
            three(End.COMPLETE),
            List.of(job("07:00"), job("08:00"))),
        new Case("none within it", new JobHistory(3, 0), three(End.COMPLETE), List.of()),
        new Case("none without a limit", new JobHistory(null, 0), three(End.COMPLETE), List.of()),
        new Case(
            "failed ones by a limit of their own",
            new JobHistory(0, 2),
            three(End.FAILED),
            List.of(job("07:00"))),
        new Case(
            "none of those that run",
            new JobHistory(0, 0),
            cron().runs("09:00").ended("08:00", End.FAILED),
            List.of(job("08:00"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void surplus(Case c) {
    assertThat(c.history().surplus(c.seen().build().jobs()))
        .extracting(JobView::name)
        .containsExactlyElementsOf(c.gone());
  }
}
