/**
 * {@code make bench}: upstream's controllers and ours in turn on one API server, with the same
 * work. It measures and judges nothing but the goals that it prints.
 *
 * <p>A new sort of work is a {@link io.myworkloads.e2e.bench.Workload}, and stands in its kind's
 * {@link io.myworkloads.e2e.bench.Suite}.
 */
@NullMarked
package io.myworkloads.e2e.bench;

import org.jspecify.annotations.NullMarked;
