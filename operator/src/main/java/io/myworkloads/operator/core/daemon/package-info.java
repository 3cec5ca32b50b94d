/** Decisions of the controller that keeps one Pod on every node that should have one. */
@NullMarked
package io.myworkloads.operator.core.daemon;

import org.jspecify.annotations.NullMarked;
