/** A real cluster on this machine: for the end-to-end tests and the playground. */
@NullMarked
package io.myworkloads.e2e;

import org.jspecify.annotations.NullMarked;
