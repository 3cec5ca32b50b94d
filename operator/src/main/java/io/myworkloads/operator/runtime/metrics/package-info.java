/** The operator's own metrics. Their labels are fixed and few: never one series per object. */
@NullMarked
package io.myworkloads.operator.runtime.metrics;

import org.jspecify.annotations.NullMarked;
