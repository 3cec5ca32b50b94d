package io.myworkloads.operator.core.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done now.
 *
 * @param steps in order; where there are some, the outcome is to be looked at at once
 * @param lookAgain when to look again though nothing may have happened; empty where only an event
 *     can change anything
 */
public record JobPlan(List<JobStep> steps, Optional<Duration> lookAgain) {
  static final JobPlan NOTHING = new JobPlan(List.of(), Optional.empty());
}
