/** MyCronJobs and their MyJobs on a real cluster. */
@NullMarked
package io.myworkloads.e2e.cronjob;

import org.jspecify.annotations.NullMarked;
