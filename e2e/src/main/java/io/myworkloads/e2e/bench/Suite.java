package io.myworkloads.e2e.bench;

import io.myworkloads.e2e.bench.Contender.Kind;
import java.util.List;

/**
 * Works on one kind.
 *
 * @param name of the files that keep the results, and as users choose it
 * @param kind the built-in one
 * @param controllers upstream's names of the controllers that the works need
 * @param slowToo whether contenders that are slow by their settings have a part in it
 */
record Suite(
    String name,
    Kind kind,
    List<String> controllers,
    boolean slowToo,
    List<Part> parts,
    List<Goal> goals) {

  /**
   * Works that each contender does in one process.
   *
   * @param nodes how many fake ones there must be at least
   */
  record Part(int nodes, List<Workload> workloads) {}

  /** All there are; those that leave many nodes behind come last. */
  static List<Suite> all() {
    return List.of(
        ReplicasSuite.suite(), JobsSuite.suite(), CronJobsSuite.suite(), DaemonsSuite.suite());
  }
}
