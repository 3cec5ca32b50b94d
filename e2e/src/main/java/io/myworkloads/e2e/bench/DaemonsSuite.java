package io.myworkloads.e2e.bench;

import static io.myworkloads.e2e.bench.Goal.Relation.AT_LEAST;
import static io.myworkloads.e2e.bench.Goal.Relation.AT_MOST;

import io.myworkloads.e2e.bench.Contender.Kind;
import java.util.List;

/** DaemonSets: on a thousand nodes, of which all get a new template, and on five thousand. */
final class DaemonsSuite {
  private static final int MANY = 1000;
  private static final int VERY_MANY = 5000;

  private DaemonsSuite() {}

  static Suite suite() {
    var many = new OnEveryNode(MANY, true);
    var update = new UpdateEveryNode(MANY);
    var veryMany = new OnEveryNode(VERY_MANY, false);
    var join = new NodesJoin(VERY_MANY, 100);
    return new Suite(
        "daemons",
        new Kind("apps/v1", "DaemonSet"),
        List.of("daemonset-controller"),
        false,
        List.of(
            new Suite.Part(MANY, List.of(many, update)),
            new Suite.Part(VERY_MANY, List.of(veryMany, join))),
        List.of(
            Goal.ofLifted("created, on 1000 nodes", many.name(), Figure.CREATED, AT_LEAST, 1.0),
            Goal.ofLifted("created, on 5000 nodes", veryMany.name(), Figure.CREATED, AT_LEAST, 1.0),
            Goal.ofLifted("created, 100 nodes join", join.name(), Figure.CREATED, AT_LEAST, 1.0),
            Goal.ofLifted(
                "time of a rolling update, 1000 nodes",
                update.name(),
                Figure.SETTLED,
                AT_MOST,
                1.0),
            Goal.ofLifted("requests a Pod created", veryMany.name(), Figure.REQUESTS, AT_MOST, 1.0),
            Goal.ofLifted(
                "requests a Pod in a rolling update", update.name(), Figure.REQUESTS, AT_MOST, 1.0),
            Goal.ofLifted(
                "peak memory on 5000 nodes", veryMany.name(), Figure.PEAK_RSS, AT_MOST, 1.0)));
  }
}
