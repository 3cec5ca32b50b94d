/** Histories of the kinds that keep a number of Pods. */
@NullMarked
package io.myworkloads.operator.sim.replicas;

import org.jspecify.annotations.NullMarked;
