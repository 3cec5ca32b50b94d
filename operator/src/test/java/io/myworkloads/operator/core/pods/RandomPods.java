package io.myworkloads.operator.core.pods;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pods as chance has them; few values to each field, so that ties are common. */
public final class RandomPods {
  private static final List<PodPhase> PHASES = List.of(PodPhase.values());

  private final RandomGenerator random;

  public RandomPods(RandomGenerator random) {
    this.random = random;
  }

  /** So many Pods of different names; anyone's, and in any state. */
  public List<PodView> pods(int count, List<@Nullable String> ownerUids) {
    return IntStream.range(0, count).mapToObj(i -> next("web-" + i, ownerUids)).toList();
  }

  private PodView next(String name, List<@Nullable String> ownerUids) {
    PodViewBuilder pod =
        pod(name)
            .uid("%08x-%s".formatted(random.nextInt(), name))
            .labels(random.nextInt(5) == 0 ? Map.of("app", "db") : Map.of("app", "web"))
            .phase(PHASES.get(random.nextInt(PHASES.size())))
            .created(past())
            .cost(random.nextInt(10) == 0 ? random.nextInt(-1, 2) : 0)
            .restarts(random.nextInt(2))
            .sidecarRestarts(random.nextInt(2))
            .on("n" + random.nextInt(3));
    if (random.nextInt(4) == 0) {
      pod.unassigned();
    } else if (random.nextBoolean()) {
      pod.phase(PodPhase.RUNNING).readySince(random.nextInt(6) == 0 ? null : past());
    }
    if (random.nextInt(5) == 0) {
      pod.deleting();
    }
    String owner = ownerUids.get(random.nextInt(ownerUids.size()));
    return owner == null ? pod.build() : pod.ownedBy(owner).build();
  }

  /** Mostly past: clocks of nodes run ahead at times. */
  private Instant past() {
    return PodViewBuilder.NOW.minus(
        Duration.ofSeconds(random.nextLong(-3, 1L << random.nextInt(1, 20))));
  }
}
