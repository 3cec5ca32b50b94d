/**
 * What a Pod is to a controller, whatever its kind: whose it is, whether it counts, and which go
 * first.
 */
@NullMarked
package io.myworkloads.operator.core.pods;

import org.jspecify.annotations.NullMarked;
