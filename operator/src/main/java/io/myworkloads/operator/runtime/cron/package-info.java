/** MyJobs as their MyCronJobs see them, and the hand that makes and deletes them. */
@NullMarked
package io.myworkloads.operator.runtime.cron;

import org.jspecify.annotations.NullMarked;
