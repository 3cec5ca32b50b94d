/** What the kinds whose Pods end need of the shell besides. */
@NullMarked
package io.myworkloads.operator.runtime.jobs;

import org.jspecify.annotations.NullMarked;
