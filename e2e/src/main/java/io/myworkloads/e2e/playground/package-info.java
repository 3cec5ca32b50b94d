/**
 * What {@code make run} and {@code make deploy} do: the operator and its samples in a cluster for
 * people to play with.
 */
@NullMarked
package io.myworkloads.e2e.playground;

import org.jspecify.annotations.NullMarked;
