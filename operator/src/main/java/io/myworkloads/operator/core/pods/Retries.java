package io.myworkloads.operator.core.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which writes failed and are not to be tried again yet. */
public record Retries(Collection<Failure> failures, Instant now) {

  /** Whether writes of a sort are not to be tried again yet. */
  public boolean waits(Failure.Reason reason) {
    return waiting().anyMatch(failure -> failure.reason() == reason);
  }

  /** Whether this Pod is not to be adopted or released again yet. */
  public boolean waitsToClaim(PodView pod) {
    return waiting().anyMatch(failure -> failure.claims().contains(pod));
  }

  /** Those of the Pods that may be adopted or released now. */
  public List<PodView> due(List<PodView> claims) {
    return claims.stream().filter(pod -> !waitsToClaim(pod)).toList();
  }

  /** The time to the end of the first pause; empty where nothing waits. */
  public Optional<Duration> next() {
    return waiting()
        .map(failure -> Duration.between(now, failure.retryAt()))
        .min(Comparator.naturalOrder());
  }

  private Stream<Failure> waiting() {
    return failures.stream().filter(failure -> failure.retryAt().isAfter(now));
  }
}
