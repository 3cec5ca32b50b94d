/** Parts of a status that all kinds share. */
@NullMarked
package io.myworkloads.operator.core.status;

import org.jspecify.annotations.NullMarked;
