package io.myworkloads.operator.core.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long a failed Pod is left on its node before it is replaced: longer each time, since a
 * kubelet that refuses a Pod refuses the next one too. Of one object and one generation of its
 * spec: a changed template may be the cure.
 *
 * <p>upstream: k8s.io/client-go/util/flowcontrol/backoff.go, with the times of
 * cmd/kube-controller-manager/app/apps.go startDaemonSetController
 *
 * @param pauses by the node's name; only nodes whose Pods fail are here
 */
public record FailedPodBackoff(long generation, Map<String, Pause> pauses) {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  /** After so long without a failure the next pause is the first again. */
  static final Duration FORGOTTEN_AFTER = LONGEST_PAUSE.multipliedBy(2);

  /**
   * A pause on a node.
   *
   * @param since when the last failed Pod was replaced
   */
  public record Pause(Duration length, Instant since) {
    Instant end() {
      return since.plus(length);
    }

    boolean forgotten(Instant now) {
      return now.isAfter(since.plus(FORGOTTEN_AFTER));
    }

    Pause next(Instant now) {
      Duration doubled = length.multipliedBy(2);
      return new Pause(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE, now);
    }
  }

  public FailedPodBackoff {
    pauses = Map.copyOf(pauses);
  }

  /** No Pod has failed yet. */
  public static FailedPodBackoff none(long generation) {
    return new FailedPodBackoff(generation, Map.of());
  }

  /** What holds of this generation: nothing where it is another. */
  public FailedPodBackoff at(long currentGeneration) {
    return generation == currentGeneration ? this : none(currentGeneration);
  }

  /** When the next failed Pod on the node may be replaced; empty for at once. */
  Optional<Instant> pausedUntil(String node, Instant now) {
    Pause pause = pauses.get(node);
    return pause != null && now.isBefore(pause.end()) ? Optional.of(pause.end()) : Optional.empty();
  }

  /** The same after failed Pods on these nodes were replaced. */
  FailedPodBackoff replacedOn(Collection<String> nodes, Instant now) {
    if (nodes.isEmpty()) {
      return this;
    }
    Map<String, Pause> changed = new HashMap<>(pauses);
    changed.values().removeIf(pause -> pause.forgotten(now));
    for (String node : nodes) {
      changed.merge(node, new Pause(FIRST_PAUSE, now), (before, first) -> before.next(now));
    }
    return new FailedPodBackoff(generation, changed);
  }
}
