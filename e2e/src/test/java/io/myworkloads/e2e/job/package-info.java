/** Stories of MyJobs. */
@NullMarked
package io.myworkloads.e2e.job;

import org.jspecify.annotations.NullMarked;
