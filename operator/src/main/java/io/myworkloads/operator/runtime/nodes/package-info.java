/** Nodes: one view of all of them, and who is told when one changes. */
@NullMarked
package io.myworkloads.operator.runtime.nodes;

import org.jspecify.annotations.NullMarked;
