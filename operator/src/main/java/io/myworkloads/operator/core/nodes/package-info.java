/** What a node is to a controller: its labels, its taints, and which Pods may run there. */
@NullMarked
package io.myworkloads.operator.core.nodes;

import org.jspecify.annotations.NullMarked;
