/** The shell that all kinds share: what is known of the cluster, and how it is changed. */
@NullMarked
package io.myworkloads.operator.runtime;

import org.jspecify.annotations.NullMarked;
