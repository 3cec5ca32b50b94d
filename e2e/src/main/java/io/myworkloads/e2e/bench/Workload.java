package io.myworkloads.e2e.bench;

/** Work that every contender gets. */
interface Workload {

  /**
   * Has it done, tells the lane what was measured, and leaves the lane's namespace as empty as it
   * was.
   */
  void run(Lane lane);
}
