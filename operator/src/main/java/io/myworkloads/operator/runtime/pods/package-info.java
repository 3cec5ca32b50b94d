/**
 * Pods: one view of all of them, the writes that it does not show yet, and the hand that makes and
 * deletes them.
 */
@NullMarked
package io.myworkloads.operator.runtime.pods;

import org.jspecify.annotations.NullMarked;
