/** Decisions of the controllers that keep a number of Pods running. */
@NullMarked
package io.myworkloads.operator.core.replicas;

import org.jspecify.annotations.NullMarked;
