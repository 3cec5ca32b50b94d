package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.Retries;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision rests on.
 *
 * @param name of the object
 * @param created when it was
 * @param generation of the spec
 * @param status the newest, own writes included; it is written over by none but this version
 * @param jobs that the object controls, own writes already in, and those that went since the last
 *     look that had nothing to do
 * @param trigger the token of the user's wish for a run now; null for none
 * @param failures at most one of a sort; none where none failed since the last success
 */
public record CronObservation(
    Owner owner,
    String name,
    Instant created,
    long generation,
    CronSpec spec,
    CronStatus status,
    Collection<JobView> jobs,
    @Nullable String trigger,
    CronMemory memory,
    List<Failure> failures,
    Instant now) {

  /** Which writes are not to be tried again yet. */
  Retries retries() {
    return new Retries(failures, now);
  }
}
