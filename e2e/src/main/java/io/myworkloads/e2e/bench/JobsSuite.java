package io.myworkloads.e2e.bench;

import static io.myworkloads.e2e.bench.Goal.Relation.AT_LEAST;
import static io.myworkloads.e2e.bench.Goal.Relation.AT_MOST;

import io.myworkloads.e2e.bench.Contender.Kind;
import io.myworkloads.e2e.bench.Goal.Side;
import java.util.List;

/** Jobs: one, many small ones, and a very large one; no Pod is removed until all are measured. */
final class JobsSuite {
  private static final int NODES = 10;

  private JobsSuite() {}

  static Suite suite() {
    var one = new RunJobs(1, 1000, NODES);
    var many = new RunJobs(100, 10, NODES);
    var large = new RunJobs(1, 10_000, NODES);
    return new Suite(
        "jobs",
        new Kind("batch/v1", "Job"),
        List.of("job-controller"),
        false,
        List.of(new Suite.Part(NODES, List.of(one, many, large))),
        List.of(
            Goal.ofLifted("completed, a job of 1000", one.name(), Figure.COMPLETED, AT_LEAST, 3.0),
            Goal.ofLifted("completed, 100 of 10", many.name(), Figure.COMPLETED, AT_LEAST, 3.0),
            Goal.ofLifted(
                "completed, a job of 10,000", large.name(), Figure.COMPLETED, AT_LEAST, 3.0),
            Goal.ofLifted(
                "requests a completion, a job of 1000", one.name(), Figure.REQUESTS, AT_MOST, 1.0),
            Goal.ofLifted(
                "requests a completion, 100 of 10", many.name(), Figure.REQUESTS, AT_MOST, 1.0),
            Goal.ofLifted(
                "requests a completion, a job of 10,000",
                large.name(),
                Figure.REQUESTS,
                AT_MOST,
                1.0),
            Goal.ofLifted(
                "peak memory, 12,000 finished Pods kept",
                large.name(),
                Figure.PEAK_RSS,
                AT_MOST,
                1.0),
            new Goal(
                "memory with 12,000 finished Pods kept, against 1000",
                new Side("ours", large.name(), Figure.RSS),
                new Side("ours", one.name(), Figure.RSS),
                AT_MOST,
                1.2)));
  }
}
