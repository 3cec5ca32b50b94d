/** The benchmark's own arithmetic and its reports; its measurements are no test. */
@NullMarked
package io.myworkloads.e2e.bench;

import org.jspecify.annotations.NullMarked;
