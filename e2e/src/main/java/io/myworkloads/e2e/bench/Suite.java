package io.myworkloads.e2e.bench;

import static io.myworkloads.e2e.bench.Goal.Relation.AT_LEAST;
import static io.myworkloads.e2e.bench.Goal.Relation.AT_MOST;

import io.myworkloads.e2e.bench.Contender.Kind;
import io.myworkloads.e2e.bench.Goal.Side;
import java.util.List;

/**
 * Works on one kind.
 *
 * @param name of the files that keep the results
 * @param kind the built-in one
 * @param controller upstream's name of its controller
 * @param nodes how many fake ones there must be
 */
record Suite(
    String name,
    Kind kind,
    String controller,
    int nodes,
    List<Workload> workloads,
    List<Goal> goals) {

  /** All there are. */
  static List<Suite> all() {
    return List.of(replicaSet());
  }

  private static Suite replicaSet() {
    var burst = new ScaleUpAndDown(2000, 400);
    var sets = new ManySets(100, 20);
    var nothing = new NoChange(20, 1000, 200);
    String cold = burst.up(ScaleUpAndDown.Phase.FIRST);
    String warm = burst.up(ScaleUpAndDown.Phase.WARM);
    String down = burst.down(ScaleUpAndDown.Phase.WARM);
    String slowUp = burst.slowUp();
    return new Suite(
        "replicaset",
        new Kind("apps/v1", "ReplicaSet"),
        "replicaset-controller",
        10,
        List.of(burst, sets, nothing),
        List.of(
            goal("created, warm, against limits lifted", warm, Figure.CREATED, AT_LEAST, 1.0),
            goal("created, first burst after a start", cold, Figure.CREATED, AT_LEAST, 0.6),
            new Goal(
                "created, against as shipped",
                new Side("ours", warm, Figure.CREATED),
                new Side("as-shipped", slowUp, Figure.CREATED),
                AT_LEAST,
                30),
            goal("deleted, warm, against limits lifted", down, Figure.DELETED, AT_LEAST, 2.0),
            goal("requests a Pod created", warm, Figure.REQUESTS, AT_MOST, 1.0),
            goal("requests a Pod deleted", down, Figure.REQUESTS, AT_MOST, 1.0),
            goal("peak memory at 2000 Pods", warm, Figure.PEAK_RSS, AT_MOST, 1.0),
            goal("created, 100 sets of 20", sets.name(), Figure.CREATED, AT_LEAST, 1.0),
            new Goal(
                "a reconcile that changes nothing, 1000 other sets against none",
                new Side("ours", nothing.amongMany(), Figure.RECONCILE),
                new Side("ours", nothing.alone(), Figure.RECONCILE),
                AT_MOST,
                1.2)));
  }

  private static Goal goal(
      String text, String work, Figure figure, Goal.Relation relation, double factor) {
    return new Goal(
        text, new Side("ours", work, figure), new Side("lifted", work, figure), relation, factor);
  }
}
