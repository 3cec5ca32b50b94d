package io.myworkloads.e2e.bench;

import java.util.Map;

/**
 * A Pod on each node, from the creation of their owner; they and it are kept.
 *
 * @param running whether they get to run; else no scheduler takes them up, which would need several
 *     times what the controllers take
 */
record OnEveryNode(int nodes, boolean running) implements Workload {

  String name() {
    return "a Pod on each of %d nodes".formatted(nodes);
  }

  @Override
  public void run(Lane lane) {
    lane.awaitAtWork(Daemons.onNoNode());
    lane.pods().reset();
    Lane.Reading before = lane.read();
    long from =
        lane.create(Daemons.NAME, Daemons.spec(running ? "default-scheduler" : "no-scheduler"));
    lane.pods().awaitCreated(nodes, Lane.DEADLINE);
    Daemons.await(lane, nodes, "desiredNumberScheduled", "currentNumberScheduled");
    lane.record(name(), Figure.SETTLED, (System.nanoTime() - from) / 1e9);
    Rates.created(lane, name(), Map.of(Daemons.NAME, from));
    if (running) {
      Daemons.await(lane, nodes, "numberAvailable");
    }
    lane.awaitQuiet();
    lane.recordUse(name(), nodes, before, lane.read());
  }
}
