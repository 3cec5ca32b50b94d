/**
 * Decisions over snapshots: no client, no clock, no randomness. Everything here is a function of
 * its arguments.
 */
@NullMarked
package io.myworkloads.operator.core;

import org.jspecify.annotations.NullMarked;
