/**
 * A cluster in memory, single-threaded and deterministic: an API server that can be told to fail,
 * watches that can be told to lag, and a clock that stands still until it is moved.
 */
@NullMarked
package io.myworkloads.operator.sim;

import org.jspecify.annotations.NullMarked;
