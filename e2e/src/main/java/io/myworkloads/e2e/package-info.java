/** A real cluster on this machine: for the end-to-end tests, the playground and the benchmark. */
@NullMarked
package io.myworkloads.e2e;

import org.jspecify.annotations.NullMarked;
