package io.myworkloads.e2e.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Many sets created at once, with a few Pods each. */
record ManySets(int sets, int podsEach) implements Workload {
  private static final int NODES = 10;

  String name() {
    return "%d sets of %d".formatted(sets, podsEach);
  }

  private static String set(int i) {
    return "set-" + i;
  }

  @Override
  public void run(Lane lane) {
    if (lane.slow()) {
      return; // at 20 requests a second this is the same as one large set
    }
    int pods = sets * podsEach;
    lane.pods().reset();
    Lane.Reading empty = lane.read();
    Map<String, Long> changes = new ConcurrentHashMap<>();
    AtOnce.forEach(
        sets,
        i -> {
          String node = FakeNodes.name(i % NODES);
          changes.put(set(i), lane.create(set(i), Sets.spec(set(i), podsEach, node)));
        });
    lane.pods().awaitCreated(pods, Lane.DEADLINE);
    Sets.awaitSettled(lane);
    Rates.created(lane, name(), changes);
    lane.awaitQuiet();
    lane.recordUse(name(), pods, empty, lane.read());
    AtOnce.forEach(sets, i -> lane.patch(set(i), Sets.replicas(0)));
    lane.pods().awaitGone(pods, Lane.DEADLINE);
    AtOnce.forEach(sets, i -> lane.delete(set(i)));
    lane.awaitQuiet();
  }
}
