/** Decisions of the controller that runs Pods to their end and counts them. */
@NullMarked
package io.myworkloads.operator.core.job;

import org.jspecify.annotations.NullMarked;
