package io.myworkloads.operator.core.cron;

/**
 * Makes one MyJob for each scheduled time. Each plan is a part of the way: it is carried out, what
 * has come of it is looked at, and the next plan is made, until there is nothing to do.
 *
 * <p>A run is exactly one because of this order: its MyJob is made first, under a name that comes
 * of the scheduled time, and then noted in the status, in one write with all else that changed. Who
 * is killed in between leaves a MyJob that the next one knows by its name, and notes it. The other
 * order would lose the run to the same kill, and no look could tell that from a MyJob that was made
 * and deleted since. What is noted is never made again, whatever became of the MyJob: {@code
 * status.lastScheduleTime} outlives it. A process remembers what it made, and MyJobs that it saw
 * go, until they are noted, so that neither a stale cache nor a lost write brings them back.
 *
 * <p>No run is started beside others, and none taken for missed, before all are known that were
 * made: a process that begins to work asks the server once for the newest MyJob there is, and waits
 * until its cache shows that; and what it tried to make itself, but does not know to be made, it
 * asks for before it goes on to another run.
 *
 * <p>That leaves one gap: a MyJob that somebody deletes before the status tells of it and before
 * the process that decides next has heard of it. Its run starts again, as if the deletion had been
 * of one that never was.
 *
 * <p>upstream: pkg/controller/cronjob/cronjob_controllerv2.go sync
 */
public final class CronDecision {
  private CronDecision() {}

  /** What is to be done now. */
  public static CronPlan decide(CronObservation seen) {
    return new CronLook(seen).plan();
  }
}
