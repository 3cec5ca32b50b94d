package io.myworkloads.api.v1;

/** What all kinds of the group have in common. */
public final class MyWorkloads {
  public static final String GROUP = "myworkloads.io";
  public static final String VERSION = "v1";

  /** {@code kubectl get myworkloads} lists the objects of every kind of the group. */
  public static final String CATEGORY = "myworkloads";

  /** {@code kubectl get all} lists them beside the built-in workloads. */
  public static final String CATEGORY_ALL = "all";

  // The defaults of upstream's pkg/apis/apps/v1/defaults.go. The CRDs carry them, and the operator
  // falls back to them
  // for an object that was stored before its CRD had the default.
  public static final int DEFAULT_REPLICAS = 1;
  public static final int DEFAULT_MIN_READY_SECONDS = 0;
  public static final int DEFAULT_REVISION_HISTORY_LIMIT = 10;
  public static final int DEFAULT_MAX_UNAVAILABLE = 1;
  public static final int DEFAULT_MAX_SURGE = 0;

  /** Upstream's Job names its policies so; its ReplicaSet does this, without a choice. */
  public static final String DEFAULT_POD_REPLACEMENT_POLICY = "TerminatingOrFailed";

  // Those of upstream's pkg/apis/batch/v1/defaults.go and pkg/controller/job/job_controller.go
  public static final String DEFAULT_COMPLETION_MODE = "NonIndexed";
  public static final int DEFAULT_BACKOFF_INITIAL_SECONDS = 10;
  public static final int DEFAULT_BACKOFF_FACTOR = 2;
  public static final int DEFAULT_BACKOFF_MAX_SECONDS = 600;
  public static final int DEFAULT_BACKOFF_JITTER = 0;

  public static final String DEFAULT_CONCURRENCY_POLICY = "Allow";
  public static final int DEFAULT_SUCCESSFUL_JOBS_HISTORY_LIMIT = 3;
  public static final int DEFAULT_FAILED_JOBS_HISTORY_LIMIT = 1;
  public static final String DEFAULT_MISSED_RUNS_POLICY = "Latest";
  public static final int DEFAULT_MISSED_RUNS_LIMIT = 10;

  /** Each value that is set to starts one run of a MyCronJob at once. */
  public static final String TRIGGER_ANNOTATION = GROUP + "/trigger";

  private MyWorkloads() {}
}
