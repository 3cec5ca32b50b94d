/** MyCronJob: when it makes MyJobs, which of them it keeps, and what it tells. */
@NullMarked
package io.myworkloads.operator.core.cron;

import org.jspecify.annotations.NullMarked;
