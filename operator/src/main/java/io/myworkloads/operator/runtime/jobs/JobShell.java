package io.myworkloads.operator.runtime.jobs;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What the kind whose Pods end needs besides the {@link io.myworkloads.operator.runtime.Shell}.
 *
 * @param background for what no object is looked at for, and may take long
 * @param working whether this process is the one that may write
 */
public record JobShell(JobMetrics metrics, Executor background, BooleanSupplier working) {}
