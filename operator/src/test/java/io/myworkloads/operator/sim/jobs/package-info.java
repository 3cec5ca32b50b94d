/** Histories of MyJobs. */
@NullMarked
package io.myworkloads.operator.sim.jobs;

import org.jspecify.annotations.NullMarked;
