package io.myworkloads.e2e.bench;

import static io.myworkloads.e2e.bench.Goal.Relation.AT_LEAST;
import static io.myworkloads.e2e.bench.Goal.Relation.AT_MOST;

import io.myworkloads.e2e.bench.Contender.Kind;
import io.myworkloads.e2e.bench.Goal.Side;
import java.util.List;

/** ReplicaSets: one large one that comes and goes, many small ones, and nothing to do. */
final class ReplicasSuite {
  private static final int NODES = 10;

  private ReplicasSuite() {}

  static Suite suite() {
    var burst = new ScaleUpAndDown(2000, 400);
    var sets = new ManySets(100, 20);
    var nothing = new NoChange(20, 1000, 200);
    String cold = burst.up(Phase.FIRST);
    String warm = burst.up(Phase.WARM);
    String down = burst.down(Phase.WARM);
    return new Suite(
        "replicas",
        new Kind("apps/v1", "ReplicaSet"),
        List.of("replicaset-controller"),
        true,
        List.of(new Suite.Part(NODES, List.of(burst, sets, nothing))),
        List.of(
            Goal.ofLifted(
                "created, warm, against limits lifted", warm, Figure.CREATED, AT_LEAST, 1.0),
            Goal.ofLifted(
                "created, first burst after a start", cold, Figure.CREATED, AT_LEAST, 0.6),
            new Goal(
                "created, against as shipped",
                new Side("ours", warm, Figure.CREATED),
                new Side("as-shipped", burst.slowUp(), Figure.CREATED),
                AT_LEAST,
                30),
            Goal.ofLifted(
                "deleted, warm, against limits lifted", down, Figure.DELETED, AT_LEAST, 2.0),
            Goal.ofLifted("requests a Pod created", warm, Figure.REQUESTS, AT_MOST, 1.0),
            Goal.ofLifted("requests a Pod deleted", down, Figure.REQUESTS, AT_MOST, 1.0),
            Goal.ofLifted("peak memory at 2000 Pods", warm, Figure.PEAK_RSS, AT_MOST, 1.0),
            Goal.ofLifted("created, 100 sets of 20", sets.name(), Figure.CREATED, AT_LEAST, 1.0),
            new Goal(
                "a reconcile that changes nothing, 1000 other sets against none",
                new Side("ours", nothing.amongMany(), Figure.RECONCILE),
                new Side("ours", nothing.alone(), Figure.RECONCILE),
                AT_MOST,
                1.2)));
  }
}
