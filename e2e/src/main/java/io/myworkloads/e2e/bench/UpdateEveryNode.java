package io.myworkloads.e2e.bench;

import java.util.Map;

/** A rolling update of what {@link OnEveryNode} left, until the last new Pod is available. */
record UpdateEveryNode(int nodes) implements Workload {

  String name() {
    return "a new template on %d nodes, 10 %% at a time".formatted(nodes);
  }

  @Override
  public void run(Lane lane) {
    Lane.Reading before = lane.read();
    long from =
        lane.patch(
            Daemons.NAME,
            Map.of(
                "spec",
                Map.of(
                    "template",
                    Map.of("metadata", Map.of("annotations", Map.of("bench", "second"))))));
    Daemons.await(lane, nodes, "updatedNumberScheduled", "numberAvailable");
    lane.record(name(), Figure.SETTLED, (System.nanoTime() - from) / 1e9);
    lane.awaitQuiet();
    lane.recordUse(name(), nodes, before, lane.read());
  }
}
