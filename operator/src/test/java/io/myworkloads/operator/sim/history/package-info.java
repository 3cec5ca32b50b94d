/**
 * Histories as chance has them: what may happen, in which order it does, whether all then is as it
 * must be, and what is told where it is not. It knows nothing of what it is that happens.
 */
@NullMarked
package io.myworkloads.operator.sim.history;

import org.jspecify.annotations.NullMarked;
