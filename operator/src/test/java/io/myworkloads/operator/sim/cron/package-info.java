/** Histories of the kind that makes MyJobs at scheduled times. */
@NullMarked
package io.myworkloads.operator.sim.cron;

import org.jspecify.annotations.NullMarked;
