package io.myworkloads.operator.core.cron;

import java.util.List;

/** A part of a plan. */
public sealed interface CronStep {

  /**
   * Ask the server whether the object is as it was seen, and all MyJobs: what an earlier process
   * did may not be known yet. Nothing may be started on the object's behalf before that, or be
   * taken for missed.
   */
  record Confirm() implements CronStep {}

  /** Ask the server for these MyJobs, which no cache shows. */
  record Find(List<ActiveJob> jobs) implements CronStep {}

  /**
   * Ask the server for the MyJob that could not be made, for it may have been made all the same.
   */
  record FindTried(String name) implements CronStep {}

  /** Make the MyJob of this run. */
  record Create(Run run, String name) implements CronStep {}

  /** Delete these MyJobs, and their Pods after them. */
  record Delete(List<ActiveJob> jobs) implements CronStep {}

  /** Write this status over the one that was seen, and over no other. */
  record WriteStatus(CronStatus status) implements CronStep {}

  /** Record an event about the object. */
  record Tell(boolean warning, String reason, String message) implements CronStep {}
}
