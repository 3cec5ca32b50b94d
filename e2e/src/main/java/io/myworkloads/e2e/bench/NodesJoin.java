package io.myworkloads.e2e.bench;

import java.util.Map;

/** Nodes that come besides those which have their Pod from {@link OnEveryNode}, and go again. */
record NodesJoin(int nodes, int more) implements Workload {

  String name() {
    return "%d nodes join %d".formatted(more, nodes);
  }

  @Override
  public void run(Lane lane) {
    lane.pods().reset();
    Lane.Reading before = lane.read();
    long from = System.nanoTime();
    lane.nodes().add(more);
    lane.pods().awaitCreated(more, Lane.DEADLINE);
    Daemons.await(lane, nodes + more, "desiredNumberScheduled", "currentNumberScheduled");
    lane.record(name(), Figure.SETTLED, (System.nanoTime() - from) / 1e9);
    Rates.created(lane, name(), Map.of(Daemons.NAME, from));
    lane.awaitQuiet();
    lane.recordUse(name(), more, before, lane.read());
    // what becomes of their Pods, which no scheduler took up, is not waited for: upstream leaves
    // them
    lane.nodes().remove(more);
  }
}
