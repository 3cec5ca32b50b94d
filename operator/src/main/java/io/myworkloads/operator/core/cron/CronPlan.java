package io.myworkloads.operator.core.cron;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done now.
 *
 * @param steps in order; where there are some, the outcome is to be looked at at once
 * @param standing what is so now, by what it is about: to be told once, until it is not so any more
 * @param lookAgain when to look again though nothing may have happened; empty where only an event
 *     can change anything
 * @param settled whether all that was seen is told in the status, so that what is gone need not be
 *     remembered
 */
public record CronPlan(
    List<CronStep> steps,
    Map<String, CronStep.Tell> standing,
    Optional<Duration> lookAgain,
    boolean settled) {
  public CronPlan {
    steps = List.copyOf(steps);
    standing = Map.copyOf(standing);
  }
}
