package io.myworkloads.e2e.bench;

import io.myworkloads.e2e.cluster.Waiting;
import java.time.Duration;

/** Objects of which none is due for months. */
record IdleSchedules(int objects) implements Workload {
  private static final Duration WATCHED = Duration.ofMinutes(1);

  String name() {
    return objects + " of which none is due";
  }

  @Override
  public void run(Lane lane) {
    lane.awaitAtWork(Schedules.spec(Schedules.NOT_FOR_MONTHS));
    double empty = lane.read().use().residentMib();
    AtOnce.forEach(
        objects, i -> lane.create("idle-" + i, Schedules.spec(Schedules.NOT_FOR_MONTHS)));
    lane.awaitQuiet();
    Lane.Reading before = lane.read();
    long from = System.nanoTime();
    Waiting.until(
        "a minute to pass",
        WATCHED.multipliedBy(2),
        () -> System.nanoTime() - from > WATCHED.toNanos());
    Lane.Reading after = lane.read();
    double seconds = (System.nanoTime() - from) / 1e9;
    lane.record(
        name(),
        Figure.IDLE,
        after.use().cpu().minus(before.use().cpu()).toMillis() / (10 * seconds));
    lane.record(name(), Figure.MEMORY, (after.use().residentMib() - empty) * 1024 / objects);
    lane.record(name(), Figure.RSS, after.use().residentMib());
  }
}
