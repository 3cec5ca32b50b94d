package io.myworkloads.e2e.bench;

import java.util.Map;

/**
 * Reconciles that find nothing to do: an annotation of a set is changed again and again, first
 * while it is the only one, then among many others in its namespace.
 *
 * @param pods of the set
 * @param others how many; they have no Pods
 * @param times how often
 */
record NoChange(int pods, int others, int times) implements Workload {
  private static final String SET = "quiet";

  String alone() {
    return "nothing to do, one set of %d".formatted(pods);
  }

  String amongMany() {
    return "nothing to do, among %d other sets".formatted(others);
  }

  @Override
  public void run(Lane lane) {
    if (lane.slow()) {
      return; // the others' status alone would take a minute
    }
    lane.pods().reset();
    String node = FakeNodes.name(0);
    lane.create(SET, Sets.spec(SET, pods, node));
    Sets.awaitSettled(lane);
    touch(lane, times); // warms up
    measure(lane, alone());
    AtOnce.forEach(others, i -> lane.create("other-" + i, Sets.spec("other-" + i, 0, node)));
    Sets.awaitSettled(lane);
    measure(lane, amongMany());
  }

  private void measure(Lane lane, String work) {
    lane.awaitQuiet();
    Lane.Reading before = lane.read();
    touch(lane, times);
    lane.awaitQuiet();
    Lane.Reading after = lane.read();
    double count = after.reconciles().count() - before.reconciles().count();
    double seconds = after.reconciles().seconds() - before.reconciles().seconds();
    lane.record(work, Figure.RECONCILE, seconds / count * 1000);
    lane.record(
        work, Figure.RECONCILE_CPU, after.use().cpu().minus(before.use().cpu()).toMillis() / count);
    lane.record(work, Figure.RECONCILE_REQUESTS, (after.requests() - before.requests()) / count);
  }

  private static void touch(Lane lane, int times) {
    for (int i = 0; i < times; i++) {
      lane.patch(SET, Map.of("metadata", Map.of("annotations", Map.of("bench", "touch-" + i))));
    }
  }
}
