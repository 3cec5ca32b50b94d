package io.myworkloads.e2e.bench;

import java.util.Map;

/**
 * One set from nothing to many Pods and back, in each {@link Phase}.
 *
 * @param slowPods for contenders that would take minutes; they are measured at the first time, as
 *     their limits leave nothing to warm up
 */
record ScaleUpAndDown(int pods, int slowPods) implements Workload {
  private static final String SET = "burst";

  String up(Phase phase) {
    return "0 → %d, %s".formatted(pods, phase.text());
  }

  String down(Phase phase) {
    return "%d → 0, %s".formatted(pods, phase.text());
  }

  String slowUp() {
    return "0 → " + slowPods;
  }

  String slowDown() {
    return slowPods + " → 0";
  }

  @Override
  public void run(Lane lane) {
    lane.create(SET, Sets.spec(SET, 0, FakeNodes.name(0)));
    Sets.awaitSettled(lane);
    lane.awaitQuiet();
    if (lane.slow()) {
      upAndDown(lane, slowPods, slowUp(), slowDown());
    } else {
      for (Phase phase : Phase.values()) {
        upAndDown(lane, pods, up(phase), down(phase));
      }
    }
    lane.delete(SET);
    lane.awaitQuiet();
  }

  private static void upAndDown(Lane lane, int count, String up, String down) {
    lane.pods().reset();
    Lane.Reading empty = lane.read();
    long toMany = lane.patch(SET, Sets.replicas(count));
    lane.pods().awaitCreated(count, Lane.DEADLINE);
    Sets.awaitSettled(lane);
    lane.record(up, Figure.SETTLED, (System.nanoTime() - toMany) / 1e9);
    Rates.created(lane, up, Map.of(SET, toMany));
    lane.awaitQuiet();
    Lane.Reading full = lane.read();
    lane.recordUse(up, count, empty, full);

    long toNone = lane.patch(SET, Sets.replicas(0));
    lane.pods().awaitMarked(count, Lane.DEADLINE);
    lane.pods().awaitGone(count, Lane.DEADLINE);
    Sets.awaitSettled(lane);
    lane.record(down, Figure.SETTLED, (System.nanoTime() - toNone) / 1e9);
    Rates.deleted(lane, down, Map.of(SET, toNone));
    lane.awaitQuiet();
    lane.recordUse(down, count, full, lane.read());
  }
}
