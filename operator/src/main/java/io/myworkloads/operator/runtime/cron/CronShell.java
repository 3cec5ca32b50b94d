package io.myworkloads.operator.runtime.cron;

import java.time.ZoneId;
import java.util.function.BooleanSupplier;

/**
 * What the kind that makes MyJobs needs besides the {@link io.myworkloads.operator.runtime.Shell}.
 *
 * @param zone of schedules that name none
 * @param working whether this process is the one that may write
 */
public record CronShell(JobStore jobs, JobControl control, ZoneId zone, BooleanSupplier working) {}
