package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Objects whose one scheduled time is the same minute; their jobs are kept. */
record DueAtOnce(int objects) implements Workload {
  /** For their creation, and to come to rest before the minute. */
  private static final Duration AHEAD = Duration.ofSeconds(45);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("m H d M *", Locale.ROOT).withZone(ZoneOffset.UTC);

  String name() {
    return objects + " due in the same minute";
  }

  private static String object(int i) {
    return "due-" + i;
  }

  @Override
  public void run(Lane lane) {
    lane.awaitAtWork(Schedules.spec(Schedules.NOT_FOR_MONTHS));
    Instant due = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    long at = System.nanoTime() + Instant.now().until(due, ChronoUnit.NANOS);
    AtOnce.forEach(objects, i -> lane.create(object(i), Schedules.spec(MINUTE.format(due))));
    try (LifeWatch<GenericKubernetesResource> jobs =
        lane.watch(new Contender.Kind("batch/v1", "Job"))) {
      lane.awaitQuiet();
      Lane.Reading before = lane.read();
      if (!Instant.now().isBefore(due)) {
        throw new IllegalStateException("the minute came before all was at rest");
      }
      jobs.awaitCreated(objects, Lane.DEADLINE);
      List<Double> late =
          jobs.secondsToCreated(
              IntStream.range(0, objects)
                  .mapToObj(DueAtOnce::object)
                  .collect(Collectors.toMap(name -> name, name -> at)));
      lane.record(
          name(),
          Figure.LATE,
          late.stream().collect(Collectors.averagingDouble(seconds -> seconds)));
      lane.record(name(), Figure.LATEST, Collections.max(late));
      lane.awaitQuiet();
      lane.recordUse(name(), objects, before, lane.read());
    }
  }
}
