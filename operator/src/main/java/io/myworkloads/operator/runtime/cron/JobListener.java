package io.myworkloads.operator.runtime.cron;

import io.myworkloads.operator.core.cron.JobView;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each change to what a MyCronJob knows of a MyJob, but for those that its controller
 * made itself. Called one change at a time; must not block.
 */
@FunctionalInterface
public interface JobListener {

  /**
   * A MyJob came, changed or went.
   *
   * @param before null where it is new
   * @param after null where it is gone
   */
  void jobChanged(@Nullable JobView before, @Nullable JobView after);

  /** A list does not show a MyJob any more: it is gone, or the list is an old one. */
  default void jobLost(JobView before) {
    jobChanged(before, null);
  }
}
