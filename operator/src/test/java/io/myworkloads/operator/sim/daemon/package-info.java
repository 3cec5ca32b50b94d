/** Histories of the kind that keeps a Pod on every node. */
@NullMarked
package io.myworkloads.operator.sim.daemon;

import org.jspecify.annotations.NullMarked;
