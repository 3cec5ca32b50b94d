package io.myworkloads.operator.runtime.jobs;

import io.myworkloads.operator.core.job.PodFailurePolicy;
import java.time.Duration;

/**
 * What is counted of MyJobs, under upstream's names.
 *
 * <p>upstream: pkg/controller/job/metrics/metrics.go
 */
public interface JobMetrics {

  /** What a look did; the last that it did where it did several. */
  enum Action {
    RECONCILING,
    TRACKING,
    PODS_CREATED,
    PODS_DELETED
  }

  /** Why a Pod was made. */
  enum Creation {
    NEW,
    RECREATE_TERMINATING_OR_FAILED,
    RECREATE_FAILED
  }

  /** A look came to its end. */
  void synced(boolean indexed, boolean succeeded, Action action, Duration took);

  /**
   * An object has ended.
   *
   * @param reason that of its last condition
   */
  void finished(boolean indexed, boolean succeeded, String reason);

  /** So many Pods were counted. */
  void podsFinished(boolean indexed, boolean succeeded, int count);

  /**
   * So many indexes have ended.
   *
   * @param perIndex whether each has a limit of its own
   */
  void indexesFinished(boolean succeeded, boolean perIndex, int count);

  /** The creation of a Pod was answered. */
  void podCreated(Creation why, boolean succeeded);

  /** A rule of a failure policy decided what follows from a failed Pod. */
  void failureHandled(PodFailurePolicy.Action action);

  /**
   * A Pod that had ended was seen with its finalizer for the first time, or without it or not any
   * more.
   */
  void endedPodTracked(boolean tracked);

  /** An object was seen for the first time that another controller manages. */
  void managedElsewhere(String controller);
}
