package io.myworkloads.operator.core.job;

import org.jspecify.annotations.Nullable;

/**
 * The defaults that depend on other fields. A schema cannot have them, so they are not in the
 * object: they are worked out at each look.
 *
 * <p>upstream: pkg/apis/batch/v1/defaults.go SetDefaults_Job
 */
public final class JobDefaults {
  public static final int PARALLELISM = 1;
  public static final int BACKOFF_LIMIT = 6;

  /** Upstream's JobControllerName in this group: naming it as the manager changes nothing. */
  public static final String MANAGER = "myworkloads.io/job-controller";

  private JobDefaults() {}

  public static int parallelism(@Nullable Integer asked) {
    return asked == null ? PARALLELISM : asked;
  }

  /**
   * How many must succeed. Upstream decides it once, when the object is made: where neither field
   * is there, it is 1. To scale such an object later means to add {@code parallelism}, which must
   * not make another sort of job of it, so that what was decided first is kept in the status.
   *
   * @param decided {@code status.wantedCompletions}; null before the first status
   * @param started whether there is a status that would say so
   * @return null where one success is enough and the running Pods are waited for
   */
  public static @Nullable Integer completions(
      @Nullable Integer asked,
      @Nullable Integer parallelism,
      @Nullable Integer decided,
      boolean started) {
    if (asked != null) {
      return asked;
    }
    if (started) {
      return decided;
    }
    return parallelism == null ? 1 : null;
  }

  public static int backoffLimit(@Nullable Integer asked, @Nullable Integer perIndex) {
    if (asked != null) {
      return asked;
    }
    return perIndex == null ? BACKOFF_LIMIT : Integer.MAX_VALUE;
  }

  /**
   * Whether only Pods that have failed are replaced, and not those that are about to.
   *
   * <p>upstream: onlyReplaceFailedPods
   */
  public static boolean replaceOnlyFailed(@Nullable String asked, boolean hasFailurePolicy) {
    return hasFailurePolicy || "Failed".equals(asked);
  }

  public static boolean managedElsewhere(@Nullable String managedBy) {
    return managedBy != null && !managedBy.equals(MANAGER);
  }
}
