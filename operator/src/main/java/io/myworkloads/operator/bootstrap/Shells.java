package io.myworkloads.operator.bootstrap;

import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.cron.CronShell;
import io.myworkloads.operator.runtime.jobs.JobShell;

/**
 * What controllers are made from.
 *
 * @param common for all of them
 * @param daemons what the kind with a Pod on every node needs besides
 * @param jobs what the kind whose Pods end needs besides
 * @param cron what the kind that makes MyJobs needs besides
 */
public record Shells(Shell common, DaemonShell daemons, JobShell jobs, CronShell cron) {}
